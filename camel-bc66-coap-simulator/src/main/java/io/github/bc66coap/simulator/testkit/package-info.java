// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
/**
 * What a test of routes needs beside a module: a CoAP server that answers as the test says, a LwM2M server, and a look at what the
 * module sent. All of it is thread-safe. What waits for another thread looks every 10 ms and ends with an {@link AssertionError}.
 */
package io.github.bc66coap.simulator.testkit;
