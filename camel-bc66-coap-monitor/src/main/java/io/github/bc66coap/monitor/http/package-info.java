// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
/**
 * Serves the page with the JDK's HTTP server, for programs without a server.
 *
 * <p>Threads: their number is bounded. Each request has one, and an open page keeps it. A watchdog ends stalled connections.
 */
package io.github.bc66coap.monitor.http;
