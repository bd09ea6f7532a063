// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.transport;

import java.io.ByteArrayOutputStream;

/** The bytes of the telnet protocol (RFC 854), and the encoding of commands and data. */
final class Telnet {
    static final int SE = 240;
    static final int SB = 250;
    static final int WILL = 251;
    static final int WONT = 252;
    static final int DO = 253;
    static final int DONT = 254;
    static final int IAC = 255;

    static final byte[] NOTHING = new byte[0];

    private Telnet() {}

    static byte[] command(int verb, int option) {
        return new byte[] {(byte) IAC, (byte) verb, (byte) option};
    }

    static byte[] subnegotiation(TelnetOption option, byte[] content) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(command(SB, option.code()));
        out.writeBytes(escape(content));
        out.write(IAC);
        out.write(SE);
        return out.toByteArray();
    }

    /** @return {@code data} with each byte 255 doubled, so that it starts no command */
    static byte[] escape(byte[] data) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(data.length + 8);
        for (byte b : data) {
            out.write(b);
            if ((b & 0xFF) == IAC) {
                out.write(b);
            }
        }
        return out.toByteArray();
    }
}
