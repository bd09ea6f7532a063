// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.coap;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Splits the path and query of a URI into option values and joins them again (RFC 7252, sections 6.4 and 6.5). */
public final class UriPaths {
    // RFC 3986: unreserved, sub-delims, ":" and "@"; the query allows "/" and "?" but not its separator "&"
    private static final String UNRESERVED = "-._~";
    private static final String SUB_DELIMS_BUT_AMPERSAND = "!$'()*+,;=";
    private static final String PATH = UNRESERVED + SUB_DELIMS_BUT_AMPERSAND + "&:@";
    private static final String QUERY = UNRESERVED + SUB_DELIMS_BUT_AMPERSAND + ":@/?";

    private UriPaths() {}

    /**
     * Splits a path into the values of Uri-Path options, percent-decoded: {@code a/b%2Fc} gives {@code a} and {@code b/c}.
     * The leading slash is optional; an empty path and {@code /} give none. A trailing or double slash means an empty segment, as in
     * RFC 7252.
     *
     * @throws IllegalArgumentException when percent-encoding is malformed or gives no UTF-8, or half of a surrogate pair occurs
     */
    public static List<String> splitPath(String path) {
        return split("path", path.startsWith("/") ? path.substring(1) : path, "/");
    }

    /**
     * Splits a query into the values of Uri-Query options, percent-decoded: {@code a=1&b=2} gives {@code a=1} and
     * {@code b=2}. A leading question mark is optional; an empty query gives none.
     *
     * @throws IllegalArgumentException as for {@link #splitPath(String)}
     */
    public static List<String> splitQuery(String query) {
        return split("query", query.startsWith("?") ? query.substring(1) : query, "&");
    }

    /** The reverse of {@link #splitPath(String)}: always starts with a slash. */
    public static String joinPath(List<String> segments) {
        return '/' + segments.stream().map(s -> encode(s, PATH)).collect(Collectors.joining("/"));
    }

    /** The reverse of {@link #splitQuery(String)}: encodes a leading question mark, which that would drop. */
    public static String joinQuery(List<String> arguments) {
        String query = arguments.stream().map(a -> encode(a, QUERY)).collect(Collectors.joining("&"));
        return query.startsWith("?") ? "%3F" + query.substring(1) : query;
    }

    private static List<String> split(String what, String text, String separator) {
        if (text.isEmpty()) {
            return List.of();
        }
        return Stream.of(text.split(separator, -1))
                .map(part -> decode(what, part))
                .toList();
    }

    private static String decode(String what, String text) {
        if (isPlain(text)) {
            return text;
        }
        byte[] encoded = utf8(what, text);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (int i = 0; i < encoded.length; i++) {
            if (encoded[i] != '%') {
                bytes.write(encoded[i]);
                continue;
            }
            int high = i + 2 < encoded.length ? Character.digit(encoded[i + 1], 16) : -1;
            int low = i + 2 < encoded.length ? Character.digit(encoded[i + 2], 16) : -1;
            if (high < 0 || low < 0) {
                throw malformed(what, text);
            }
            bytes.write(high << 4 | low);
            i += 2;
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes.toByteArray()))
                    .toString();
        } catch (CharacterCodingException e) {
            throw malformed(what, text);
        }
    }

    private static boolean isPlain(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) == '%' || text.charAt(i) >= 0x80) {
                return false;
            }
        }
        return true;
    }

    /** Unlike {@code getBytes}, refuses characters without encoding. */
    private static byte[] utf8(String what, String text) {
        try {
            ByteBuffer encoded = StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(text));
            byte[] bytes = new byte[encoded.remaining()];
            encoded.get(bytes);
            return bytes;
        } catch (CharacterCodingException e) {
            throw new IllegalArgumentException(what + " is not well-formed Unicode");
        }
    }

    private static IllegalArgumentException malformed(String what, String text) {
        return new IllegalArgumentException(what + " holds malformed percent-encoding: " + ShownText.of(text));
    }

    private static String encode(String text, String allowed) {
        StringBuilder encoded = new StringBuilder();
        for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
            if (Digits.isLetterOrDigit(b) || b > 0 && allowed.indexOf(b) >= 0) {
                encoded.append((char) b);
            } else {
                encoded.append('%').append("%02X".formatted(b));
            }
        }
        return encoded.toString();
    }
}
