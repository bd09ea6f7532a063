// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.qcoap;

import java.util.Optional;

import io.github.bc66coap.coap.Code;
import io.github.bc66coap.coap.Digits;
import io.github.bc66coap.coap.MessageId;
import io.github.bc66coap.coap.MessageType;
import io.github.bc66coap.coap.OptionDefinition;
import io.github.bc66coap.coap.Peer;
import io.github.bc66coap.coap.Token;

/**
 * The grammar of {@code +QCOAPURC} notifications (note, table 2), with the deviations of modules. The rule that finds the end of a
 * notification and the parser share it, so they can't disagree.
 *
 * <p>It reads part by part, stops where bytes are missing, and continues when they have come. It only remembers positions;
 * {@link #urc} makes values of them.
 */
final class UrcGrammar {
    private static final String PREFIX = "+QCOAPURC:";
    private static final int MAX_UINT_16 = 0xFFFF;
    private static final int MAX_ADDRESS = 45;
    private static final int TOKEN_BIT = 0x01;
    private static final int DATA_BIT = 0x80;
    private static final int OPTION_COUNT_SHIFT = 1;
    private static final int OPTION_COUNT_MASK = 0x3F;

    /** What is read next. */
    private enum Part {
        PREFIX,
        BLANKS,
        /** The three kinds differ in their second or third letter. */
        FIRST_LETTER,
        SECOND_LETTER,
        THIRD_LETTER,
        OTHER_LETTERS,
        RECOVERY_STATE,
        HOST,
        PORT,
        TYPE,
        CODE,
        MESSAGE_ID,
        /** After the message ID of a response. */
        BODY,
        COUNT_OR_LENGTH,
        /** After a count or length of 0. */
        ZERO,
        /** Whether the number before is a count or a length: an option begins with a number and a quote. */
        MAYBE_NUMBER,
        MAYBE_QUOTE,
        MODE,
        TOKEN_LENGTH,
        TOKEN,
        BEFORE_OPTION,
        OPTION_NUMBER,
        OPTION_VALUE,
        BLOCK_QUOTE,
        BLOCK_VALUE,
        AFTER_OPTIONS,
        LENGTH,
        DATA,
        END
    }

    private enum Kind {
        RESPONSE("p"),
        REQUEST(""),
        RECOVERED("overed");

        private final String plain;
        private final String quoted;

        Kind(String otherLetters) {
            plain = otherLetters + ",";
            quoted = otherLetters + "\",";
        }
    }

    /** The other possible reading, if the first one fails. */
    private enum OtherReading {
        NONE,
        /** The mode of a request is decimal. */
        DECIMAL_MODE,
        /** The supposed options are text, from a module that doesn't show options yet. */
        TEXT
    }

    private final Cursor cursor;
    private final boolean showResponseOptions;
    private final OptionSpans options;

    private Part part;
    private OtherReading otherReading;
    private int otherStart;
    private boolean onlyIfWhole;

    private boolean quotedKind;
    private Kind kind;
    private int recoveryState;
    private int hostStart;
    private int hostEnd;
    private int port;
    private MessageType type;
    private Code code;
    private int messageId;
    private int mode;
    private int decimalMode;
    private int tokenLength;
    private int tokenStart;
    private int optionsLeft;
    private int firstOption;
    private int optionNumber;
    private int behindNumber;
    private boolean block;
    private DataGrammar data;
    private PayloadSpan payload;

    /** The peer of the last notification: most come from the same peer as the one before. */
    private String lastHost = "";

    private int lastPort;
    private Optional<Peer> lastPeer = Optional.empty();

    UrcGrammar(Cursor cursor, boolean showResponseOptions) {
        this.cursor = cursor;
        this.showResponseOptions = showResponseOptions;
        this.options = new OptionSpans(cursor);
        restart();
    }

    /** Starts a notification at the first byte of a line. */
    void restart() {
        cursor.restart();
        options.clear();
        part = Part.PREFIX;
        otherReading = OtherReading.NONE;
        onlyIfWhole = false;
        payload = PayloadSpan.NONE;
    }

    /**
     * Continues reading, up to the end of the notification.
     *
     * @return {@code false} when bytes are missing; the cursor says how many
     * @throws Cursor.MalformedException when the bytes are something else
     */
    boolean read() {
        while (part != Part.END) {
            try {
                if (!readPart()) {
                    return false;
                }
            } catch (Cursor.UndecidedException e) {
                return false;
            } catch (Cursor.MalformedException e) {
                understandOtherwise(e);
            }
        }
        return true;
    }

