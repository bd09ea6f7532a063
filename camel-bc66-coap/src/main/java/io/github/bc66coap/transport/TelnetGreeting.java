// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.transport;

/**
 * Whether the far end of a connection speaks telnet: its first three bytes are an offer then, or a request (RFC 854). Looks on while
 * the bytes pass, and holds none of them back. A raw port may begin with a byte 255 as well, as noise is, so that nothing less than
 * all three bytes decides.
 */
final class TelnetGreeting {
    /** Of the options that IANA has assigned in sequence, the last one. */
    private static final int LAST_OPTION = 49;

    private static final int LENGTH = 3;

    private int seen;
    private boolean possible = true;

    /**
     * @param bytes the next ones of the connection, {@code count} of them
     * @return true when these end the three that are telnet's
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
