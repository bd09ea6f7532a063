// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.benchmarks;

import java.nio.charset.StandardCharsets;

import io.github.bc66coap.at.AtCommand;
import io.github.bc66coap.coap.CoapOption;
import io.github.bc66coap.coap.CoapOptions;
import io.github.bc66coap.coap.Code;
import io.github.bc66coap.coap.MessageId;
import io.github.bc66coap.coap.MessageType;
import io.github.bc66coap.coap.OptionDefinition;
import io.github.bc66coap.coap.Peer;
import io.github.bc66coap.coap.Token;
import io.github.bc66coap.qcoap.QcoapHead;
import io.github.bc66coap.qcoap.QcoapOption;
import io.github.bc66coap.qcoap.QcoapSend;

/** What the component writes: the commands that the encoder is measured with. */
public enum Commands {
    /** Message ID and token. */
    HEAD {
        @Override
        AtCommand<?> command() {
            return new QcoapHead(MESSAGE_ID, TOKEN);
        }
    },
    /** A path of two segments, a query and a content-format. */
    OPTION {
        @Override
        AtCommand<?> command() {
            return new QcoapOption(OPTIONS);
        }
    },
    /** Nine bytes of payload as digits on the line. */
    INLINE_9 {
        @Override
        AtCommand<?> command() {
            return QcoapSend.of(MessageType.CON, Code.POST, PEER, SHORT);
        }
    },
    /** As many bytes as the line takes as digits. */
    INLINE_512 {
        @Override
        AtCommand<?> command() {
            return QcoapSend.of(MessageType.CON, Code.POST, PEER, INLINE);
        }
    },
    /** As many bytes as the module takes behind its prompt. */
    DATA_1024 {
        @Override
        AtCommand<?> command() {
            return QcoapSend.of(MessageType.CON, Code.POST, PEER, LONG);
        }
    };

    private static final MessageId MESSAGE_ID = new MessageId(14_230);
    private static final Token TOKEN = Token.fromHex("1A2B3C4D5E6F7081");
    private static final Peer PEER = new Peer("192.0.2.1", 5683);
    private static final CoapOptions OPTIONS = CoapOptions.of(
            new CoapOption(OptionDefinition.URI_PATH.number(), "readings"),
            new CoapOption(OptionDefinition.URI_PATH.number(), "meter-1"),
            new CoapOption(OptionDefinition.CONTENT_FORMAT.number(), "0"),
            new CoapOption(OptionDefinition.URI_QUERY.number(), "unit=C"));
    private static final byte[] SHORT = "123123456".getBytes(StandardCharsets.ISO_8859_1);
    private static final byte[] INLINE = new byte[QcoapSend.MAX_INLINE_BYTES];
    private static final byte[] LONG = new byte[QcoapSend.MAX_DATA_MODE_BYTES];

    abstract AtCommand<?> command();
}
