// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.modem.api;

/**
 * Who has a message sent. Watchers see it; nothing depends on it.
 *
 * @param route its name
 * @param exchange identifies this send of the route; empty if unknown
 */
public record Caller(String route, String exchange) {}
