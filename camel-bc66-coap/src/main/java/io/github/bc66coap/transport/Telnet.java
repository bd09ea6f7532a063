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
package io.github.bc66coap.transport;

import java.io.ByteArrayOutputStream;

/** The bytes of the telnet protocol (RFC 854), and how commands and data are written with them. */
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

    /** @return {@code data} with each byte 255 doubled, which makes it data and not the start of a command */
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
