// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.modem.api;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

import io.github.bc66coap.at.CommandLine;

/**
 * What all who share a module must agree on.
 *
 * @param device the line, as a transport factory understands it
 * @param baudRate of the line, more than 0
 * @param localPort of the CoAP context, 1 to 65535
 * @param localPorts how many ports from {@code localPort} on contexts with DTLS take in turn, at least 1
 * @param psk for DTLS; {@code null}: plain CoAP
 * @param dtlsRenewAfter after how many CONs in a row without any message from a DTLS peer its session is given up; 0: never
 * @param separateResponses what becomes of a separate response that may be late
 * @param initCommands command lines sent before the context is made
 * @param simPin unlocks the SIM; {@code null}: none is sent, unless by one of the initCommands
 * @param attachTimeout how long to wait for the network; 0: don't ask
 * @param commandTimeout deadline of a command after it has left the line
 * @param sendTimeout deadline of the outcome of {@code AT+QCOAPSEND}
 * @param responseTimeout deadline of a response after its request has been sent
 * @param reconnectDelay wait before the first attempt to get a lost module back
 * @param reconnectMaxDelay the longest wait between attempts
 * @param keepAliveInterval after how much silence an {@code AT} shows whether the module is there; 0: never
 * @param wakeUp how the module is woken
 * @param queueSize how many sends may wait
 * @param showResponseOptions whether responses come with their options
 * @param resources paths to announce beside those of services
 */
public record ModemSettings(
        String device,
        int baudRate,
        int localPort,
        int localPorts,
        Psk psk,
        int dtlsRenewAfter,
        SeparateResponses separateResponses,
        List<String> initCommands,
        SimPin simPin,
        Duration attachTimeout,
        Duration commandTimeout,
        Duration sendTimeout,
        Duration responseTimeout,
        Duration reconnectDelay,
        Duration reconnectMaxDelay,
        Duration keepAliveInterval,
        WakeUp wakeUp,
        int queueSize,
        boolean showResponseOptions,
        List<String> resources) {
    private static final String SECRET_KEY = "secretKey";
    private static final String SIM_PIN = "simPin";
    private static final Set<String> SECRETS = Set.of(SECRET_KEY, SIM_PIN);
    private static final String INIT_COMMANDS = "initCommands";

    public ModemSettings {
        initCommands = List.copyOf(initCommands);
        resources = List.copyOf(resources);
    }

    /**
     * Checks that others who use the device mean the same.
     *
     * @throws IllegalArgumentException when they don't, with the option and both values; secrets are not shown
     */
    public void requireSame(ModemSettings other) {
        Map<String, Object> mine = options();
        other.options().forEach((option, value) -> {
            if (!Objects.equals(mine.get(option), value)) {
                throw new IllegalArgumentException(
                        "all endpoints on %s must have the same connection options, but %s is %s here and %s there"
                                .formatted(device, option, shown(option, value), shown(option, mine.get(option))));
            }
        });
    }

    private Map<String, Object> options() {
        Map<String, Object> options = new LinkedHashMap<>();
        options.put("baudRate", baudRate);
        options.put("localPort", localPort);
        options.put("localPorts", localPorts);
        options.put("dtlsRenewAfter", dtlsRenewAfter);
        options.put("separateResponses", separateResponses);
        options.put("pskIdentity", psk == null ? null : psk.identity());
        options.put(SECRET_KEY, psk == null ? null : psk.secretKey());
        options.put(INIT_COMMANDS, initCommands);
        options.put(SIM_PIN, simPin);
        options.put("attachTimeout", attachTimeout);
        options.put("commandTimeout", commandTimeout);
        options.put("sendTimeout", sendTimeout);
        options.put("responseTimeout", responseTimeout);
        options.put("reconnectDelay", reconnectDelay);
        options.put("reconnectMaxDelay", reconnectMaxDelay);
        options.put("keepAliveInterval", keepAliveInterval);
        options.put("wakeUp", wakeUp);
        options.put("queueSize", queueSize);
        options.put("showResponseOptions", showResponseOptions);
        options.put("resources", resources);
        return options;
    }

    private static Object shown(String option, Object value) {
        if (SECRETS.contains(option) && value != null) {
            return "a secret";
        }
        if (option.equals(INIT_COMMANDS)) {
            return ((List<?>) value)
                    .stream()
                            .map(line -> CommandLine.raw((String) line).redacted())
                            .toList();
        }
        return value instanceof Duration duration ? Seconds.exactly(duration) : value;
    }
}
