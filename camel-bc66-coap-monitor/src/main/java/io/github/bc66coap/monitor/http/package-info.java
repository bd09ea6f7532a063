// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
/**
 * The page by the JDK's own HTTP server, for programs that have none.
 *
 * <p>Threads: each request has one of a bounded number, a page that looks on has it as long as it does. A watchdog ends connections that
 * send or take nothing any more.
 */
package io.github.bc66coap.monitor.http;
