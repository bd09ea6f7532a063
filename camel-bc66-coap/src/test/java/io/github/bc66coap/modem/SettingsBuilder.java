// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.modem;

import java.time.Duration;
import java.util.List;

import io.github.bc66coap.modem.api.ModemSettings;
import io.github.bc66coap.modem.api.Psk;
import io.github.bc66coap.modem.api.SeparateResponses;
import io.github.bc66coap.modem.api.SimPin;
import io.github.bc66coap.modem.api.WakeUp;

/** The default settings, and what a test changes of them. */
final class SettingsBuilder {
    String device = "fake";
    int baudRate = 115_200;
    int localPorts = 2;
    int dtlsRenewAfter = 1;
    SeparateResponses separateResponses = SeparateResponses.STRICT;
    Psk psk;
    List<String> initCommands = List.of();
    SimPin simPin;
    Duration attachTimeout = Duration.ofSeconds(180);
    Duration commandTimeout = ModemFixture.COMMAND;
    Duration sendTimeout = ModemFixture.SEND;
    Duration responseTimeout = ModemFixture.RESPONSE;
    Duration keepAliveInterval = Duration.ZERO;
    WakeUp wakeUp = WakeUp.AT;
    int queueSize = 1000;
    boolean showResponseOptions = true;
    List<String> resources = List.of();

    ModemSettings build() {
        return new ModemSettings(
                device,
                baudRate,
                56_830,
                localPorts,
                psk,
                dtlsRenewAfter,
                separateResponses,
                initCommands,
                simPin,
                attachTimeout,
                commandTimeout,
                sendTimeout,
                responseTimeout,
                ModemFixture.RECONNECT,
                ModemFixture.RECONNECT_MAX,
                keepAliveInterval,
                wakeUp,
                queueSize,
                showResponseOptions,
                resources);
    }
}
