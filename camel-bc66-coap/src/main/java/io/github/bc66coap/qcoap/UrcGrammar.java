/*
 * Copyright 2026 the camel-bc66-coap authors
 *
 * Licensed under the Apache License, Version 2.0 (the "License");
 * you may not use this file except in compliance with the License.
 * You may obtain a copy of the License at
 *
 *     https://www.apache.org/licenses/LICENSE-2.0
 *
 * Unless required by applicable law or agreed to in writing, software
 * distributed under the License is distributed on an "AS IS" BASIS,
 * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
 * See the License for the specific language governing permissions and
 * limitations under the License.
 */
package io.github.bc66coap.qcoap;

import java.util.Optional;

import io.github.bc66coap.coap.CoapOptions;
import io.github.bc66coap.coap.Code;
import io.github.bc66coap.coap.MessageId;
import io.github.bc66coap.coap.MessageType;
import io.github.bc66coap.coap.OptionNumbers;
import io.github.bc66coap.coap.Peer;
import io.github.bc66coap.coap.Token;

/**
 * The grammar of {@code +QCOAPURC} notifications (note, table 2), with what modules print that deviates from it. The rule
 * that finds a notification's end and the parser both use it, so that they can't disagree.
 */
final class UrcGrammar {
    private static final String PREFIX = "+QCOAPURC:";
    private static final int MAX_UINT_16 = 0xFFFF;
    private static final int MAX_ADDRESS = 45;
    private static final String ADDRESS_LIKE = "[0-9A-Fa-f.:]+(%[0-9A-Za-z]+)?";
    private static final int TOKEN_BIT = 0x01;
    private static final int DATA_BIT = 0x80;
    private static final int OPTION_COUNT_SHIFT = 1;
    private static final int OPTION_COUNT_MASK = 0x3F;

    private final Cursor cursor;
    private final boolean showResponseOptions;

    UrcGrammar(Cursor cursor, boolean showResponseOptions) {
        this.cursor = cursor;
        this.showResponseOptions = showResponseOptions;
    }

    /**
     * Reads a notification and leaves the cursor at its end.
     *
     * @throws Cursor.Undecided when bytes are missing
     * @throws Cursor.Malformed when the bytes are something else
     */
    Urc read() {
        cursor.expect(PREFIX);
        while (cursor.skip(' ')) {
            continue;
        }
        return switch (kind()) {
            case "rsp" -> response();
            case "req" -> request();
            default -> recovered();
        };
    }

    /** The three kinds differ in their second or third letter. */
    private String kind() {
        boolean quoted = cursor.skip('"');
        int start = cursor.position();
        cursor.expect('r');
        String kind = "rsp";
        if (cursor.skip('e')) {
            kind = cursor.peek() == 'q' ? "req" : "recovered";
        }
        cursor.moveTo(start);
        cursor.expect(kind);
        if (quoted) {
            cursor.expect('"');
        }
        cursor.expect(',');
        return kind;
    }

    private Urc recovered() {
        int state = cursor.number(9);
        cursor.expectLineEnd();
        return new RecoveredUrc(state);
    }

    private Urc response() {
        Optional<Peer> peer = peer();
        MessageType type = type();
        Code code = code();
        MessageId messageId = messageId();
        Body body = responseBody();
        return new ResponseUrc(peer, type, code, messageId, body.options(), body.payload());
    }

    /** The peer is there or not, depending on the module's configuration; a type is a single digit. */
    private Optional<Peer> peer() {
        int start = cursor.position();
        String host = cursor.field(MAX_ADDRESS);
        if (host.length() == 1) {
            cursor.moveTo(start);
            return Optional.empty();
        }
        cursor.expect(',');
        int port = cursor.number(MAX_UINT_16);
        cursor.expect(',');
        if (port != 0 && Peer.isAddress(host)) {
            return Optional.of(new Peer(host, port));
        }
        // nobody whom one could answer, but what he sent has its length all the same, and isn't to be taken for lines
        if (!host.matches(ADDRESS_LIKE)) {
            throw Cursor.Malformed.INSTANCE;
        }
        return Optional.empty();
    }

