// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.camel;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Finds what stands between texts that are known.
 *
 * @param parts what is known, in order; between each and the next there is a gap
 */
record Alignment(List<Part> parts) {

    /**
     * A text that is known.
     *
     * @param isFree whether it doesn't matter which of several places is taken for it
     */
    record Part(String text, boolean isFree) {}

    Alignment {
        parts = List.copyOf(parts);
    }

    /** The same for texts of which white space was cut off at both ends, as by {@link String#trim()}. */
    static Alignment trimmed(List<Part> parts) {
        List<Part> trimmed = new ArrayList<>(parts);
        int last = parts.size() - 1;
        // what isn't white space keeps the other end from being cut off
        String start = (trimmed.get(0).text() + '|').trim();
        trimmed.set(0, new Part(start.substring(0, start.length() - 1), false));
        trimmed.set(last, new Part(('|' + trimmed.get(last).text()).trim().substring(1), false));
        return new Alignment(trimmed);
    }

    /** What stands in the gaps of a text; empty when it doesn't fit, or fits in more than one way. */
    Optional<List<String>> gaps(String text) {
        int last = parts.size() - 1;
        String start = parts.get(0).text();
        String end = parts.get(last).text();
        if (last == 0) {
            return text.equals(start) ? Optional.of(List.of()) : Optional.empty();
        }
        int limit = text.length() - end.length();
        if (limit < start.length() || !text.startsWith(start) || !text.endsWith(end)) {
            return Optional.empty();
        }
        List<String> gaps = new ArrayList<>();
        int[] places = new int[last];
        int from = start.length();
        for (int i = 1; i < last; i++) {
            String part = parts.get(i).text();
            places[i] = text.indexOf(part, from);
            if (places[i] < 0 || places[i] + part.length() > limit) {
                return Optional.empty();
            }
            gaps.add(text.substring(from, places[i]));
            from = places[i] + part.length();
        }
        gaps.add(text.substring(from, limit));
        return isOnlyWay(text, places, limit) ? Optional.of(gaps) : Optional.empty();
    }

    /** It is when the first places from the left are the first ones from the right, too. */
    private boolean isOnlyWay(String text, int[] places, int limit) {
        int to = limit;
        for (int i = places.length - 1; i > 0; i--) {
            Part part = parts.get(i);
            to = text.lastIndexOf(part.text(), to - part.text().length());
            if (to != places[i] && !part.isFree()) {
                return false;
            }
        }
        return true;
    }
}