    private boolean readPart() {
        return switch (part) {
            case PREFIX -> cursor.literal(PREFIX) && then(Part.BLANKS);
            case BLANKS -> cursor.has() && blanks();
            case FIRST_LETTER -> cursor.literal("r") && then(Part.SECOND_LETTER);
            case SECOND_LETTER -> cursor.has() && secondLetter();
            case THIRD_LETTER -> cursor.has() && thirdLetter();
            case OTHER_LETTERS -> cursor.literal(quotedKind ? kind.quoted : kind.plain) && endOfKind();
            case RECOVERY_STATE -> cursor.number(9) && recovered();
            case HOST -> cursor.field(MAX_ADDRESS) && host();
            case PORT -> cursor.number(MAX_UINT_16) && port();
            case TYPE -> cursor.number(3) && type();
            case CODE -> cursor.field(4) && code();
            case MESSAGE_ID -> cursor.number(MAX_UINT_16) && messageId();
            case BODY -> cursor.has() && body();
            case COUNT_OR_LENGTH -> cursor.number(MAX_UINT_16) && countOrLength();
            case ZERO -> cursor.has() && zero();
            case MAYBE_NUMBER -> maybeNumber();
            case MAYBE_QUOTE -> cursor.has() && decide(cursor.peek() == '"');
            case MODE -> cursor.field(3) && mode();
            case TOKEN_LENGTH -> cursor.number(Token.MAX_LENGTH) && tokenLength();
            case TOKEN -> cursor.field(2 * Token.MAX_LENGTH) && token();
            case BEFORE_OPTION -> cursor.has() && beforeOption();
            case OPTION_NUMBER -> cursor.number(MAX_UINT_16) && optionNumber();
            case OPTION_VALUE -> cursor.value() && option(cursor.from(), cursor.to());
            case BLOCK_QUOTE -> cursor.has() && blockQuote();
            case BLOCK_VALUE -> cursor.blockValue() && option(cursor.from(), cursor.to());
            case AFTER_OPTIONS -> cursor.has() && afterOptions();
            case LENGTH -> cursor.number(MAX_UINT_16) && length();
            case DATA -> end(data.read());
            case END -> true;
        };
    }

    private boolean then(Part next) {
        part = next;
        return true;
    }

    private boolean end(PayloadSpan read) {
        if (onlyIfWhole && read.truncated()) {
            // not a better reading: the options were damaged
            throw Cursor.MalformedException.INSTANCE;
        }
        payload = read;
        return then(Part.END);
    }

    private void understandOtherwise(Cursor.MalformedException e) {
        OtherReading reading = otherReading;
        otherReading = OtherReading.NONE;
        switch (reading) {
            case NONE -> throw e;
            case DECIMAL_MODE -> {
                cursor.moveTo(otherStart);
                beginRequestBody(decimalMode);
            }
            case TEXT -> {
                cursor.moveTo(otherStart);
                options.clear();
                onlyIfWhole = true;
                part = Part.LENGTH;
            }
        }
    }

    // which notification

    private boolean blanks() {
        if (cursor.skip(' ')) {
            return true;
        }
        quotedKind = cursor.skip('"');
        return then(Part.FIRST_LETTER);
    }

    private boolean secondLetter() {
        if (cursor.skip('e')) {
            return then(Part.THIRD_LETTER);
        }
        cursor.expect('s');
        return kind(Kind.RESPONSE);
    }

    private boolean thirdLetter() {
        if (cursor.skip('q')) {
            return kind(Kind.REQUEST);
        }
        cursor.expect('c');
        return kind(Kind.RECOVERED);
    }

    private boolean kind(Kind read) {
        kind = read;
        return then(Part.OTHER_LETTERS);
    }

    private boolean endOfKind() {
        return then(kind == Kind.RECOVERED ? Part.RECOVERY_STATE : Part.HOST);
    }

    private boolean recovered() {
        recoveryState = cursor.number();
        cursor.expectLineEnd();
        return then(Part.END);
    }

    // the message

    /** The module may show the peer or not; if not, the next field is the type, a single digit. */
    private boolean host() {
        hostStart = cursor.from();
        if (cursor.to() == hostStart + 1) {
            hostEnd = hostStart;
            cursor.moveTo(hostStart);
            return then(Part.TYPE);
        }
        hostEnd = cursor.to();
        cursor.expect(',');
        return then(Part.PORT);
    }

