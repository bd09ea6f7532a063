// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.quarkus;

import java.lang.reflect.Method;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import io.smallrye.config.Secret;

/**
 * The names that the component's options have below {@value ComponentOptions#PREFIX}. Each is spelled in four ways: {@code baud-rate} is
 * what Quarkus knows, {@code baudRate} is the catalog's, {@code baud.rate} and {@code baudrate} are what Quarkus makes of environment
 * variables.
 */
final class OptionNames {
    private static final String START = ComponentOptions.PREFIX + ".";
    /** All spellings of a name, by each of them; the first is the one that Quarkus knows. */
    private static final Map<String, List<String>> SPELLINGS = Stream.of(ComponentOptions.class.getMethods())
            .map(Method::getName)
            .map(name -> Stream.of(separated(name, "-"), name, separated(name, "."), name.toLowerCase(Locale.ROOT))
                    .map(START::concat)
                    .distinct()
                    .toList())
            .flatMap(spellings -> spellings.stream().map(spelling -> Map.entry(spelling, spellings)))
            .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue));
    /** As Quarkus knows them. */
    private static final Set<String> SECRETS = Stream.of(ComponentOptions.class.getMethods())
            .filter(method -> method.getGenericReturnType().getTypeName().contains(Secret.class.getName()))
            .map(method -> START + separated(method.getName(), "-"))
            .collect(Collectors.toUnmodifiableSet());

    private OptionNames() {}

    /**
     * All spellings of an option's name, the one that Quarkus knows first, for any of them; any other name alone.
     *
     * @throws IllegalArgumentException naming the nearest option, when it should be an option and is not
     */
    static List<String> spellings(String name) {
        if (!name.startsWith(START)) {
            return List.of(name);
        }
        List<String> spellings = SPELLINGS.get(name);
        if (spellings == null) {
            throw new IllegalArgumentException(name + ": there is no such option; the nearest is " + nearest(name));
        }
        return spellings;
    }

    /** The options that are secrets, as Quarkus knows them. */
    static Set<String> secrets() {
        return SECRETS;
    }

    private static String nearest(String name) {
        Set<String> pairs = pairs(name);
        return SPELLINGS.keySet().stream()
                .max(Comparator.comparingDouble(option -> likeness(pairs, pairs(option))))
                .map(option -> SPELLINGS.get(option).get(0).substring(START.length()))
                .orElseThrow();
    }

    /** How similar two names are: the share of pairs of letters that both have (Dice). */
    private static double likeness(Set<String> one, Set<String> other) {
        return 2.0 * one.stream().filter(other::contains).count() / (one.size() + other.size());
    }

    private static Set<String> pairs(String name) {
        String word = name.substring(START.length() - 1).toLowerCase(Locale.ROOT) + ".";
        return IntStream.range(1, word.length())
                .mapToObj(i -> word.substring(i - 1, i + 1))
                .collect(Collectors.toSet());
    }

    private static String separated(String name, String separator) {
        return name.replaceAll("([A-Z])", separator + "$1").toLowerCase(Locale.ROOT);
    }
}
