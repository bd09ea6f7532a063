// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.coap;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/** The options of a message in order; an option may occur more than once. Immutable. */
public final class CoapOptions {
    /** No options. */
    public static final CoapOptions EMPTY = new CoapOptions(List.of());

    private final List<CoapOption> list;

    private CoapOptions(List<CoapOption> list) {
        this.list = List.copyOf(list);
    }

    public static CoapOptions of(CoapOption... options) {
        return of(List.of(options));
    }

    public static CoapOptions of(List<CoapOption> options) {
        return options.isEmpty() ? EMPTY : new CoapOptions(options);
    }

    public static Builder builder() {
        return new Builder();
    }

    /** These options and one more, after those with the same or a lower number (RFC 7252, section 3.1). */
    public CoapOptions with(OptionDefinition option, String value) {
        List<CoapOption> more = new ArrayList<>(list);
        int index = 0;
        while (index < more.size() && more.get(index).number() <= option.number()) {
            index++;
        }
        more.add(index, new CoapOption(option.number(), value));
        return new CoapOptions(more);
    }

    /** As {@link #with(OptionDefinition, String)}, for a uint. */
    public CoapOptions with(OptionDefinition option, long value) {
        return with(option, Long.toString(value));
    }

    /** These options without that one. */
    public CoapOptions without(OptionDefinition option) {
        return contains(option)
                ? of(list.stream().filter(other -> !option.is(other)).toList())
                : this;
    }

    /** All options; unmodifiable. */
    public List<CoapOption> list() {
        return list;
    }

    /** All values of an option in order; empty if it is absent. */
    public List<String> values(OptionDefinition option) {
        return list.stream().filter(option::is).map(CoapOption::value).toList();
    }

    /** The first value of an option; {@code null} if it is absent. */
    public String first(OptionDefinition option) {
        for (CoapOption other : list) {
            if (option.is(other)) {
                return other.value();
            }
        }
        return null;
    }

    public boolean contains(OptionDefinition option) {
        return first(option) != null;
    }

    public int size() {
        return list.size();
    }

    public boolean isEmpty() {
        return list.isEmpty();
    }

    /**
     * How many bytes the options have on the air, in the order of their numbers (RFC 7252, section 3.1).
     *
     * @throws IllegalArgumentException when the module can't send one of them
     */
    public int encodedLength() {
        int bytes = 0;
        int before = 0;
        CoapOption[] sorted = list.toArray(new CoapOption[0]);
        Arrays.sort(sorted, Comparator.comparingInt(CoapOption::number));
        for (CoapOption option : sorted) {
            bytes += option.encodedLength(before);
            before = option.number();
        }
        return bytes;
    }

    /**
     * The Uri-Path options as the path of a URI, for example {@code /19/0/0}; {@code /} if there is none. A separator inside a segment is
     * percent-encoded (RFC 7252, section 6.5), so different options give different paths.
     */
    public String uriPath() {
        return UriPaths.joinPath(values(OptionDefinition.URI_PATH));
    }

    /** The Uri-Query options as the query of a URI, for example {@code a=1&b=2}; {@code null} if there is none. */
    public String uriQuery() {
        List<String> values = values(OptionDefinition.URI_QUERY);
        return values.isEmpty() ? null : UriPaths.joinQuery(values);
    }

    /** The first Content-Format, 0 to 65535; empty if absent or out of range. */
    public OptionalInt contentFormat() {
        return uint(OptionDefinition.CONTENT_FORMAT, 0xFFFF);
    }

    /** The first Accept, 0 to 65535; empty if absent or out of range. */
    public OptionalInt accept() {
        return uint(OptionDefinition.ACCEPT, 0xFFFF);
    }

    /**
     * The first Observe (RFC 7641), 0 to 16777215; empty if absent or out of range. An empty value is 0 (RFC 7252, section 3.2).
     */
    public OptionalInt observe() {
        return uint(OptionDefinition.OBSERVE, 0xFFFFFF);
    }

    /** All values by option number, in order of arrival; unmodifiable. */
    public Map<Integer, List<String>> toMap() {
        Map<Integer, List<String>> map = new LinkedHashMap<>();
        for (CoapOption option : list) {
            map.computeIfAbsent(option.number(), number -> new ArrayList<>()).add(option.value());
        }
        map.replaceAll((number, values) -> List.copyOf(values));
        return Collections.unmodifiableMap(map);
    }

    private OptionalInt uint(OptionDefinition option, int max) {
        String value = first(option);
        if (value == null || value.length() > 9 || !value.isEmpty() && !Digits.areDecimal(value)) {
            return OptionalInt.empty();
        }
        int parsed = value.isEmpty() ? 0 : Integer.parseInt(value);
        return parsed > max ? OptionalInt.empty() : OptionalInt.of(parsed);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof CoapOptions options && list.equals(options.list);
    }

    @Override
    public int hashCode() {
        return list.hashCode();
    }

    @Override
    public String toString() {
        return toMap().toString();
    }

    /** Collects options in order. */
    public static final class Builder {
        private final List<CoapOption> options = new ArrayList<>();

        private Builder() {}

        public Builder add(CoapOption option) {
            options.add(option);
            return this;
        }

        public Builder add(int number, String value) {
            return add(new CoapOption(number, value));
        }

        public Builder addAll(int number, List<String> values) {
            values.forEach(value -> add(number, value));
            return this;
        }

        public CoapOptions build() {
            return CoapOptions.of(options);
        }
    }
}
