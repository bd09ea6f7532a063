// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.modem.api;

/**
 * Who has a message sent, for people: it is shown to those who watch, and nothing depends on it.
 *
 * @param route its name
 * @param exchange what tells this send from others of the route; empty where that isn't known
 */
public record Caller(String route, String exchange) {}
