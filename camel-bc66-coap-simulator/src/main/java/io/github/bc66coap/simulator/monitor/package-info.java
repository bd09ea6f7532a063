// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
/**
 * A page that shows what a virtual BC66 does, and lets one do things to it. Only this package and the
 * program's {@code --http} need {@code camel-bc66-coap-monitor}.
 *
 * <p>Threads: what the module traces is translated on its core, one event after the other; actions run on threads of the page's server.
 */
package io.github.bc66coap.simulator.monitor;
