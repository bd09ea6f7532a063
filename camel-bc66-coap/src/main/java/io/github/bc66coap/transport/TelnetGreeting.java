// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.transport;

/**
 * Detects that the far end speaks telnet: its first three bytes are an offer or a request (RFC 854). Holds no bytes back. Noise on a raw
 * port may begin with a byte 255, too, so all three bytes must fit.
 */
final class TelnetGreeting {
    /** The last option of the sequence that IANA has assigned. */
    private static final int LAST_OPTION = 49;

    private static final int LENGTH = 3;

    private int seen;
    private boolean possible = true;

    /**
     * @param bytes the next {@code count} bytes of the connection
     * @return true if they complete a telnet command
     */
    boolean isEndedBy(byte[] bytes, int count) {
        for (int i = 0; i < count && possible && seen < LENGTH; i++) {
            possible = isExpected(bytes[i] & 0xFF);
            seen++;
            if (possible && seen == LENGTH) {
                return true;
            }
        }
        return false;
    }

    private boolean isExpected(int b) {
        return switch (seen) {
            case 0 -> b == Telnet.IAC;
            case 1 -> b >= Telnet.WILL && b <= Telnet.DONT;
            default -> b <= LAST_OPTION;
        };
    }
}
