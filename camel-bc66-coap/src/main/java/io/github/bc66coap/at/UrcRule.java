// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.at;

/**
 * Recognises notifications whose end is given by a length rather than by a line end.
 *
 * <p>The decoder asks this rule at the start of each line. While the rule claims the line, it alone says where the line ends, so no byte
 * of it is taken for a line end, a result code or another notification. Rules see the whole line so far each time. They are stateless,
 * except those that {@link #resumable()} returns.
 */
public interface UrcRule {

    /**
     * Looks at a line so far.
     *
     * @param line the line from its first byte on, with the terminators that have arrived; not to be modified or kept
     * @param length how many bytes of {@code line} are valid, at least 1
     * @return what the rule makes of them
     */
    Verdict inspect(byte[] line, int length);

    /**
     * Decides on a claimed line after silence in the middle of it: bytes were lost, or the module cut it.
     *
     * @param line as for {@link #inspect(byte[], int)}
     * @param length as for {@link #inspect(byte[], int)}
     * @return {@link Complete} or {@link NotMine}, never {@link NeedMore}
     */
    Verdict conclude(byte[] line, int length);

    /**
     * This rule with the same verdicts for one line after another: it may keep its state within a line. A line begins with a question
     * about one byte; its further questions have growing lengths.
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
     * Undecided: ask again after this many more bytes, or when a stop is among them. Stops save reading a long line anew with each of
     * its bytes.
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
     * The notification is the first {@code length} bytes, without its line end. The decoder goes on behind it.
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
