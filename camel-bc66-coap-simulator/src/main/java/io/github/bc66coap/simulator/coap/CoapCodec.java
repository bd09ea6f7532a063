// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.simulator.coap;

import java.util.List;
import java.util.Optional;

import org.eclipse.californium.core.coap.CoAP;
import org.eclipse.californium.core.coap.EmptyMessage;
import org.eclipse.californium.core.coap.Message;
import org.eclipse.californium.core.coap.Request;
import org.eclipse.californium.core.coap.Response;
import org.eclipse.californium.core.coap.Token;
import org.eclipse.californium.core.coap.option.StandardOptionRegistry;
import org.eclipse.californium.core.network.serialization.MessageHeader;
import org.eclipse.californium.core.network.serialization.UdpDataParser;
import org.eclipse.californium.core.network.serialization.UdpDataSerializer;
import org.eclipse.californium.elements.util.DatagramReader;

/** Converts messages to datagrams and back, by Californium's codec. It adds nothing and answers nothing. */
public final class CoapCodec {
    private final UdpDataParser parser = new Parser();
    private final UdpDataSerializer serializer = new UdpDataSerializer();

    private static final int CODE_INDEX = 1;
    private static final int ANY_RESPONSE = 0x45;
    private static final int ANY_METHOD = 1;
    private static final int LAST_CODE_OF_REQUESTS = 0x1F;

    /** Encodes a message; also an empty one with options, which is malformed. */
    public byte[] encode(CoapMessage message) {
        if (message.isEmpty() && !message.options().isEmpty()) {
            byte[] filled = encode(new CoapMessage(
                    message.type(),
                    ANY_RESPONSE,
                    message.messageId(),
                    message.token(),
                    message.options(),
                    message.payload()));
            filled[CODE_INDEX] = 0;
            return filled;
        }
        Message encoded = withCode(message);
        encoded.setType(CoAP.Type.valueOf(message.type().ordinal()));
        encoded.setMID(message.messageId());
        encoded.setToken(new Token(message.token()));
        for (CoapOption option : message.options()) {
            encoded.getOptions().addOption(option(message, option));
        }
        if (!encoded.isIntendedPayload()) {
            encoded.setUnintendedPayload(); // a GET may carry a payload, if the TE wants it so
        }
        encoded.setPayload(message.payload());
        return serializer.getByteArray(encoded);
    }

    private static org.eclipse.californium.core.coap.Option option(CoapMessage message, CoapOption option) {
        return StandardOptionRegistry.getDefaultOptionRegistry()
                .getDefinitionByNumber(message.code(), option.number())
                .create(option.value());
    }

    private static Message withCode(CoapMessage message) {
        if (message.isEmpty()) {
            return new EmptyMessage(CoAP.Type.valueOf(message.type().ordinal()));
        }
        return message.isRequest()
                ? new Request(CoAP.Code.valueOf(message.code()))
                : new Response(CoAP.ResponseCode.valueOf(message.code()));
    }

    /** Decodes a datagram; nothing if it is malformed, or has a type that does not go with its code. Any method is one. */
    public Optional<CoapMessage> decode(byte[] datagram) {
        try {
            return Optional.of(decoded(parser.parseMessage(withKnownMethod(datagram)), datagram))
                    .filter(CoapCodec::isPossible);
        } catch (RuntimeException e) {
            return Optional.empty();
        }
    }

    /** Of a method that it doesn't know, the library reads nothing. */
    private static byte[] withKnownMethod(byte[] datagram) {
        if (datagram.length <= CODE_INDEX
                || datagram[CODE_INDEX] <= 0
                || datagram[CODE_INDEX] > LAST_CODE_OF_REQUESTS) {
            return datagram;
        }
        byte[] known = datagram.clone();
        known[CODE_INDEX] = ANY_METHOD;
        return known;
    }

    private static CoapMessage decoded(Message message, byte[] datagram) {
        List<CoapOption> options = message.getOptions().asSortedList().stream()
                .map(option -> new CoapOption(option.getNumber(), option.getValue()))
                .toList();
        return new CoapMessage(
                MessageType.values()[message.getType().value],
                datagram[1] & 0xff,
                message.getMID(),
                message.getTokenBytes(),
                options,
                message.getPayload());
    }

    /** May a message have this type with this code (RFC 7252, table 1)? */
    public static boolean isPossible(CoapMessage message) {
        return switch (message.type()) {
            case CON -> true;
            case NON -> !message.isEmpty();
            case ACK -> !message.isRequest();
            case RST -> message.isEmpty();
        };
    }

    /** Takes a block that is longer than its option says, which Californium's parser calls malformed; servers send such. */
    private static final class Parser extends UdpDataParser {
        @Override
        protected Message parseMessage(DatagramReader reader, MessageHeader header, Message target) {
            return super.parseMessage(reader, header, ofAnyLength(target));
        }

        private static Message ofAnyLength(Message message) {
            if (message instanceof Request request) {
                return new Request(request.getCode()) {
                    @Override
                    public void assertPayloadMatchsBlocksize() {}
                };
            }
            if (message instanceof Response response) {
                return new Response(response.getCode()) {
                    @Override
                    public void assertPayloadMatchsBlocksize() {}
                };
            }
            return message;
        }
    }
}
