// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.modem.api;

/**
 * Whom a notification has reached.
 *
 * @param count observers that have acknowledged a CON, or to which a NON was sent. One that gets a newer notification instead does not
 *     count
 * @param observed whether anybody observes the path at its end, even without acknowledging
 */
public record NotifiedObservers(int count, boolean observed) {}
