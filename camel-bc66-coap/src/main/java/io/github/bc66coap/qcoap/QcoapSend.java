// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.qcoap;

import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.github.bc66coap.at.AtCommand;
import io.github.bc66coap.at.AtReply;
import io.github.bc66coap.at.CommandLine;
import io.github.bc66coap.at.ReplyForm;
import io.github.bc66coap.coap.Code;
import io.github.bc66coap.coap.MessageType;
import io.github.bc66coap.coap.Peer;

/**
 * {@code AT+QCOAPSEND}: sends a message (note, section 2.3.7). The line has three forms. A length of 0 means no payload; hexadecimal
 * digits behind the length are the payload; without digits, the module prompts for the bytes (data mode).
 *
 * <p>The note requires {@link QcoapDataStatus} between a CON and the next CON or NON.
 */
public final class QcoapSend implements AtCommand<QcoapSend.Outcome> {
    /** How many bytes of payload fit on the command line. */
    public static final int MAX_INLINE_BYTES = 512;

    /** How many bytes of payload data mode takes. */
    public static final int MAX_DATA_MODE_BYTES = 1024;

    /** How the line with the outcome starts. */
    public static final String OUTCOME = "+QCOAPSEND:";

    private static final int MAX_ADDRESS_BYTES = 45;

    // the note's table, and the codes of block-wise transfer (RFC 7959, section 2.9)
    private static final Set<Code> CODES = Stream.of(("0.00 0.01 0.02 0.03 0.04 2.01 2.02 2.03 2.04 2.05 2.31"
                            + " 4.00 4.01 4.02 4.03 4.04 4.05 4.06 4.08 4.12 4.13 4.15 5.00 5.01 5.02 5.03 5.04 5.05")
                    .split(" "))
            .map(Code::parse)
            .collect(Collectors.toUnmodifiableSet());

    private final CommandLine line;
    private final byte[] data;
    private final Patience patience;

    private QcoapSend(CommandLine line, byte[] data, Patience patience) {
        this.line = line;
        this.data = data;
        this.patience = patience;
    }

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
    public static QcoapSend of(MessageType type, Code code, Peer peer, byte[] payload) {
        if (payload.length > MAX_INLINE_BYTES) {
            return dataMode(type, code, peer, payload);
        }
        CommandLine.Builder line = head(type, code, peer).number(payload.length);
        if (payload.length > 0) {
            line.payload(payload);
        }
        return new QcoapSend(line.build(), null, Patience.SEND);
    }

    /**
     * Sends a message whose payload follows the module's prompt.
     *
     * @param payload 1 to 1024 bytes
     * @throws IllegalArgumentException when the payload is empty or longer, or the module doesn't know the code
     */
    public static QcoapSend dataMode(MessageType type, Code code, Peer peer, byte[] payload) {
        requireDataModeLength(payload);
        return new QcoapSend(head(type, code, peer).number(payload.length).build(), payload.clone(), Patience.SEND);
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
        return CommandLine.write("+QCOAPSEND")
                .number(type.number())
                .number(code.number())
                .string("host", peer.host(), MAX_ADDRESS_BYTES)
                .number(peer.port());
    }

    /** The same message to a peer that needs no DTLS handshake. */
    public QcoapSend withoutHandshake() {
        return new QcoapSend(line, data, Patience.COMMAND);
    }

    @Override
    public CommandLine line() {
        return line;
    }

    @Override
    public ReplyForm replies() {
        return ReplyForm.twoPhase(OUTCOME);
    }

    /** A DTLS handshake may delay the outcome, and the note gives no bound. */
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

    /**
     * How sending ended; not whether the message arrived.
     *
     * @param err the module's number: 0, 2 or 3 by the note, any other is a failure as well; -1 in {@link #NOT_TOLD}
     */
    public record Outcome(int err) {
        /** The firmware prints no outcome, but has accepted the message. */
        static final Outcome NOT_TOLD = new Outcome(-1);

        /** Whether the module has sent the message, as far as it says. */
        public boolean isSent() {
            return err == 0 || this.equals(NOT_TOLD);
        }

        public boolean isHandshakeFailure() {
            return err == 2;
        }
    }
}
