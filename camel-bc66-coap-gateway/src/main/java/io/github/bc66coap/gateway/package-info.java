// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0

/**
 * A gateway to install: Camel's main with a folder of routes beside a module. {@link io.github.bc66coap.gateway.Gateway} has the
 * commands, {@link io.github.bc66coap.gateway.RouteFiles} keeps the routes as their files are, {@code Check} looks at all that has to
 * be right before.
 *
 * <p>Threads: {@code RouteFiles} works on one thread of its own, and what it tells of the files is immutable, for any thread. All else
 * belongs to the thread that started it.
 */
package io.github.bc66coap.gateway;
