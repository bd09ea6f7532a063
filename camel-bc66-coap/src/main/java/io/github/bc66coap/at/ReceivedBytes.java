// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.at;

/**
 * Counts what has come over a line. At a wrong baud rate, most bytes are not text. White space is not counted: a loopback, or echo, may
 * return any number of line ends.
 *
 * @param bytes all bytes but white space
 * @param notText those of them that are not printable ASCII
 */
public record ReceivedBytes(long bytes, long notText) {
    static final ReceivedBytes NOTHING = new ReceivedBytes(0, 0);

    /** Plugging in and switching on cause some. */
    private static final int GLITCHES = 3;

    /** A module's text may hold some bytes that are not: it prints option values and payloads as they are. */
    private static final int GARBAGE_SHARE = 4;

    ReceivedBytes and(byte[] chunk) {
        int text = 0;
        int strange = 0;
        for (byte b : chunk) {
            boolean space = b == ' ' || b == '\r' || b == '\n' || b == '\t';
            if (b > ' ' && b <= '~') {
                text++;
            } else if (!space) {
                strange++;
            }
        }
        return new ReceivedBytes(bytes + text + strange, notText + strange);
    }

    /** What has come after {@code earlier}. */
    public ReceivedBytes since(ReceivedBytes earlier) {
        return new ReceivedBytes(bytes - earlier.bytes, notText - earlier.notText);
    }

    /** Whether nothing came but glitches. */
    public boolean isSilence() {
        return bytes <= GLITCHES && notText == bytes;
    }

    /** Whether the baud rate seems to be wrong. */
    public boolean isGarbage() {
        return notText > GLITCHES && notText * GARBAGE_SHARE >= bytes;
    }
}
