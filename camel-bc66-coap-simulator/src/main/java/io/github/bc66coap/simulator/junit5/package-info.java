// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
/** A virtual BC66 as a JUnit 5 extension. An extension is used by one test at a time, like any test fixture. */
package io.github.bc66coap.simulator.junit5;
