// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.qcoap;

import java.nio.charset.StandardCharsets;
import java.util.List;

import io.github.bc66coap.at.CommandLine;
import io.github.bc66coap.coap.Digits;

/** {@code AT+QCOAPCREATE}: creates the CoAP context (note, section 2.3.1). It survives deep sleep, not a shutdown. */
public final class QcoapCreate {
    /** How many bytes a PSK identity has at most. */
    public static final int MAX_PSK_ID_BYTES = 150;

    /** How many hexadecimal digits a PSK has at most. */
    public static final int MAX_PSK_DIGITS = 256;

    private static final String NAME = "+QCOAPCREATE";
    private static final int PLAIN = 0;
    private static final int PRE_SHARED_KEY = 1;

    private QcoapCreate() {}

    /**
     * Creates a context without encryption.
     *
     * @param localPort 1 to 65535
     * @throws IllegalArgumentException when {@code localPort} is out of range
     */
    public static WriteCommand plain(int localPort) {
        return new WriteCommand(CommandLine.write(NAME)
                .number(requirePort(localPort))
                .number(PLAIN)
                .build());
    }

    /**
     * Creates a context with DTLS and a pre-shared key.
     *
     * @param localPort 1 to 65535
     * @param pskId the key's identity, 1 to 150 bytes
     * @param psk the key in hexadecimal digits, an even number, 2 to 256; never shown, not even in an exception
     * @throws IllegalArgumentException when an argument is out of its range
     */
    public static WriteCommand psk(int localPort, String pskId, String psk) {
        requirePort(localPort);
        Arguments.requireLength("pskId", pskId.getBytes(StandardCharsets.UTF_8).length, 1, MAX_PSK_ID_BYTES);
        if (psk.isEmpty() || psk.length() > MAX_PSK_DIGITS || psk.length() % 2 != 0) {
            throw new IllegalArgumentException(
                    "psk must be 2 to 256 hexadecimal digits, an even number, but has " + psk.length());
        }
        if (!Digits.areHexadecimal(psk)) {
            throw new IllegalArgumentException("psk must be in hexadecimal digits but holds something else");
        }
        return new WriteCommand(CommandLine.write(NAME)
                .number(localPort)
                .number(PRE_SHARED_KEY)
                .string("pskId", pskId, MAX_PSK_ID_BYTES)
                .secret("psk", psk, MAX_PSK_DIGITS)
                .build());
    }

    /** Asks for the supported ports and modes; also tells whether the firmware has CoAP commands at all. */
    public static Test test() {
        return new Test();
    }

    private static int requirePort(int localPort) {
        return Arguments.requireRange("localPort", localPort, 1, 65535);
    }

    /** The test command. */
    public record Test() implements TestCommand<Supported> {
        @Override
        public String name() {
            return NAME;
        }

        @Override
        public Supported supported(List<String> fields) {
            return new Supported(IntRanges.of(fields, 0), IntRanges.of(fields, 1), fields.size() == 1);
        }
    }

    /**
     * What the firmware supports.
     *
     * @param localPorts the ports that a context may have
     * @param modes 0 without encryption, 1 with a pre-shared key
     * @param isPortsOnly whether a context has no mode, by what the firmware says
     */
    public record Supported(IntRanges localPorts, IntRanges modes, boolean isPortsOnly) {
        /** Whether a context can have a pre-shared key, as far as is known. */
        public boolean psk() {
            return !modes.isKnown() || modes.contains(PRE_SHARED_KEY);
        }
    }
}
