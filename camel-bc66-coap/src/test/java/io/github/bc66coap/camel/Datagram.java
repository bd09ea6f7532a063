// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.camel;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A CoAP message as bytes on the wire (RFC 7252 section 3), with nobody's codec: it may be as odd as its script wants.
 *
 * @param code as the RFC writes it: {@code 2.05}
 * @param token the token; arrays are neither copied nor to be changed
 * @param options in the order of their numbers
 */
record Datagram(Type type, String code, int messageId, byte[] token, List<Option> options, byte[] payload) {
    /** The types, in the order of their numbers. */
    enum Type {
        CON,
        NON,
        ACK,
        RST
    }

    record Option(int number, byte[] value) {}

    private static final int PAYLOAD_MARKER = 0xFF;
    private static final byte[] NOTHING = {};

    static Datagram empty(Type type, int messageId) {
        return new Datagram(type, "0.00", messageId, NOTHING, List.of(), NOTHING);
    }

    static Datagram of(Type type, String code, int messageId, byte[] token) {
        return new Datagram(type, code, messageId, token, List.of(), NOTHING);
    }

    /** The response that acknowledges this request. */
    Datagram piggybacked(String responseCode) {
        return of(Type.ACK, responseCode, messageId, token);
    }

    /** With one more option, whose number is not below those there are; its value as bytes. */
    Datagram with(int number, int... value) {
        byte[] bytes = new byte[value.length];
        for (int i = 0; i < value.length; i++) {
            bytes[i] = (byte) value[i];
        }
        List<Option> more = new ArrayList<>(options);
        more.add(new Option(number, bytes));
        return new Datagram(type, code, messageId, token, more, payload);
    }

    Datagram with(int number, String value) {
        return with(number, value.chars().toArray());
    }

    Datagram payload(byte[] bytes) {
        return new Datagram(type, code, messageId, token, options, bytes);
    }

    Datagram payload(String text) {
        return payload(text.getBytes(StandardCharsets.UTF_8));
    }

    String text() {
        return new String(payload, StandardCharsets.UTF_8);
    }

    /** The number that is an option's value; -1 without that option. */
    int number(int option) {
        return options.stream()
                .filter(candidate -> candidate.number() == option)
                .map(candidate -> {
                    int number = 0;
                    for (byte b : candidate.value()) {
                        number = number << 8 | b & 0xFF;
                    }
                    return number;
                })
                .findFirst()
                .orElse(-1);
    }

    byte[] bytes() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(0x40 | type.ordinal() << 4 | token.length);
        String[] parts = code.split("\\.");
        out.write(Integer.parseInt(parts[0]) << 5 | Integer.parseInt(parts[1]));
        out.write(messageId >> 8);
        out.write(messageId);
        out.writeBytes(token);
        int before = 0;
        for (Option option : options) {
            int delta = option.number() - before;
            out.write(nibble(delta) << 4 | nibble(option.value().length));
            writeRest(out, delta);
            writeRest(out, option.value().length);
            out.writeBytes(option.value());
            before = option.number();
        }
        if (payload.length > 0) {
            out.write(PAYLOAD_MARKER);
            out.writeBytes(payload);
        }
        return out.toByteArray();
    }

    private static int nibble(int number) {
        return number < 13 ? number : number < 269 ? 13 : 14;
    }

    private static void writeRest(ByteArrayOutputStream out, int number) {
        if (number >= 269) {
            out.write(number - 269 >> 8);
            out.write(number - 269);
        } else if (number >= 13) {
            out.write(number - 13);
        }
    }

    /** Reads what a module sends, which is well-formed. */
    static Datagram parse(byte[] bytes) {
        ByteBuffer in = ByteBuffer.wrap(bytes);
        int first = in.get();
        int code = in.get() & 0xFF;
        int messageId = in.getShort() & 0xFFFF;
        byte[] token = take(in, first & 0xF);
        List<Option> options = new ArrayList<>();
        int number = 0;
        byte[] payload = NOTHING;
        while (in.hasRemaining() && payload.length == 0) {
            int next = in.get() & 0xFF;
            if (next == PAYLOAD_MARKER) {
                payload = take(in, in.remaining());
            } else {
                number += full(next >> 4, in);
                options.add(new Option(number, take(in, full(next & 0xF, in))));
            }
        }
        return new Datagram(
                Type.values()[first >> 4 & 3],
                "%d.%02d".formatted(code >> 5, code & 0x1F),
                messageId,
                token,
                options,
                payload);
    }

    private static int full(int nibble, ByteBuffer in) {
        return switch (nibble) {
            case 13 -> (in.get() & 0xFF) + 13;
            case 14 -> (in.getShort() & 0xFFFF) + 269;
            default -> nibble;
        };
    }

    private static byte[] take(ByteBuffer in, int length) {
        byte[] bytes = new byte[length];
        in.get(bytes);
        return bytes;
    }

    @Override
    public String toString() {
        return "%s %s mid=%d token=%s options=%s payload=%d bytes"
                .formatted(
                        type,
                        code,
                        messageId,
                        Arrays.toString(token),
                        options.stream().map(Option::number).toList(),
                        payload.length);
    }
}
