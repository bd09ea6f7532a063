// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.modem.api;

import java.time.Instant;

/**
 * A state that a modem has, or had.
 *
 * @param since when it began, by the clock of the computer
 * @param state what it was
 */
public record PastState(Instant since, ModemState state) {}
