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
package io.github.bc66coap.simulator.coap;

import java.io.ByteArrayOutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;

import io.github.bc66coap.simulator.at.Hex;

/**
 * The URCs of the note's chapters 3 and 4.
 *
 * <p>Decisions where the note is silent or two readings are possible:
 *
 * <ul>
 *   <li>The address is printed without quotes, as in the example of section 4.4, although chapter 3 calls it a string.
 *   <li>Options other than the six "currently supported for parsing" are neither shown nor counted.
 *   <li>{@code Showrspopt} is about responses; requests always show options, as in sections 4.2 and 4.3.
 *   <li>With {@code Showrspopt} 1 a message without options shows the count 0.
 *   <li>Text data is printed bare and raw (sections 4.1, 4.4), hexadecimal data in quotes (sections 2.3.8, 4.3).
 *   <li>The 1300 bytes count from the plus sign to the end of the data, closing quote included, without the carriage
 *       returns and line feeds around. {@code <length>} tells the length of the payload as received; data is cut, in
 *       whole bytes, so that the URC fits. Nothing but data is ever cut.
 * </ul>
 */
public final class NoteUrcFormat implements UrcFormat {
    private static final int MAX_LENGTH = 1300;
    private static final int CONTENT_FORMAT = 12;
    private static final Set<Integer> SHOWN_OPTIONS = Set.of(6, 7, 8, 11, 12, 15);
    private static final Set<Long> TEXT_FORMATS = Set.of(0L, 41L, 50L);

    @Override
    public byte[] response(InetSocketAddress peer, CoapMessage message, Shown shown) {
        ByteArrayOutputStream out = begin("rsp", peer, shown);
        print(out, "," + message.type().ordinal() + "," + message.codeText() + "," + message.messageId());
        if (shown.responseOptions()) {
            List<CoapOption> options = shownOptions(message);
            print(out, "," + options.size());
            options.forEach(option -> print(out, option));
        }
        printData(out, message);
        return out.toByteArray();
    }

    @Override
    public byte[] request(InetSocketAddress peer, CoapMessage message, Shown shown) {
        ByteArrayOutputStream out = begin("req", peer, shown);
        List<CoapOption> options = shownOptions(message);
        print(out, "," + message.type().ordinal() + "," + message.code() + "," + message.messageId());
        print(out, ",%02X".formatted(mode(message, options.size())));
        if (message.token().length > 0) {
            print(out, "," + message.token().length + ",\"" + message.tokenText() + "\"");
        }
        options.forEach(option -> print(out, option));
        printData(out, message);
        return out.toByteArray();
    }

    /** Bit 0: a token; bits 1–6: the number of options; bit 7: data. */
    private static int mode(CoapMessage message, int options) {
        return (message.token().length > 0 ? 1 : 0) | (options & 0x3f) << 1 | (message.payload().length > 0 ? 0x80 : 0);
    }

    private static ByteArrayOutputStream begin(String kind, InetSocketAddress peer, Shown shown) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        print(out, "+QCOAPURC: \"" + kind + "\"");
        if (shown.address()) {
            print(out, "," + literal(peer.getAddress()) + "," + peer.getPort());
        }
        return out;
    }

    private static String literal(InetAddress address) {
        String text = address.getHostAddress();
        int scope = text.indexOf('%');
        return scope < 0 ? text : text.substring(0, scope);
    }

    private static List<CoapOption> shownOptions(CoapMessage message) {
        return message.options().stream()
                .filter(option -> SHOWN_OPTIONS.contains(option.number()))
                .toList();
    }

    private static void print(ByteArrayOutputStream out, CoapOption option) {
        print(out, "," + option.number() + ",\"");
        if (OptionFormat.of(option.number()) == OptionFormat.UINT) {
            print(out, Long.toString(option.uint()));
        } else {
            out.writeBytes(option.value());
        }
        print(out, "\"");
    }

    private static void printData(ByteArrayOutputStream out, CoapMessage message) {
        byte[] payload = message.payload();
        if (payload.length == 0) {
            return;
        }
        print(out, "," + payload.length + ",");
        int room = Math.max(0, MAX_LENGTH - out.size());
        if (isText(message)) {
            out.write(payload, 0, Math.min(payload.length, room));
        } else {
            String digits = Hex.format(payload);
            int roomForBytes = Math.max(0, (room - 2) / 2);
            print(out, "\"" + digits.substring(0, Math.min(digits.length(), 2 * roomForBytes)) + "\"");
        }
    }

    private static boolean isText(CoapMessage message) {
        return message.options().stream()
                .anyMatch(option -> option.number() == CONTENT_FORMAT && TEXT_FORMATS.contains(option.uint()));
    }

    private static void print(ByteArrayOutputStream out, String text) {
        out.writeBytes(text.getBytes(StandardCharsets.ISO_8859_1));
    }
}
