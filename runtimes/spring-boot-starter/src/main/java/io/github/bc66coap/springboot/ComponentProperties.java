// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.springboot;

import java.io.IOException;
import java.util.Comparator;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

import org.apache.camel.CamelContext;
import org.apache.camel.CatalogCamelContext;
import org.apache.camel.Component;
import org.apache.camel.support.PropertyBindingSupport;
import org.apache.camel.util.json.DeserializationException;
import org.apache.camel.util.json.JsonObject;
import org.apache.camel.util.json.Jsoner;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.Environment;

import io.github.bc66coap.camel.Bc66CoapConstants;

/**
 * The application's properties below {@value #PREFIX}, each by its name in the catalog. As Spring Boot does, it takes {@code baudRate},
 * {@code baud-rate} and, from the environment, {@code BAUDRATE} for the same.
 */
record ComponentProperties(Map<String, String> options, Set<String> secrets) {
    static final String PREFIX = "camel.component.bc66coap";

    /** The option that is a bean with all options of endpoints. */
    private static final String WHOLE = "configuration";
    /** Of the starter itself. */
    private static final Set<String> OWN = Set.of("enabled", "customizerenabled");

    /** @throws IllegalArgumentException naming the property and the nearest right one, when it is none of the component's options */
    static ComponentProperties of(Environment environment, CamelContext camel) {
        Map<String, JsonObject> catalog = catalog(camel);
        Map<String, String> options = new TreeMap<>();
        Binder.get(environment)
                .bind(PREFIX, Bindable.mapOf(String.class, String.class))
                .ifBound(properties -> properties.forEach((name, value) -> {
                    if (!OWN.contains(plain(name))) {
                        // two spellings of one option: they come in the order of their sources
                        options.putIfAbsent(option(name, catalog.keySet()), value);
                    }
                }));
        return new ComponentProperties(
                options,
                catalog.keySet().stream()
                        .filter(name -> catalog.get(name).getBooleanOrDefault("secret", false))
                        .collect(Collectors.toSet()));
    }

    private static Map<String, JsonObject> catalog(CamelContext camel) {
        try {
            String catalog = ((CatalogCamelContext) camel).getComponentParameterJsonSchema(Bc66CoapConstants.SCHEME);
            JsonObject component = (JsonObject) Jsoner.deserialize(catalog);
            return new TreeMap<>(component.<Map<String, JsonObject>>getMap("componentProperties"));
        } catch (IOException | DeserializationException e) {
            throw new IllegalStateException("Can't read the component's catalog", e);
        }
    }

    private static String option(String name, Set<String> options) {
        String plain = plain(name);
        return options.stream()
                .filter(option -> plain(option).equals(plain))
                .findAny()
                .orElseThrow(() ->
                        new IllegalArgumentException(PREFIX + "." + name + ": there is no such option; the nearest is "
                                + options.stream()
                                        .min(Comparator.comparingInt(option -> distance(plain, plain(option))))
                                        .orElseThrow()));
    }

    private static String plain(String name) {
        return name.replaceAll("[-._]", "").toLowerCase(Locale.ROOT);
    }

    /** How many letters differ (Levenshtein). */
    private static int distance(String from, String to) {
        int[] above = new int[to.length() + 1];
        for (int j = 0; j <= to.length(); j++) {
            above[j] = j;
        }
        for (int i = 1; i <= from.length(); i++) {
            int[] row = new int[to.length() + 1];
            row[0] = i;
            for (int j = 1; j <= to.length(); j++) {
                int replaced = above[j - 1] + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
                row[j] = Math.min(replaced, 1 + Math.min(above[j], row[j - 1]));
            }
            above = row;
        }
        return above[to.length()];
    }

    /** @throws IllegalArgumentException naming the property, when its value can't be that of the option */
    void apply(CamelContext camel, Component component) {
        PropertyBindingSupport.Builder binding = PropertyBindingSupport.build()
                .withConfigurer(component.getComponentPropertyConfigurer())
                .withMandatory(true);
        // the whole goes first, as it has all the others in it
        options.keySet().stream()
                .sorted(Comparator.comparing(name -> !name.equals(WHOLE)))
                .forEach(name -> bind(binding, camel, component, name));
    }

    private void bind(PropertyBindingSupport.Builder binding, CamelContext camel, Component component, String name) {
        try {
            binding.bind(camel, component, name, options.get(name));
        } catch (RuntimeException e) {
            throw secrets.contains(name) ? unreadable(name) : e;
        }
    }

    /** Camel's own exceptions, and their causes, show the value. */
    private static RuntimeException unreadable(String name) {
        return new IllegalArgumentException(
                PREFIX + "." + name
                        + ": Camel finds nothing for what the value refers to by # or {{; it isn't shown, as it may be a secret");
    }
}
