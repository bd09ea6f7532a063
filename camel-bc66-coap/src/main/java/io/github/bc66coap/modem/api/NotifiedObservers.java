// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.modem.api;

/**
 * Whom a notification has reached.
 *
 * @param count how many observers: who has acknowledged a CON, and to whom a NON has been sent. One who gets a newer
 *     notification instead, because this one was still waiting, is not among them
 * @param observed whether anybody observes the path at its end, be it one who doesn't acknowledge
 */
public record NotifiedObservers(int count, boolean observed) {}
