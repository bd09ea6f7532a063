// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.modem.api;

import java.util.Set;

import io.github.bc66coap.coap.MessageType;

/**
 * What was learned of a module's firmware since its last restart.
 *
 * @param unprintedOutcomes outcomes that it does not print, although the note says so, as {@code +QCOAPSEND}: nobody waits for them
 * @param lateOutcomes outcomes that it has printed too late: they may take as long as a handshake
 * @param refusedBesideCon types of messages that it refuses while a CON is in flight: they wait
 * @param optionsInEmptyMessages whether it puts the options of earlier messages into empty ones: before these a new context is made
 * @param settingsNotTold whether what it says of its settings can't be read: nobody asks for them
 */
public record Firmware(
        Set<String> unprintedOutcomes,
        Set<String> lateOutcomes,
        Set<MessageType> refusedBesideCon,
        boolean optionsInEmptyMessages,
        boolean settingsNotTold) {}
