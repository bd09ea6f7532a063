// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
/**
 * The page of {@link io.github.bc66coap.monitor} on a running gateway: what the component's modems tell, served by {@code
 * platform-http}. Looks only; nothing can be done on it.
 *
 * <p>Threads. Modems tell {@link io.github.bc66coap.monitor.camel.Feed} in their event loops; it puts each event into a bounded queue,
 * without a lock. One thread of the monitor's own empties that ten times a second, and takes figures once a second; what it makes of events
 * ({@link io.github.bc66coap.monitor.camel.DeviceEvents}, {@link io.github.bc66coap.monitor.camel.Exchanges}) belongs to it alone.
 * The server's threads read the log, which waits for none of them, and answer at once. Start and stop are the context's.
 */
package io.github.bc66coap.monitor.camel;
