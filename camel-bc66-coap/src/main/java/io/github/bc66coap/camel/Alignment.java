// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.camel;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Finds the unknown texts between known ones.
 *
 * @param parts the known texts, in order, with a gap between each and the next
 */
record Alignment(List<Part> parts) {

    /** @param isFree whether any of several places is right for this text */
    record Part(String text, boolean isFree) {}

    Alignment {
        parts = List.copyOf(parts);
    }

    /** An alignment for texts that were trimmed as by {@link String#trim()}. */
    static Alignment trimmed(List<Part> parts) {
        List<Part> trimmed = new ArrayList<>(parts);
        int last = parts.size() - 1;
        // the bar keeps the inner end from being trimmed
        String start = (trimmed.get(0).text() + '|').trim();
        trimmed.set(0, new Part(start.substring(0, start.length() - 1), false));
        trimmed.set(last, new Part(('|' + trimmed.get(last).text()).trim().substring(1), false));
        return new Alignment(trimmed);
    }

    /** The texts in the gaps; empty when the text doesn't fit, or fits in more than one way. */
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

    /** It is the only way if the search from the right finds the same places as the search from the left. */
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
