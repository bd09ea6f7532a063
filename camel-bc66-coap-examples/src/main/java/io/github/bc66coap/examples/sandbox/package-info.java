// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
/**
 * What the examples stand on: a virtual BC66 and a CoAP server where no real ones are given, the line that shows how it
 * goes on, and a clean end. Routes know nothing of it.
 */
package io.github.bc66coap.examples.sandbox;
