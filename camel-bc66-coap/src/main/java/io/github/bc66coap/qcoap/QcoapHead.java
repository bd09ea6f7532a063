// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.qcoap;

import java.util.List;

import io.github.bc66coap.at.CommandLine;
import io.github.bc66coap.coap.MessageId;
import io.github.bc66coap.coap.Token;

/**
 * {@code AT+QCOAPHEAD}: sets the message ID and the token of what is sent next (note, section 2.3.4). Whether that holds
 * for one message or for all that follow differs from firmware to firmware.
 */
public final class QcoapHead {
    private static final String NAME = "+QCOAPHEAD";

    private QcoapHead() {}

    /** Mode 1: the module chooses both message ID and token. */
    public static WriteCommand random() {
        return write(1, null, Token.EMPTY);
    }

    /**
     * Mode 2: the module chooses the message ID.
     *
     * @param token 1 to 8 bytes
     * @throws IllegalArgumentException when {@code token} is empty
     */
    public static WriteCommand randomMessageId(Token token) {
        return write(2, null, requireToken(token));
    }

    /** Mode 3: this message ID and no token. */
    public static WriteCommand withoutToken(MessageId messageId) {
        return write(3, messageId, Token.EMPTY);
    }

    /** Mode 4: the module chooses the token. */
    public static WriteCommand randomToken(MessageId messageId) {
        return write(4, messageId, Token.EMPTY);
    }

    /**
     * Mode 5: this message ID and this token.
     *
     * @param token 1 to 8 bytes
     * @throws IllegalArgumentException when {@code token} is empty
     */
    public static WriteCommand of(MessageId messageId, Token token) {
        return write(5, messageId, requireToken(token));
    }

    /** Mode 5, or 3 when {@code token} is empty: a reply must carry the request's token, and that may be no token. */
    public static WriteCommand reply(MessageId messageId, Token token) {
        return token.isEmpty() ? withoutToken(messageId) : of(messageId, token);
    }

    /** Asks for the supported modes and ranges. */
    public static Test test() {
        return new Test();
    }

    private static WriteCommand write(int mode, MessageId messageId, Token token) {
        CommandLine.Builder builder = CommandLine.write(NAME).number(mode);
        if (messageId != null) {
            builder.number(messageId.value());
        }
        if (!token.isEmpty()) {
            builder.number(token.length()).string("token", token.hex(), 2 * Token.MAX_LENGTH);
        }
        return new WriteCommand(builder.build());
    }

    private static Token requireToken(Token token) {
        Arguments.requireLength("token", token.length(), 1, Token.MAX_LENGTH);
        return token;
    }

    /** The test command. */
    public record Test() implements TestCommand<Supported> {
        @Override
        public String name() {
            return NAME;
        }

        @Override
        public Supported supported(List<String> fields) {
            return new Supported(IntRanges.of(fields, 0), IntRanges.of(fields, 1), IntRanges.of(fields, 2));
        }
    }

    /**
     * What the firmware supports.
     *
     * @param modes 1 to 5 by the note
     * @param messageIds 0 to 65535 by the note
     * @param tokenLengths in bytes, 1 to 8 by the note
     */
    public record Supported(IntRanges modes, IntRanges messageIds, IntRanges tokenLengths) {}
}
