// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.qcoap;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.github.bc66coap.at.AtFormatException;

/**
 * The integers that a parameter may have, as a test command tells them: {@code (1-65535)}, {@code (0,1)} or both mixed.
 *
 * @param ranges in the order of the reply; none when the firmware doesn't tell
 */
public record IntRanges(List<Range> ranges) {
    /** The firmware doesn't tell, or in a way of its own. */
    public static final IntRanges UNKNOWN = new IntRanges(List.of());

    private static final Pattern RANGE = Pattern.compile("([0-9]{1,9})(?:-([0-9]{1,9}))?");

    public IntRanges {
        ranges = List.copyOf(ranges);
    }

    /** Reads the list at {@code index}, in parentheses, which may be missing. What can't be read isn't known. */
    static IntRanges of(List<String> fields, int index) {
        try {
            return parse(InformationText.field(fields, index));
        } catch (AtFormatException e) {
            return UNKNOWN;
        }
    }

    private static IntRanges parse(String text) {
        String bare = text.startsWith("(") && text.endsWith(")") ? text.substring(1, text.length() - 1) : text;
        List<Range> ranges = new ArrayList<>();
        for (String part : bare.split(",", -1)) {
            Matcher matcher = RANGE.matcher(part.strip());
            if (!matcher.matches()) {
                throw new AtFormatException("expected a list of numbers and ranges in a test command's reply");
            }
            int min = Integer.parseInt(matcher.group(1));
            ranges.add(new Range(min, matcher.group(2) == null ? min : Integer.parseInt(matcher.group(2))));
        }
        return new IntRanges(ranges);
    }

    /** Whether the firmware tells. */
    public boolean isKnown() {
        return !ranges.isEmpty();
    }

    /** Whether the firmware tells that the parameter may have this value. */
    public boolean contains(int value) {
        return ranges.stream().anyMatch(range -> range.min() <= value && value <= range.max());
    }

    /**
     * The largest of the integers.
     *
     * @throws java.util.NoSuchElementException when the firmware doesn't tell
     */
    public int max() {
        return ranges.stream().mapToInt(Range::max).max().orElseThrow();
    }

    /** All integers from {@code min} to {@code max}, both included. */
    public record Range(int min, int max) {}
}
