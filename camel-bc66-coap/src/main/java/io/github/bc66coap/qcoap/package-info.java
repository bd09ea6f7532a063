// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
/**
 * The module's CoAP dialect as types: one class for each {@code AT+QCOAP} command with its encoder, its accepted replies and their meaning, and the
 * {@code +QCOAPURC} notifications with the rule that tells where each ends.
 *
 * <p>Nothing here does input or output. Only {@link UrcParser} and the rule have state, that of the notification that they read; each line has its
 * own. "The note" in this package is the vendor's "BC66&amp;BC66-NA CoAP Application Note", version 1.0.
 */
package io.github.bc66coap.qcoap;
