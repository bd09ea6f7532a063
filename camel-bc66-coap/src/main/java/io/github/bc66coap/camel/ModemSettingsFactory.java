// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.camel;

import java.util.Arrays;
import java.util.List;

import io.github.bc66coap.at.RawCommand;
import io.github.bc66coap.modem.api.ModemSettings;
import io.github.bc66coap.modem.api.Psk;
import io.github.bc66coap.modem.api.SimPin;
import io.github.bc66coap.qcoap.QcoapAddres;
import io.github.bc66coap.qcoap.QcoapCreate;

/** Checks the connection options of an endpoint, and turns them into the settings of a modem. */
final class ModemSettingsFactory {
    private ModemSettingsFactory() {}

    /** @throws IllegalArgumentException naming the first wrong option */
    static ModemSettings settings(Bc66CoapConfiguration options) {
        List<String> initCommands = split(options.getInitCommands(), ";").stream()
                .map(Values::commandLine)
                .toList();
        initCommands.forEach(command -> Values.read("option initCommands", command, RawCommand::new));
        List<String> resources = split(options.getResources(), ",");
        resources.forEach(resource -> Values.read("option resources", resource, path -> new QcoapAddres(path).line()));
        return new ModemSettings(
                options.getDevice(),
                options.getBaudRate(),
                options.getLocalPort(),
                options.getLocalPorts(),
                psk(options),
                options.getDtlsRenewAfter(),
                options.getSeparateResponses(),
                initCommands,
                simPin(options.getSimPin()),
                options.getAttachTimeout(),
                options.getCommandTimeout(),
                options.getSendTimeout(),
                options.getResponseTimeout(),
                options.getReconnectDelay(),
                options.getReconnectMaxDelay(),
                options.getKeepAliveInterval(),
                options.getWakeUp(),
                options.getQueueSize(),
                options.isShowResponseOptions(),
                resources);
    }

    private static Psk psk(Bc66CoapConfiguration options) {
        String identity = options.getPskIdentity();
        String key = options.getSecretKey();
        if ((identity == null) != (key == null)) {
            throw new IllegalArgumentException("option " + (identity == null ? "pskIdentity" : "secretKey")
                    + ": pskIdentity and secretKey go together, and this one is missing");
        }
        if (identity == null) {
            return null;
        }
        Values.read("option pskIdentity or secretKey", key, secret -> QcoapCreate.psk(1, identity, secret));
        return new Psk(identity, key);
    }

    private static SimPin simPin(String option) {
        return option == null ? null : Values.read("option simPin", option, SimPin::new);
    }

    private static List<String> split(String list, String separator) {
        return list == null
                ? List.of()
                : Arrays.stream(list.split(separator))
                        .map(String::strip)
                        .filter(part -> !part.isEmpty())
                        .toList();
    }
}
