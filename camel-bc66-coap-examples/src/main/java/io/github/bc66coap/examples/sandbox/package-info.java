// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
/**
 * What the examples share besides routes: a virtual BC66 and a CoAP server where no real ones are given, a status line,
 * and a clean end. Routes don't know it.
 */
package io.github.bc66coap.examples.sandbox;
