// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
/**
 * A virtual BC66 for tests and trials: {@link io.github.bc66coap.simulator.VirtualBc66}.
 *
 * <p>It follows Quectel's <em>BC66&amp;BC66-NA CoAP Application Note</em>, version 1.0 of 2022-04-21, called "the note"
 * throughout, and RFC 7252 where the note points there. Where the note is silent, the decision is written at the class
 * that takes it: {@code CommandPort} for the line, {@code CoapCommands} for the commands,
 * {@link io.github.bc66coap.simulator.coap.CoapContext} for the message layer,
 * {@link io.github.bc66coap.simulator.coap.UrcFormat} for URCs.
 *
 * <h2>Threads</h2>
 *
 * One scheduler thread per module, the core, holds all state of the module: AT, CoAP, timers, trace, hooks. Threads of
 * the line and of the sockets only hand bytes to it. The core never blocks on the line. All threads are daemons; those
 * of this library are named {@code virtual-bc66-…}, the sockets' are named by Californium. None survives
 * {@link io.github.bc66coap.simulator.VirtualBc66#close()}.
 */
package io.github.bc66coap.simulator;
