// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.at;

/**
 * How much has come over a line, and how much of it no module says in text: at another baud rate than the module's, most bytes come
 * out as something else. White space counts for nothing: a loop, or echo, may return any number of line ends.
 *
 * @param bytes all that came, white space left out
 * @param notText those of them that are not printable ASCII
 */
public record ReceivedBytes(long bytes, long notText) {
    static final ReceivedBytes NOTHING = new ReceivedBytes(0, 0);

    /** Some glitches come from plugging in and switching on. */
    private static final int GLITCHES = 3;

    /** A module's text may hold some such bytes: values of options and payloads are printed as they are. */
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

    /** Whether nothing came, or nothing but glitches. */
    public boolean isSilence() {
        return bytes <= GLITCHES && notText == bytes;
    }

    /** Whether a module at this baud rate can hardly have said it. */
    public boolean isGarbage() {
        return notText > GLITCHES && notText * GARBAGE_SHARE >= bytes;
    }
}