    private MessageType type() {
        int type = cursor.number(3);
        cursor.expect(',');
        return MessageType.ofNumber(type);
    }

    private Code code() {
        String text = cursor.field(4);
        cursor.expect(',');
        try {
            return Code.parse(text);
        } catch (IllegalArgumentException e) {
            throw Cursor.Malformed.INSTANCE;
        }
    }

    private MessageId messageId() {
        return new MessageId(cursor.number(MAX_UINT_16));
    }

    private Body responseBody() {
        if (cursor.atLineEnd()) {
            return Body.EMPTY;
        }
        cursor.expect(',');
        if (cursor.atLineEnd()) {
            return Body.EMPTY;
        }
        if (!showResponseOptions) {
            return payload(CoapOptions.EMPTY);
        }
        if (cursor.skip(',')) {
            // a count of no options may be printed as nothing
            return payload(CoapOptions.EMPTY);
        }
        return countOrLength();
    }

    /** The count of options, or the length when there is none: a count is followed by a number and a quote. */
    private Body countOrLength() {
        int start = cursor.position();
        int count = cursor.number(MAX_UINT_16);
        if (cursor.atLineEnd()) {
            return count == 0 ? Body.EMPTY : Body.MISSING;
        }
        cursor.expect(',');
        if (count == 0) {
            boolean isCount = Cursor.isDigit(cursor.peek());
            return isCount ? payload(CoapOptions.EMPTY) : data(CoapOptions.EMPTY, 0);
        }
        int first = cursor.position();
        boolean option = isOption();
        cursor.moveTo(option ? first : start);
        return option ? optionsOrText(count, start) : payload(CoapOptions.EMPTY);
    }

    /** Text may begin like an option, too, but only from a module that doesn't show options yet. */
    private Body optionsOrText(int count, int start) {
        try {
            return optionsAndPayload(count);
        } catch (Cursor.Malformed e) {
            cursor.moveTo(start);
            Body body = payload(CoapOptions.EMPTY);
            if (body.payload().truncated()) {
                // fits no better: then it was damaged options
                throw e;
            }
            return body;
        }
    }

    private boolean isOption() {
        try {
            cursor.number(MAX_UINT_16);
            return cursor.skip(',') && cursor.peek() == '"';
        } catch (Cursor.Malformed e) {
            if (cursor.isSilent() && cursor.position() == cursor.length()) {
                // it stopped before it could be told from a length
                throw e;
            }
            return false;
        }
    }

    private Body optionsAndPayload(int count) {
        CoapOptions.Builder options = CoapOptions.builder();
        addOption(options);
        for (int i = 1; i < count; i++) {
            cursor.expect(',');
            addOption(options);
        }
        if (cursor.atLineEnd()) {
            return new Body(options.build(), Payload.NONE);
        }
        cursor.expect(',');
        return payload(options.build());
    }

    private void addOption(CoapOptions.Builder options) {
        int number = cursor.number(MAX_UINT_16);
        cursor.expect(',');
        options.add(number, cursor.value());
    }

    private Urc request() {
        Optional<Peer> peer = peer();
        MessageType type = type();
        Code method = code();
        MessageId messageId = messageId();
        cursor.expect(',');
        String mode = cursor.field(3);
        RequestBody body = requestBody(mode);
        return new RequestUrc(
                peer,
                type,
                method,
                messageId,
                body.token(),
                body.body().options(),
                body.body().payload());
    }

    /**
     * The mode is hexadecimal in the note, with two digits, and decimal in other firmware, with up to three. What neither a
     * letter nor the count of digits tells, the rest of the line does: only one reading consumes it exactly.
     */
    private RequestBody requestBody(String mode) {
        if (mode.matches("[0-9]{3}")) {
            return requestBody(decimal(mode));
        }
        if (!mode.matches("[0-9A-Fa-f]{1,2}")) {
            throw Cursor.Malformed.INSTANCE;
        }
        int start = cursor.position();
        try {
            return requestBody(Integer.parseInt(mode, 16));
        } catch (Cursor.Malformed e) {
            cursor.moveTo(start);
            return requestBody(decimal(mode));
        }
    }

