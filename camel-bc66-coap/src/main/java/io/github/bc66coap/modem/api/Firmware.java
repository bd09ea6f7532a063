// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.modem.api;

import java.util.Set;

import io.github.bc66coap.coap.MessageType;

/**
 * What was learned of a module's firmware, as far as it has shown since its last restart.
 *
 * @param unprintedOutcomes outcomes that it doesn't print, though the note says so, as {@code +QCOAPSEND}: they aren't waited for
 * @param lateOutcomes outcomes that it has printed when nobody waited for them any more: they are waited for as long as a handshake
 *     may take
 * @param refusedBesideCon types of messages that it doesn't take while a CON is in flight: they wait
 * @param optionsInEmptyMessages whether it puts the options of earlier messages into empty ones: the context is made anew before them
 * @param settingsNotTold whether it says of its settings what can't be read: nobody asks for them
 */
public record Firmware(
        Set<String> unprintedOutcomes,
        Set<String> lateOutcomes,
        Set<MessageType> refusedBesideCon,
        boolean optionsInEmptyMessages,
        boolean settingsNotTold) {}
