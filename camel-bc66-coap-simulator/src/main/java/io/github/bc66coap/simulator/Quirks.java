// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.simulator;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** A combination of quirks that one module can have, with their values. Immutable. */
public final class Quirks {
    /** A module as in the note. */
    public static final Quirks NONE = new Quirks(new EnumMap<>(Quirk.class));

    /**
     * A system property with quirks for all modules that are built while it is set, unless their builder says
     * otherwise. With it, a whole test suite runs with another kind of module. Its form is that of {@link #parse}.
     */
    public static final String PROPERTY = "virtual-bc66.quirks";

    private final Map<Quirk, Integer> values;

    private Quirks(Map<Quirk, Integer> values) {
        this.values = Collections.unmodifiableMap(values);
    }

    /** Some quirks with their standard values. */
    public static Quirks of(Quirk... quirks) {
        Quirks all = NONE;
        for (Quirk quirk : quirks) {
            all = all.with(quirk);
        }
        return all;
    }

    /**
     * Quirks from {@code name[=value],…}; blank for none.
     *
     * @throws IllegalArgumentException in one line, if a name is unknown, a value wrong, or two exclude each other
     */
    public static Quirks parse(String text) {
        Quirks all = NONE;
        for (String each : text.isBlank() ? new String[0] : text.split(",")) {
            all = all.with(each);
        }
        return all;
    }

    /**
     * The quirks of the system property {@value #PROPERTY}.
     *
     * @throws IllegalArgumentException as {@link #parse}
     */
    public static Quirks ofSystemProperty() {
        return parse(System.getProperty(PROPERTY, ""));
    }

    /**
     * These and one more, {@code name[=value]}.
     *
     * @throws IllegalArgumentException as {@link #parse}
     */
    public Quirks with(String text) {
        String[] parts = text.strip().split("=", 2);
        Quirk quirk = Quirk.of(parts[0]);
        return parts.length == 1 ? with(quirk) : with(quirk, parts[1]);
    }

    /** These and one more with its standard value. */
    public Quirks with(Quirk quirk) {
        return with(quirk, quirk.value().map(Quirk.Value::standard).orElse(0));
    }

    /**
     * These and one more.
     *
     * @throws IllegalArgumentException if it takes no value, or not this
     */
    public Quirks with(Quirk quirk, String value) {
        Quirk.Value known = quirk.value()
                .orElseThrow(() -> new IllegalArgumentException("quirk " + quirk.cliName() + " takes no value"));
        try {
            return with(quirk, known.parse(value));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("quirk " + quirk.cliName() + " " + e.getMessage(), e);
        }
    }

    private Quirks with(Quirk quirk, int value) {
        for (Quirk other : values.keySet()) {
            if (quirk.excludes(other)) {
                throw new IllegalArgumentException(
                        "quirks " + other.cliName() + " and " + quirk.cliName() + " exclude each other");
            }
        }
        EnumMap<Quirk, Integer> more = new EnumMap<>(Quirk.class);
        more.putAll(values);
        more.put(quirk, value);
        return new Quirks(more);
    }

    /** These quirks, and those of the others that none of these excludes. */
    Quirks over(Quirks others) {
        EnumMap<Quirk, Integer> all = new EnumMap<>(Quirk.class);
        others.values.forEach((quirk, value) -> {
            if (values.keySet().stream().noneMatch(quirk::excludes)) {
                all.put(quirk, value);
            }
        });
        all.putAll(values);
        return new Quirks(all);
    }

    /** Whether it is one of these. */
    public boolean has(Quirk quirk) {
        return values.containsKey(quirk);
    }

    /** The value of one of these; 0 if it is none of these or takes none. */
    public int value(Quirk quirk) {
        return values.getOrDefault(quirk, 0);
    }

    /** The quirks. */
    public Set<Quirk> all() {
        return values.keySet();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Quirks quirks && quirks.values.equals(values);
    }

    @Override
    public int hashCode() {
        return values.hashCode();
    }

    /** As {@link #parse} takes it. */
    @Override
    public String toString() {
        return values.entrySet().stream()
                .map(e -> e.getKey().cliName()
                        + e.getKey().value().map(v -> "=" + e.getValue()).orElse(""))
                .collect(Collectors.joining(","));
    }
}
