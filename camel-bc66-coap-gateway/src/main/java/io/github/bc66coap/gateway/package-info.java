// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0

/**
 * An installable gateway: Camel's main with a folder of routes and a module. {@link io.github.bc66coap.gateway.Gateway} has the commands,
 * {@link io.github.bc66coap.gateway.RouteFiles} keeps routes and files in step, {@code Check} finds what keeps a gateway from running.
 *
 * <p>Threads: {@code RouteFiles} works on its own thread. The failures that it reports are immutable and can be read on any thread. All
 * else belongs to the thread that started it.
 */
package io.github.bc66coap.gateway;
