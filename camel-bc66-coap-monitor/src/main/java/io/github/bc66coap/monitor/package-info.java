// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
/**
 * What happens between route, module and CoAP peer, as events that a page shows. Knows neither the component nor the simulator, nor
 * Camel but for its JSON library.
 *
 * <p>Threads: events are immutable. {@link io.github.bc66coap.monitor.EventLog} takes them from any thread and waits for no reader.
 * An {@link io.github.bc66coap.monitor.EventStream} belongs to the thread that reads it, which waits in there.
 */
package io.github.bc66coap.monitor;
