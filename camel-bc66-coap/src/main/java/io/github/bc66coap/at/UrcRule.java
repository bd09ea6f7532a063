// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.at;

/**
 * Recognises notifications whose end is given by a length rather than by a line end.
 *
 * <p>The AT engine knows no notification's grammar. At the start of each line it asks this rule, and as long as the rule
 * claims the line, the rule alone says where it ends: bytes it owns are never taken for a line end, a result code or
 * another notification. They see the whole line so far each time, and are stateless but for what {@link #resumable()} gives.
 */
public interface UrcRule {

    /**
     * Looks at a line so far.
     *
     * @param line holds the line's bytes from its first character on, terminators included where they have arrived; not
     *     to be modified or kept
     * @param length how many bytes of {@code line} are valid, at least 1
     * @return what the rule makes of them
     */
    Verdict inspect(byte[] line, int length);

    /**
     * Decides on a claimed line after the module has fallen silent in the middle of it (bytes were lost, or the module
     * cut it short).
     *
     * @param line as for {@link #inspect(byte[], int)}
     * @param length as for {@link #inspect(byte[], int)}
     * @return {@link Complete} or {@link NotMine}, never {@link NeedMore}
     */
    Verdict conclude(byte[] line, int length);

    /**
     * This rule for one line after the other, with the same answers: it may keep what it has made of a line so far. A line begins
     * when it is asked about a single byte, and is asked about at growing lengths from then on.
     */
    default UrcRule resumable() {
        return this;
    }

    /** What the rule makes of a line so far. */
    sealed interface Verdict permits NeedMore, Complete, NotMine {
        /** The one value of {@link NotMine}. */
        Verdict NOT_MINE = new NotMine();
    }

    /**
     * Undecided; asking again makes sense once this many more bytes are there, or a stop is among them. Where nothing but
     * a stop can decide, this spares reading a long line anew with each of its bytes.
     *
     * @param bytes at least 1
     * @param stops characters below 0x80, or none
     */
    record NeedMore(int bytes, String stops) implements Verdict {
        public NeedMore {
            if (bytes < 1) {
                throw new IllegalArgumentException("bytes must be at least 1 but is " + bytes);
            }
        }

        public NeedMore(int bytes) {
            this(bytes, "");
        }
    }

    /**
     * The notification is the first {@code length} bytes, its line end not counted. What follows is decoded anew.
     *
     * @param length at least 1
     * @param truncated whether fewer bytes arrived than the notification announced
     */
    record Complete(int length, boolean truncated) implements Verdict {
        public Complete {
            if (length < 1) {
                throw new IllegalArgumentException("length must be at least 1 but is " + length);
            }
        }
    }

    /** An ordinary line: it ends at the next CR or LF. */
    record NotMine() implements Verdict {}
}
