// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
/**
 * The serial line: what it is for the module, the TCP kind, and pacing to a baud rate.
 *
 * <p>Lines receive on a thread of their own and may be written to from any thread. Pacing works on the core.
 */
package io.github.bc66coap.simulator.line;
