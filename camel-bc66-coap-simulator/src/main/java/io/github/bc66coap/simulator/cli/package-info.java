// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
/** The virtual BC66 as a program. The main thread waits; a shutdown hook closes the module. */
package io.github.bc66coap.simulator.cli;