    private boolean port() {
        port = cursor.number();
        cursor.expect(',');
        // a peer that looks like an address but is none can't be answered, but the message still has its length
        if (!isAddressLike() && peer().isEmpty()) {
            throw Cursor.MalformedException.INSTANCE;
        }
        return then(Part.TYPE);
    }

    /** Hexadecimal digits, dots and colons, perhaps with a zone: a percent sign, letters and digits. */
    private boolean isAddressLike() {
        int i = hostStart;
        while (i < hostEnd && (Cursor.isHexDigit(cursor.at(i)) || cursor.at(i) == '.' || cursor.at(i) == ':')) {
            i++;
        }
        boolean zone = i > hostStart && i + 1 < hostEnd && cursor.at(i) == '%';
        if (zone) {
            i++;
            while (i < hostEnd && Digits.isLetterOrDigit(cursor.at(i))) {
                i++;
            }
        }
        return i > hostStart && i == hostEnd;
    }

    private Optional<Peer> peer() {
        if (hostEnd == hostStart) {
            return Optional.empty();
        }
        if (port != lastPort || !cursor.isText(lastHost, hostStart, hostEnd)) {
            lastHost = cursor.text(hostStart, hostEnd);
            lastPort = port;
            lastPeer = Peer.of(lastHost, port);
        }
        return lastPeer;
    }

    private boolean type() {
        type = MessageType.ofNumber(cursor.number());
        cursor.expect(',');
        return then(Part.CODE);
    }

    private boolean code() {
        try {
            code = Code.parse(cursor.text(cursor.from(), cursor.to()));
        } catch (IllegalArgumentException e) {
            throw Cursor.MalformedException.INSTANCE;
        }
        cursor.expect(',');
        return then(Part.MESSAGE_ID);
    }

    private boolean messageId() {
        messageId = cursor.number();
        if (kind == Kind.RESPONSE && cursor.atLineEnd()) {
            return end(PayloadSpan.NONE);
        }
        cursor.expect(',');
        return then(kind == Kind.RESPONSE ? Part.BODY : Part.MODE);
    }

    // the body of a response

    private boolean body() {
        if (cursor.atLineEnd()) {
            return end(PayloadSpan.NONE);
        }
        // some firmware prints nothing for a count of 0
        if (!showResponseOptions || cursor.skip(',')) {
            return then(Part.LENGTH);
        }
        otherStart = cursor.position();
        return then(Part.COUNT_OR_LENGTH);
    }

    /** The count of options, or the length: a number and a quote follow a count. */
    private boolean countOrLength() {
        optionsLeft = cursor.number();
        if (cursor.atLineEnd()) {
            return end(optionsLeft == 0 ? PayloadSpan.NONE : PayloadSpan.MISSING);
        }
        cursor.expect(',');
        firstOption = cursor.position();
        return then(optionsLeft == 0 ? Part.ZERO : Part.MAYBE_NUMBER);
    }

    private boolean zero() {
        return Cursor.isDigit(cursor.peek()) ? then(Part.LENGTH) : thenData(0);
    }

    private boolean maybeNumber() {
        try {
            if (!cursor.number(MAX_UINT_16)) {
                return false;
            }
        } catch (Cursor.MalformedException e) {
            if (cursor.isSilent() && cursor.isAtEnd()) {
                // it ended too early to tell count from length
                throw e;
            }
            return decide(false);
        }
        return cursor.skip(',') ? then(Part.MAYBE_QUOTE) : decide(false);
    }

    private boolean decide(boolean option) {
        cursor.moveTo(option ? firstOption : otherStart);
        otherReading = option ? OtherReading.TEXT : OtherReading.NONE;
        return then(option ? Part.OPTION_NUMBER : Part.LENGTH);
    }

    // the body of a request

    /**
     * The mode has two hexadecimal digits in the note, and up to three decimal ones in other firmware. If neither a letter nor the number
     * of digits decides, the rest of the line does: only one reading fits it exactly.
     */
    private boolean mode() {
        int digits = cursor.to() - cursor.from();
        int hexadecimal = 0;
        decimalMode = 0;
        boolean decimal = true;
        for (int i = cursor.from(); i < cursor.to(); i++) {
            if (!cursor.isHexDigitAt(i)) {
                throw Cursor.MalformedException.INSTANCE;
            }
            int digit = Character.digit(cursor.at(i), 16);
            hexadecimal = 16 * hexadecimal + digit;
            decimalMode = 10 * decimalMode + digit;
            decimal &= digit < 10;
        }
        if (digits == 0 || digits == 3 && (!decimal || decimalMode > 0xFF)) {
            throw Cursor.MalformedException.INSTANCE;
        }
        otherStart = cursor.position();
        otherReading = digits < 3 && decimal ? OtherReading.DECIMAL_MODE : OtherReading.NONE;
        return beginRequestBody(digits < 3 ? hexadecimal : decimalMode);
    }

