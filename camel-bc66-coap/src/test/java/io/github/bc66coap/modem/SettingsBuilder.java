/*
 * Copyright 2026 the camel-bc66-coap authors
 *
 * Licensed under the Apache License, Version 2.0 (the "License");
 * you may not use this file except in compliance with the License.
 * You may obtain a copy of the License at
 *
 *     https://www.apache.org/licenses/LICENSE-2.0
 *
 * Unless required by applicable law or agreed to in writing, software
 * distributed under the License is distributed on an "AS IS" BASIS,
 * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
 * See the License for the specific language governing permissions and
 * limitations under the License.
 */
package io.github.bc66coap.modem;

import java.time.Duration;
import java.util.List;

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
