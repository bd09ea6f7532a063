// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
/** What lies between a module and its peers, for tests. */
package io.github.bc66coap.simulator.network;