    private boolean beginRequestBody(int newMode) {
        mode = newMode;
        tokenLength = 0;
        options.clear();
        optionsLeft = mode >> OPTION_COUNT_SHIFT & OPTION_COUNT_MASK;
        block = false;
        if ((mode & TOKEN_BIT) == 0) {
            return thenOptions();
        }
        cursor.expect(',');
        return then(Part.TOKEN_LENGTH);
    }

    private boolean tokenLength() {
        tokenLength = cursor.number();
        cursor.expect(',');
        return then(Part.TOKEN);
    }

    private boolean token() {
        tokenStart = cursor.from();
        boolean fits = cursor.to() - tokenStart == 2 * tokenLength;
        for (int i = tokenStart; fits && i < cursor.to(); i++) {
            fits = cursor.isHexDigitAt(i);
        }
        if (!fits) {
            throw Cursor.MalformedException.INSTANCE;
        }
        return thenOptions();
    }

    // options

    private boolean thenOptions() {
        return then(optionsLeft > 0 ? Part.BEFORE_OPTION : Part.AFTER_OPTIONS);
    }

    private boolean beforeOption() {
        if (!block || !Cursor.isDigit(cursor.peek())) {
            cursor.expect(',');
        }
        return then(Part.OPTION_NUMBER);
    }

    /**
     * By the note, requests don't show Block1 and Block2. Some firmware prints them damaged: without the comma behind them, and, at the
     * end, without their value.
     */
    private boolean optionNumber() {
        optionNumber = cursor.number();
        block = kind == Kind.REQUEST
                && (optionNumber == OptionDefinition.BLOCK1.number()
                        || optionNumber == OptionDefinition.BLOCK2.number());
        if (block) {
            behindNumber = cursor.position();
            return cursor.skip(',') ? then(Part.BLOCK_QUOTE) : option(cursor.position(), cursor.position());
        }
        cursor.expect(',');
        return then(Part.OPTION_VALUE);
    }

    private boolean blockQuote() {
        if (cursor.peek() == '"') {
            return then(Part.BLOCK_VALUE);
        }
        cursor.moveTo(behindNumber);
        return option(behindNumber, behindNumber);
    }

    private boolean option(int from, int to) {
        options.add(optionNumber, from, to);
        optionsLeft--;
        return thenOptions();
    }

    private boolean afterOptions() {
        if (kind == Kind.RESPONSE && cursor.atLineEnd()) {
            return end(PayloadSpan.NONE);
        }
        if (kind == Kind.REQUEST && (mode & DATA_BIT) == 0) {
            cursor.expectLineEnd();
            return end(PayloadSpan.NONE);
        }
        if (cursor.atLineEnd()) {
            return end(PayloadSpan.MISSING);
        }
        cursor.expect(',');
        return then(Part.LENGTH);
    }

    /** The data may be missing altogether. */
    private boolean length() {
        int announced = cursor.number();
        if (cursor.atLineEnd()) {
            return end(announced == 0 ? PayloadSpan.NONE : PayloadSpan.MISSING);
        }
        cursor.expect(',');
        return thenData(announced);
    }

    private boolean thenData(int announced) {
        data = new DataGrammar(cursor, announced, options.contentFormat());
        return then(Part.DATA);
    }

    // what was read

    /** Whether fewer bytes of payload have come than were announced. */
    boolean isTruncated() {
        return payload.truncated();
    }

    /**
     * The notification, after {@link #read()} has returned {@code true}.
     *
     * @param truncated whether the payload is already known to be shorter than announced
     */
    Urc urc(boolean truncated) {
        Payload content = payload.of(cursor, truncated);
        return switch (kind) {
            case RECOVERED -> new RecoveredUrc(recoveryState);
            case RESPONSE -> new ResponseUrc(peer(), type, code, new MessageId(messageId), options.options(), content);
            case REQUEST ->
                new RequestUrc(
                        peer(),
                        type,
                        code,
                        new MessageId(messageId),
                        Token.fromHex(cursor.text(tokenStart, tokenStart + 2 * tokenLength)),
                        options.options(),
                        content);
        };
    }
}
