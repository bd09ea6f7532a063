// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.qcoap;

import java.util.HexFormat;
import java.util.List;
import java.util.Set;

import io.github.bc66coap.at.AtCommand;
import io.github.bc66coap.at.AtReply;
import io.github.bc66coap.at.CommandLine;
import io.github.bc66coap.at.ReplyForm;
import io.github.bc66coap.coap.Code;
import io.github.bc66coap.coap.MessageType;
import io.github.bc66coap.coap.Peer;

/**
 * {@code AT+QCOAPSEND}: sends a message (note, section 2.3.7). The line has three forms, which must never be mixed up: a
 * length of 0 and nothing behind it has no payload; a length and hexadecimal digits has it inline; a length without
 * digits makes the module prompt for the bytes (data mode).
 *
 * <p>The note demands {@link QcoapDataStatus} between a CON and the next CON or NON.
 */
public final class QcoapSend {
    /** How many bytes of payload fit on the command line. */
    public static final int MAX_INLINE_BYTES = 512;

    /** How many bytes of payload data mode takes. */
    public static final int MAX_DATA_MODE_BYTES = 1024;

    /** How the line with the outcome starts. */
    public static final String OUTCOME = "+QCOAPSEND:";

    private static final String NAME = "+QCOAPSEND";
    private static final int MAX_ADDRESS_BYTES = 45;
    private static final HexFormat LOWER = HexFormat.of();
    private static final HexFormat UPPER = HexFormat.of().withUpperCase();

    // the note's table, and what block-wise transfer needs beside it (RFC 7959, section 2.9)
    private static final Set<Code> CODES = Set.of(
            Code.EMPTY,
            Code.GET,
            Code.POST,
            Code.PUT,
            Code.DELETE,
            Code.CREATED,
            Code.DELETED,
            Code.VALID,
            Code.CHANGED,
            Code.CONTENT,
            Code.CONTINUE,
            Code.BAD_REQUEST,
            Code.UNAUTHORIZED,
            Code.BAD_OPTION,
            Code.FORBIDDEN,
            Code.NOT_FOUND,
            Code.METHOD_NOT_ALLOWED,
            Code.NOT_ACCEPTABLE,
            Code.REQUEST_ENTITY_INCOMPLETE,
            Code.PRECONDITION_FAILED,
            Code.REQUEST_ENTITY_TOO_LARGE,
            Code.UNSUPPORTED_CONTENT_FORMAT,
            Code.INTERNAL_SERVER_ERROR,
            Code.NOT_IMPLEMENTED,
            Code.BAD_GATEWAY,
            Code.SERVICE_UNAVAILABLE,
            Code.GATEWAY_TIMEOUT,
            Code.PROXYING_NOT_SUPPORTED);

    private QcoapSend() {}

    /**
     * Checks that {@link #of} can send a message.
     *
     * @throws IllegalArgumentException as {@link #of}
     */
    public static void requireSendable(Code code, byte[] payload) {
        if (payload.length > MAX_INLINE_BYTES) {
            requireDataModeLength(payload);
        }
        requireKnown(code);
    }

    /**
     * Sends a message in the form that its payload needs: none, inline up to 512 bytes, data mode up to 1024.
     *
     * @throws IllegalArgumentException when the payload is longer, or the module doesn't know the code
     */
    public static Write of(MessageType type, Code code, Peer peer, byte[] payload) {
        if (payload.length == 0) {
            return withoutPayload(type, code, peer);
        }
        return payload.length <= MAX_INLINE_BYTES
                ? inline(type, code, peer, payload)
                : dataMode(type, code, peer, payload);
    }

    /**
     * Sends a message without payload.
     *
     * @throws IllegalArgumentException when the module doesn't know the code
     */
    public static Write withoutPayload(MessageType type, Code code, Peer peer) {
        return new Write(head(type, code, peer).number(0).build(), null);
    }

    /**
     * Sends a message with its payload on the command line, in lower-case digits as in the note's examples.
     *
     * @param payload 1 to 512 bytes
     * @throws IllegalArgumentException when the payload is empty or longer, or the module doesn't know the code
     */
    public static Write inline(MessageType type, Code code, Peer peer, byte[] payload) {
        return inline(type, code, peer, payload, LOWER);
    }

    /**
     * As {@link #inline(MessageType, Code, Peer, byte[])}, in upper-case digits, for a firmware that takes no others.
     *
     * @param payload 1 to 512 bytes
     * @throws IllegalArgumentException when the payload is empty or longer, or the module doesn't know the code
     */
    public static Write inlineUpperCase(MessageType type, Code code, Peer peer, byte[] payload) {
        return inline(type, code, peer, payload, UPPER);
    }