    private static int decimal(String mode) {
        if (!mode.matches("[0-9]+") || Integer.parseInt(mode) > 0xFF) {
            throw Cursor.Malformed.INSTANCE;
        }
        return Integer.parseInt(mode);
    }

    private RequestBody requestBody(int mode) {
        Token token = (mode & TOKEN_BIT) != 0 ? token() : Token.EMPTY;
        CoapOptions.Builder builder = CoapOptions.builder();
        int count = mode >> OPTION_COUNT_SHIFT & OPTION_COUNT_MASK;
        boolean block = false;
        for (int i = 0; i < count; i++) {
            if (!block || !Cursor.isDigit(cursor.peek())) {
                cursor.expect(',');
            }
            block = addRequestOption(builder);
        }
        CoapOptions options = builder.build();
        if ((mode & DATA_BIT) == 0) {
            cursor.expectLineEnd();
            return new RequestBody(token, new Body(options, Payload.NONE));
        }
        if (cursor.atLineEnd()) {
            return new RequestBody(token, new Body(options, Body.MISSING.payload()));
        }
        cursor.expect(',');
        return new RequestBody(token, payload(options));
    }

    /**
     * By the note the options of blocks aren't shown. Firmware that shows them was seen to print them damaged: without the
     * comma that should follow, and, where nothing follows, without their value.
     *
     * @return whether it is one of these
     */
    private boolean addRequestOption(CoapOptions.Builder options) {
        int start = cursor.position();
        int number = cursor.number(MAX_UINT_16);
        boolean block = number == OptionNumbers.BLOCK1 || number == OptionNumbers.BLOCK2;
        if (!block) {
            cursor.moveTo(start);
            addOption(options);
        } else if (isQuotedNext()) {
            options.add(number, blockValue());
        } else {
            options.add(number, "");
        }
        return block;
    }

    private boolean isQuotedNext() {
        int start = cursor.position();
        boolean quoted = cursor.skip(',') && cursor.peek() == '"';
        cursor.moveTo(start);
        return quoted;
    }

    private String blockValue() {
        cursor.expect(',');
        cursor.expect('"');
        int start = cursor.position();
        while (Cursor.isDigit(cursor.peek()) || "/M_".indexOf(cursor.peek()) >= 0) {
            cursor.next();
        }
        String value = cursor.text(start, cursor.position());
        cursor.expect('"');
        return value;
    }

    private Token token() {
        cursor.expect(',');
        int length = cursor.number(Token.MAX_LENGTH);
        cursor.expect(',');
        String digits = cursor.field(2 * Token.MAX_LENGTH);
        if (digits.length() != 2 * length || !digits.matches("[0-9A-Fa-f]*")) {
            throw Cursor.Malformed.INSTANCE;
        }
        return Token.fromHex(digits);
    }

    /** The length and the data, which may be missing altogether. */
    private Body payload(CoapOptions options) {
        int length = cursor.number(MAX_UINT_16);
        if (cursor.atLineEnd()) {
            return new Body(options, length == 0 ? Payload.of(new byte[0]) : Body.MISSING.payload());
        }
        cursor.expect(',');
        return data(options, length);
    }

    private Body data(CoapOptions options, int length) {
        return new Body(options, new DataGrammar(cursor, length, options.contentFormat()).read());
    }

    private record Body(CoapOptions options, Payload payload) {
        static final Body EMPTY = new Body(CoapOptions.EMPTY, Payload.NONE);
        static final Body MISSING = new Body(CoapOptions.EMPTY, Payload.truncated(new byte[0]));
    }

    private record RequestBody(Token token, Body body) {}
}
