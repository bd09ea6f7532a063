// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.at;

/**
 * One AT command: what goes out, which replies it accepts, and how long they may take. A command is an immutable value
 * and can be sent any number of times.
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

    /** Which deadline applies to its (last) reply. */
    default Patience patience() {
        return Patience.COMMAND;
    }

    /**
     * The bytes that are written as they are once the module has prompted with {@code >}.
     *
     * @return the bytes, or {@code null} when the command has no data mode
     */
    default byte[] data() {
        return null;
    }

    /**
     * Reads the meaning of a positive reply.
     *
     * @throws AtFormatException when the reply doesn't have the form that the command's definition gives
     */
    R decode(AtReply reply);

    /** The classes of deadlines that a line distinguishes. */
    enum Patience {
        /** An ordinary command. */
        COMMAND,
        /** A command whose outcome needs the network, for example a DTLS handshake. */
        SEND,
        /** A command that has the SIM check a password. */
        SIM
    }
}
