// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
/**
 * A page that shows what a virtual BC66 does, and lets one do things to it. Needs {@code camel-bc66-coap-monitor}, which nothing else in
 * here does.
 *
 * <p>Threads: what the module traces is translated on its core, one event after the other; actions run on threads of the page's server.
 */
package io.github.bc66coap.simulator.monitor;
