// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.camel;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.github.bc66coap.coap.CoapOption;
import io.github.bc66coap.coap.CoapOptions;
import io.github.bc66coap.coap.ContentFormats;
import io.github.bc66coap.coap.OptionDefinition;
import io.github.bc66coap.coap.ShownText;

/** Collects a message's options in the order of their numbers, as they go over the air (RFC 7252 section 3.1). */
final class MessageOptions {
    private static final Logger LOG = LoggerFactory.getLogger(MessageOptions.class);

    private final Map<Integer, List<String>> values = new TreeMap<>();
    private final Set<Integer> contentFormats;

    /** @param contentFormats those that the module accepts */
    MessageOptions(Set<Integer> contentFormats) {
        this.contentFormats = contentFormats;
    }

    /**
     * Sets the options in a header, which is a map from option number to value.
     *
     * @throws IllegalArgumentException naming the header when it isn't such a map, or has a value that the module can't send
     */
    void setAll(Headers headers, String header) {
        String name = "header " + header;
        Object value = headers.get(header);
        if (value instanceof Map<?, ?> options) {
            options.forEach((key, given) -> {
                int number = Values.read(name, key, MessageOptions::number);
                Collection<?> all = given instanceof Collection<?> several ? several : Collections.singletonList(given);
                set(name, number, Values.read(name, all, several -> texts(number, several)));
            });
        } else if (value != null) {
            throw new IllegalArgumentException(name + " must be a Map");
        }
    }

    /**
     * Replaces all values of an option.
     *
     * @param name of the header or endpoint option that they come from
     * @throws IllegalArgumentException naming it when the module can't send one of them
     */
    void set(String name, int number, List<String> texts) {
        for (String text : texts) {
            Values.read(name, text, value -> {
                OptionDefinition.requireSendable(new CoapOption(number, value), contentFormats);
                return value;
            });
        }
        values.put(number, texts);
    }

    /** Replaces all values of an option by one. */
    void set(String name, OptionDefinition option, long value) {
        set(name, option.number(), List.of(Long.toString(value)));
    }

    /**
     * Replaces all values of an option by the parts of a text.
     *
     * @param name of the header or endpoint option that holds the text
     * @param given the text; {@code null} changes nothing
     * @throws IllegalArgumentException naming {@code name} when the text can't be split, or the module can't send a part
     */
    void setParts(String name, OptionDefinition option, String given, Function<String, List<String>> splitter) {
        if (given != null) {
            set(name, option.number(), Values.read(name, given, splitter));
        }
    }

    /** As {@link #setParts(String, OptionDefinition, String, Function)}, from a header. */
    void setParts(Headers headers, String header, OptionDefinition option, Function<String, List<String>> splitter) {
        setParts("header " + header, option, headers.get(header, String.class), splitter);
    }

    /**
     * Replaces all values of Content-Format or Accept by one.
     *
     * @param name of the header or endpoint option that holds the value
     * @param given number or media type; {@code null} changes nothing
     * @throws IllegalArgumentException naming {@code name} when the value is neither, or the module can't send it
     */
    void setFormat(String name, OptionDefinition option, String given) {
        if (given != null) {
            set(name, option, Values.read(name, given, ContentFormats::parse));
        }
    }

    /** As {@link #setFormat(String, OptionDefinition, String)}, from a header. */
    void setFormat(Headers headers, String header, OptionDefinition option) {
        setFormat("header " + header, option, headers.get(header, String.class));
    }

    /**
     * Replaces Observe by a header's value, if there is one.
     *
     * @throws IllegalArgumentException naming the header when the module can't send it
     */
    void setObserve(Headers headers, String header) {
        Integer observe = headers.get(header, Integer.class);
        if (observe != null) {
            set("header " + header, OptionDefinition.OBSERVE, observe);
        }
    }

    /**
     * Takes a payload's Content-Format from its Content-Type, unless it has one. Another component may have left the header, so a
     * media type that the module can't send is no error.
     */
    void setFormatOf(byte[] payload, String contentType) {
        if (contentType != null
                && payload.length > 0
                && !values.containsKey(OptionDefinition.CONTENT_FORMAT.number())) {
            try {
                set(
                        "header " + Bc66CoapConstants.CONTENT_TYPE,
                        OptionDefinition.CONTENT_FORMAT,
                        ContentFormats.parse(contentType));
            } catch (IllegalArgumentException e) {
                LOG.debug("the message goes out without Content-Format: {}", e.getMessage());
            }
        }
    }

    CoapOptions build() {
        CoapOptions.Builder options = CoapOptions.builder();
        values.forEach((number, texts) -> {
            requireRepeatable(number, texts.size());
            options.addAll(number, texts);
        });
        return options.build();
    }

    /** A server may reject a message that repeats an option which is not repeatable (RFC 7252 section 5.4.5). */
    private static void requireRepeatable(int number, int count) {
        OptionDefinition.ofNumber(number)
                .filter(option -> count > 1 && !option.isRepeatable())
                .ifPresent(option -> {
                    throw new IllegalArgumentException("option " + number + " (" + option.title()
                            + ") must not be repeated but is there " + count + " times");
                });
    }

    private static int number(Object key) {
        try {
            return Integer.parseInt(String.valueOf(key));
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("option numbers must be whole numbers, not " + ShownText.of(key));
        }
    }

    private static List<String> texts(int number, Collection<?> several) {
        return several.stream().map(value -> text(number, value)).toList();
    }

    private static String text(int number, Object value) {
        if (value instanceof String || value instanceof Integer || value instanceof Long || value instanceof Short) {
            return value.toString();
        }
        if (value instanceof BigInteger || value instanceof Byte) {
            return value.toString();
        }
        if (value instanceof byte[] bytes) {
            return text(number, bytes);
        }
        throw new IllegalArgumentException("the value of option " + number
                + " must be a String, a whole Number, a byte[] or a Collection of these, not a "
                + (value == null ? "null" : value.getClass().getSimpleName()));
    }

    /** Turns bytes as on the air into the text form that the module expects for the option. */
    private static String text(int number, byte[] bytes) {
        OptionDefinition.Format format =
                OptionDefinition.ofNumber(number).map(OptionDefinition::format).orElse(OptionDefinition.Format.OPAQUE);
        return switch (format) {
            case STRING -> new String(bytes, StandardCharsets.UTF_8);
            case UINT -> new BigInteger(1, bytes).toString();
            default -> HexFormat.of().formatHex(bytes);
        };
    }
}