    /**
     * Sends a message whose payload goes out as it is after the module's prompt.
     *
     * @param payload 1 to 1024 bytes
     * @throws IllegalArgumentException when the payload is empty or longer, or the module doesn't know the code
     */
    public static Write dataMode(MessageType type, Code code, Peer peer, byte[] payload) {
        requireDataModeLength(payload);
        return new Write(head(type, code, peer).number(payload.length).build(), payload.clone());
    }

    /** Asks for the supported ranges. */
    public static Test test() {
        return new Test();
    }

    private static Write inline(MessageType type, Code code, Peer peer, byte[] payload, HexFormat hex) {
        Arguments.requireLength("inline payload", payload.length, 1, MAX_INLINE_BYTES);
        return new Write(
                head(type, code, peer)
                        .number(payload.length)
                        .payload(payload, hex)
                        .build(),
                null);
    }

    private static void requireDataModeLength(byte... payload) {
        Arguments.requireLength("payload in data mode", payload.length, 1, MAX_DATA_MODE_BYTES);
    }

    private static void requireKnown(Code code) {
        if (!CODES.contains(code)) {
            throw new IllegalArgumentException(
                    "code must be a method or response code that the module knows but is " + code);
        }
    }

    private static CommandLine.Builder head(MessageType type, Code code, Peer peer) {
        requireKnown(code);
        return CommandLine.write(NAME)
                .number(type.number())
                .number(code.number())
                .string("host", peer.host(), MAX_ADDRESS_BYTES)
                .number(peer.port());
    }

    /** The write command. */
    public static final class Write implements AtCommand<Outcome> {
        private final CommandLine line;
        private final byte[] data;
        private final Patience patience;

        private Write(CommandLine line, byte[] data) {
            this(line, data, Patience.SEND);
        }

        private Write(CommandLine line, byte[] data, Patience patience) {
            this.line = line;
            this.data = data;
            this.patience = patience;
        }

        /** The same, to a peer with which no DTLS handshake is to be waited for. */
        public Write withoutHandshake() {
            return new Write(line, data, Patience.COMMAND);
        }

        @Override
        public CommandLine line() {
            return line;
        }

        @Override
        public ReplyForm replies() {
            return ReplyForm.twoPhase(OUTCOME);
        }

        /** The outcome may have to wait for a DTLS handshake, for which the note gives no bound. */
        @Override
        public Patience patience() {
            return patience;
        }

        /** The payload in data mode, a copy; {@code null} in the other forms. */
        @Override
        public byte[] data() {
            return data == null ? null : data.clone();
        }

        @Override
        public Outcome decode(AtReply reply) {
            return reply.outcome() == null ? Outcome.NOT_TOLD : new Outcome(InformationText.outcome(reply, OUTCOME));
        }

        @Override
        public String toString() {
            return line.redacted();
        }
    }

    /**
     * How sending ended; not whether the message arrived.
     *
     * @param err the module's number: 0, 2 or 3 by the note; negative in {@link #NOT_TOLD}
     */
    public record Outcome(int err) {
        private static final int NO_ERR = -1;

        /** The module has accepted the message, and its firmware prints no outcome, or its effect was seen without one. */
        static final Outcome NOT_TOLD = new Outcome(NO_ERR);

        public Result result() {
            return switch (err) {
                case NO_ERR -> Result.NOT_TOLD;
                case 0 -> Result.SUCCESS;
                case 2 -> Result.DTLS_HANDSHAKE_FAILURE;
                case 3 -> Result.FAILURE;
                default -> Result.OTHER;
            };
        }

        public boolean isSuccess() {
            return result() == Result.SUCCESS;
        }
    }

    /** The meanings of {@link Outcome#err()}. */
    public enum Result {
        /** 0. */
        SUCCESS,
        /** 2. */
        DTLS_HANDSHAKE_FAILURE,
        /** 3. */
        FAILURE,
        /** A number that the note doesn't have: a failure, too. */
        OTHER,
        /** Nothing was said, and nothing will be. */
        NOT_TOLD
    }

    /** The test command. */
    public record Test() implements TestCommand<Supported> {
        @Override
        public String name() {
            return NAME;
        }

        @Override
        public Supported supported(List<String> fields) {
            return new Supported(IntRanges.of(fields, 0), IntRanges.of(fields, 3), IntRanges.of(fields, 4));
        }
    }

    /**
     * What the firmware supports.
     *
     * @param types 0 to 3 by the note
     * @param ports 1 to 65535 by the note
     * @param lengths of the payload, in bytes
     */
    public record Supported(IntRanges types, IntRanges ports, IntRanges lengths) {}
}
