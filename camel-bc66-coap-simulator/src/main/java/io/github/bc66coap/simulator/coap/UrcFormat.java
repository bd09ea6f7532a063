// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.simulator.coap;

import java.io.ByteArrayOutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

import io.github.bc66coap.simulator.at.Hex;

/**
 * How received messages look on the line, without the carriage returns and line feeds around: the URCs of the note's
 * chapters 3 and 4, in the note's style or one that differs from it.
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
 *
 * Where firmware was seen to decide otherwise, {@link UrcStyle} has a switch.
 */
public final class UrcFormat {
    private static final int MAX_LENGTH = 1300;
    private static final Set<Integer> SHOWN_OPTIONS = Set.of(6, 7, 8, 11, 12, 15);
    private static final Set<Integer> BLOCKS = Set.of(23, 27);
    private static final Set<Integer> SIZES = Set.of(28, 60);

    private final UrcStyle style;

    /** What the TE has configured with {@code AT+QCOAPCFG}. */
    public record Shown(boolean address, boolean responseOptions) {}

    public UrcFormat(UrcStyle style) {
        this.style = style;
    }

    /** A response, or an empty ACK or RST (note, section 3.1). */
    public byte[] response(InetSocketAddress peer, CoapMessage message, Shown shown) {
        ByteArrayOutputStream out = begin("rsp", peer, shown);
        print(out, "," + message.type().ordinal() + "," + message.codeText() + "," + message.messageId());
        if (shown.responseOptions()) {
            List<CoapOption> options = shownOptions(message, false);
            if (!options.isEmpty() || style.zeroCount()) {
                print(out, "," + options.size());
            }
            options.forEach(option -> print(out, option, true));
        }
        printData(out, message);
        return out.toByteArray();
    }

    /** A request (note, section 3.2). */
    public byte[] request(InetSocketAddress peer, CoapMessage message, Shown shown) {
        ByteArrayOutputStream out = begin("req", peer, shown);
        List<CoapOption> options = style.requestOptionsAlways() || shown.responseOptions()
                ? shownOptions(message, style.blocksShown())
                : List.of();
        print(out, "," + message.type().ordinal() + "," + message.code() + "," + message.messageId());
        print(out, (style.decimalMode() ? ",%d" : ",%02X").formatted(mode(message, options.size())));
        if (message.token().length > 0) {
            print(out, "," + message.token().length + "," + quoted(message.tokenText(), style.quotedToken()));
        }
        printRequestOptions(out, options);
        printData(out, message);
        return out.toByteArray();
    }

    /** As it was seen: no comma behind a block, and what is to take away the comma behind the last option takes the last one. */
    private static void printRequestOptions(ByteArrayOutputStream out, List<CoapOption> options) {
        boolean comma = true;
        for (int i = 0; i < options.size(); i++) {
            CoapOption option = options.get(i);
            if (!BLOCKS.contains(option.number())) {
                print(out, option, comma);
                comma = true;
            } else {
                String value = i == options.size() - 1 ? "" : ",\"" + block(option.uint()) + '"';
                print(out, (comma ? "," : "") + option.number() + value);
                comma = false;
            }
        }
    }

    private static String block(long value) {
        return (value >> 4) + ((value & 8) != 0 ? "/M/" : "/_/") + (16 << (value & 7));
    }

    /** Bit 0: a token; bits 1–6: the number of options; bit 7: data. */
    private static int mode(CoapMessage message, int options) {
        return (message.token().length > 0 ? 1 : 0) | (options & 0x3f) << 1 | (message.payload().length > 0 ? 0x80 : 0);
    }

    /** What became of the context in deep sleep: 0 if it is there, 1 if not (note, section 3.3). */
    public byte[] recovered(int state) {
        return ("+QCOAPURC: " + quoted("recovered", style.quotedRecovered()) + "," + state)
                .getBytes(StandardCharsets.ISO_8859_1);
    }

    private static String quoted(String text, boolean quotes) {
        return quotes ? '"' + text + '"' : text;
    }

    private ByteArrayOutputStream begin(String kind, InetSocketAddress peer, Shown shown) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        print(out, "+QCOAPURC: \"" + kind + "\"");
        if (shown.address()) {
            print(out, "," + quoted(literal(peer.getAddress()), style.quotedAddress()) + "," + peer.getPort());
        }
        return out;
    }

    private static String literal(InetAddress address) {
        String text = address.getHostAddress();
        int scope = text.indexOf('%');
        return scope < 0 ? text : text.substring(0, scope);
    }

    private static List<CoapOption> shownOptions(CoapMessage message, boolean blocks) {
        return message.options().stream()
                .filter(option -> SHOWN_OPTIONS.contains(option.number())
                        || blocks && (BLOCKS.contains(option.number()) || SIZES.contains(option.number())))
                .toList();
    }

    private static void print(ByteArrayOutputStream out, CoapOption option, boolean comma) {
        print(out, (comma ? "," : "") + option.number() + ",\"");
        if (OptionFormat.of(option.number()) == OptionFormat.UINT) {
            print(out, Long.toString(option.uint()));
        } else {
            out.writeBytes(option.value());
        }
        print(out, "\"");
    }

    private void printData(ByteArrayOutputStream out, CoapMessage message) {
        byte[] payload = message.payload();
        if (payload.length == 0) {
            return;
        }
        print(out, "," + payload.length + ",");
        boolean text = style.data().isText(message);
        String quote = style.data().quotes(text) ? "\"" : "";
        int room = MAX_LENGTH - (style.limitsAll() ? out.size() : 0) - 2 * quote.length();
        int count = Math.min(payload.length, Math.max(0, text ? room : room / 2));
        byte[] shown = Arrays.copyOf(payload, count);
        print(out, quote);
        out.writeBytes(text ? shown : Hex.format(shown).getBytes(StandardCharsets.ISO_8859_1));
        print(out, quote);
    }

    private static void print(ByteArrayOutputStream out, String text) {
        out.writeBytes(text.getBytes(StandardCharsets.ISO_8859_1));
    }
}
