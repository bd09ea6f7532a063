// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
/**
 * The AT side: taking command lines apart, and the format of results. Everything here is immutable or confined to the
 * core thread.
 */
package io.github.bc66coap.simulator.at;
