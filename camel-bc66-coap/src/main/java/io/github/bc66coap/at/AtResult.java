// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.at;

/**
 * How a command ended. {@code toString} gives a sentence for logs.
 *
 * @param <R> what its positive reply means
 */
public sealed interface AtResult<R> {

    /** The module did it. */
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
     * The reply doesn't have the form that the command defines. What the module did is unknown.
     *
     * @param answer the reply, for people
     */
    record Unreadable<R>(String answer) implements AtResult<R> {
        @Override
        public String toString() {
            return "the module's reply can't be read: " + answer;
        }
    }

    /**
     * No reply came in time. What the module did is unknown, and its reply may still come: the line must be probed before the next
     * command.
     *
     * @param awaited what was missing
     */
    record NoAnswer<R>(Awaited awaited) implements AtResult<R> {
        @Override
        public String toString() {
            return "the module did not answer in time (awaited: " + awaited + ")";
        }
    }

    /**
     * The line was lost, or the module restarted, before the reply.
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
        /** That its bytes leave. */
        WRITTEN,
        /** The prompt for data. */
        PROMPT,
        /** The final result code. */
        RESULT,
        /** The outcome of a two-phase command. */
        OUTCOME
    }

    /** This failure as the result of another type of command. */
    @SuppressWarnings("unchecked")
    default <T> AtResult<T> failure() {
        if (this instanceof Success) {
            throw new IllegalStateException("a success is no failure");
        }
        // no failure holds an R
        return (AtResult<T>) this;
    }
}
