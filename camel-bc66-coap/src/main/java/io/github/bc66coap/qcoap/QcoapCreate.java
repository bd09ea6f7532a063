// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.qcoap;

import java.nio.charset.StandardCharsets;

import io.github.bc66coap.at.ActionCommand;
import io.github.bc66coap.at.CommandLine;
import io.github.bc66coap.coap.Digits;

/** {@code AT+QCOAPCREATE}: creates the CoAP context (note, section 2.3.1). It survives deep sleep, not a shutdown. */
public record QcoapCreate(CommandLine line) implements ActionCommand {
    /** How many bytes a PSK identity has at most. */
    public static final int MAX_PSK_ID_BYTES = 150;

    /** How many hexadecimal digits a PSK has at most. */
    public static final int MAX_PSK_DIGITS = 256;

    private static final int PLAIN = 0;
    private static final int PRE_SHARED_KEY = 1;

    /**
     * A context without encryption.
     *
     * @param localPort 1 to 65535
     * @throws IllegalArgumentException when {@code localPort} is out of range
     */
    public static QcoapCreate plain(int localPort) {
        return new QcoapCreate(write(localPort, PLAIN).build());
    }

    /**
     * A context with DTLS and a pre-shared key.
     *
     * @param localPort 1 to 65535
     * @param pskId the key's identity, 1 to 150 bytes
     * @param psk the key in hexadecimal digits, an even number, 2 to 256; never shown, not even in an exception
     * @throws IllegalArgumentException when an argument is out of its range
     */
    public static QcoapCreate psk(int localPort, String pskId, String psk) {
        CommandLine.Builder line = write(localPort, PRE_SHARED_KEY);
        Arguments.requireLength("pskId", pskId.getBytes(StandardCharsets.UTF_8).length, 1, MAX_PSK_ID_BYTES);
        if (psk.isEmpty() || psk.length() > MAX_PSK_DIGITS || psk.length() % 2 != 0) {
            throw new IllegalArgumentException(
                    "psk must be 2 to 256 hexadecimal digits, an even number, but has " + psk.length());
        }
        if (!Digits.areHexadecimal(psk)) {
            throw new IllegalArgumentException("psk must be in hexadecimal digits but holds something else");
        }
        return new QcoapCreate(line.string("pskId", pskId, MAX_PSK_ID_BYTES)
                .secret("psk", psk, MAX_PSK_DIGITS)
                .build());
    }

    private static CommandLine.Builder write(int localPort, int mode) {
        return CommandLine.write("+QCOAPCREATE")
                .number(Arguments.requireRange("localPort", localPort, 1, 65535))
                .number(mode);
    }

    @Override
    public String toString() {
        return line.redacted();
    }
}
