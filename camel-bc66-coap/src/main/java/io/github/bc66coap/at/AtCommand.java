// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.at;

/**
 * One AT command: its line, the replies it accepts, and how long they may take. Immutable; can be sent any number of times.
 *
 * @param <R> what its reply means
 */
public interface AtCommand<R> {

    /** The command line, without its terminator. */
    CommandLine line();

    /** Commands of the same kind have replies that can be mistaken for each other. By default, all of one class are of one kind. */
    default Object kind() {
        return getClass();
    }

    /** Which replies belong to this command. */
    ReplyForm replies();

    /** The deadline of its last reply. */
    default Patience patience() {
        return Patience.COMMAND;
    }

    /**
     * The raw bytes to write after the module's prompt {@code >}.
     *
     * @return {@code null} when the command has no data mode
     */
    default byte[] data() {
        return null;
    }

    /**
     * Reads the meaning of a positive reply.
     *
     * @throws AtFormatException when the reply doesn't have the form that the command defines
     */
    R decode(AtReply reply);

    /** The kinds of deadlines. */
    enum Patience {
        /** An ordinary command. */
        COMMAND,
        /** A command whose outcome needs the network, for example for a DTLS handshake. */
        SEND,
        /** A command for which the SIM checks a password. */
        SIM
    }
}
