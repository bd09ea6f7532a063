// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
/**
 * A page that shows what happens between route, module and CoAP peer. It depends neither on the component nor on the simulator, and only
 * on the JSON library of Camel.
 *
 * <p>Threads: events are immutable. {@link io.github.bc66coap.monitor.EventLog} takes them from any thread and waits for no reader. An
 * {@link io.github.bc66coap.monitor.EventStream} belongs to the thread that reads it and waits in it.
 */
package io.github.bc66coap.monitor;
