// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.qcoap;

/** A {@code +QCOAPURC} notification (note, chapter 3). */
public sealed interface Urc permits MessageUrc, RecoveredUrc {}
