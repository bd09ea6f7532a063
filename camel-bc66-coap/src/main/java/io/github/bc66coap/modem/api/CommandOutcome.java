// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.modem.api;

import io.github.bc66coap.at.AtCommand;
import io.github.bc66coap.at.AtResult;

/**
 * How a single command ended. The text of each is for people: a sentence of a log.
 *
 * @param <R> the value of a success
 */
public sealed interface CommandOutcome<R> {

    /** The outcome of a command on the link. */
    static <R> CommandOutcome<R> of(AtCommand<?> command, AtResult<R> result) {
        String line = command.line().redacted();
        if (result instanceof AtResult.Success<R> success) {
            return new Done<>(success.value());
        }
        if (result instanceof AtResult.Refused<R> refused) {
            return new Refused<>(line, refused.code());
        }
        if (result instanceof AtResult.NoAnswer<R> noAnswer) {
            return new NoAnswer<>(line, noAnswer.awaited().toString());
        }
        return result instanceof AtResult.Unreadable<R> unreadable
                ? new Unreadable<>(line, unreadable.answer())
                : new Unknown<>(((AtResult.Lost<R>) result).reason());
    }

    /** The module did it. */
    record Done<R>(R value) implements CommandOutcome<R> {
        @Override
        public String toString() {
            return "the module did it";
        }
    }

    /**
     * The module refused it.
     *
     * @param command the command line, secrets redacted
     * @param code the result code as received
     */
    record Refused<R>(String command, String code) implements CommandOutcome<R> {
        @Override
        public String toString() {
            return "the module answered " + command + " with " + code;
        }
    }

    /**
     * The module's reply can't be read.
     *
     * @param command the command line, secrets redacted
     * @param answer what it said, as far as can be shown
     */
    record Unreadable<R>(String command, String answer) implements CommandOutcome<R> {
        @Override
        public String toString() {
            return "the module's reply to " + command + " can't be read: " + answer;
        }
    }

    /**
     * No reply came in time.
     *
     * @param command the command line, secrets redacted
     * @param awaited what was waited for
     */
    record NoAnswer<R>(String command, String awaited) implements CommandOutcome<R> {
        @Override
        public String toString() {
            return "the module did not answer " + command + " in time (awaited: " + awaited + ")";
        }
    }

    /** The line or the module was lost: the command may have had its effect. */
    record Unknown<R>(String reason) implements CommandOutcome<R> {
        @Override
        public String toString() {
            return reason;
        }
    }

    /** Nothing was sent. */
    record Unavailable<R>(String reason) implements CommandOutcome<R> {
        @Override
        public String toString() {
            return reason;
        }
    }
}
