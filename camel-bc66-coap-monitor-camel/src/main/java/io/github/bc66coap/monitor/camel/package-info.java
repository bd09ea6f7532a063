// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
/**
 * The page of {@link io.github.bc66coap.monitor} for a Camel context: it shows events of the component's modems, read-only, served by
 * {@code platform-http}.
 *
 * <p>Threads. Modems call {@link io.github.bc66coap.monitor.camel.Feed} in their event loops. It adds each event to a bounded queue, without
 * a lock. The monitor's own thread drains the queue ten times a second and samples figures once a second. Only this thread uses {@link
 * io.github.bc66coap.monitor.camel.DeviceEvents} and {@link io.github.bc66coap.monitor.camel.Exchanges}. The server's threads read the log,
 * which never waits for them, and answer at once. The context starts and stops the monitor.
 */
package io.github.bc66coap.monitor.camel;
