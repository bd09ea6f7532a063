// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.at;

/**
 * How a command ended. The text of each is for people: a sentence of a log.
 *
 * @param <R> what its positive reply means
 */
public sealed interface AtResult<R> {

    /** The module did it, and this is what it said. */
    record Success<R>(R value) implements AtResult<R> {
        @Override
        public String toString() {
            return "the module did it";
        }
    }

    /**
     * The module refused it.
     *
     * @param code the final result code as received: {@code ERROR} or {@code +CME ERROR: …}
     */
    record Refused<R>(String code) implements AtResult<R> {
        @Override
        public String toString() {
            return "the module answered " + code;
        }
    }

    /**
     * The module answered, but not as the command's definition says. What it did is not known.
     *
     * @param answer what it said instead, for people
     */
    record Unreadable<R>(String answer) implements AtResult<R> {
        @Override
        public String toString() {
            return "the module's answer can't be read: " + answer;
        }
    }

    /**
     * No answer came in time. What the module did is not known, and its answer may still come: the line must be probed
     * before the next command.
     *
     * @param awaited what was waited for
     */
    record NoAnswer<R>(Awaited awaited) implements AtResult<R> {
        @Override
        public String toString() {
            return "the module did not answer in time (awaited: " + awaited + ")";
        }
    }

    /**
     * The line broke, or the module restarted, before the answer.
     *
     * @param reason why, for people
     */
    record Lost<R>(String reason) implements AtResult<R> {
        @Override
        public String toString() {
            return reason;
        }
    }

    /** What a command was waiting for. */
    enum Awaited {
        /** Its bytes leaving for the line. */
        WRITTEN,
        /** The prompt for data. */
        PROMPT,
        /** The final result code. */
        RESULT,
        /** The outcome of a two-phase command. */
        OUTCOME
    }

    /** The same ending for a command whose reply would have meant something else. */
    @SuppressWarnings("unchecked")
    default <T> AtResult<T> failure() {
        if (this instanceof Success) {
            throw new IllegalStateException("a success is no failure");
        }
        // no failure carries a value of the type
        return (AtResult<T>) this;
    }
}
