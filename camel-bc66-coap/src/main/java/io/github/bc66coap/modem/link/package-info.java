// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
/**
 * The AT side of a session: opens the line, wakes and initialises the module, resynchronises after a lost reply, decides who may send commands next,
 * and counts and measures. It knows no CoAP exchange.
 *
 * <p>Threads. All classes run in the session's event loop, without locks. There are three exceptions: {@link Openers}, whose threads open lines where
 * that blocks, {@link SimPasswords}, which all sessions of a process share, and {@link Counters}, which any thread may read.
 */
package io.github.bc66coap.modem.link;
