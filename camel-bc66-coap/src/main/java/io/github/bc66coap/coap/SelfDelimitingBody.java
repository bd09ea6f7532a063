// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.coap;

import java.util.OptionalInt;
import java.util.Set;

/**
 * Finds out whether a body is whole, if its format shows where it ends. JSON does: an incomplete object or array lacks its closing
 * bracket (RFC 8259 section 2). Its content doesn't matter here.
 */
public final class SelfDelimitingBody {
    /** JSON, SenML and LwM2M in JSON. */
    private static final Set<Integer> JSON =
            Set.of(ContentFormats.JSON, ContentFormats.SENML_JSON, ContentFormats.LWM2M_JSON);

    private SelfDelimitingBody() {}

    /** Whether the body is surely whole. */
    public static boolean isWhole(OptionalInt contentFormat, byte[] body) {
        return contentFormat.isPresent() && JSON.contains(contentFormat.getAsInt()) && isClosed(body);
    }

    private static boolean isClosed(byte[] json) {
        int depth = 0;
        boolean begun = false;
        boolean text = false;
        boolean escaped = false;
        for (byte character : json) {
            if (text) {
                text = escaped || character != '"';
                escaped = !escaped && character == '\\';
            } else if (character == '{' || character == '[') {
                if (begun && depth == 0) {
                    return false;
                }
                begun = true;
                depth++;
            } else if (character == '}' || character == ']') {
                depth--;
                if (depth < 0) {
                    return false;
                }
            } else if (depth == 0 && !isWhitespace(character)) {
                return false;
            } else {
                text = character == '"';
            }
        }
        return begun && depth == 0;
    }

    private static boolean isWhitespace(byte character) {
        return character == ' ' || character == '\t' || character == '\n' || character == '\r';
    }
}
