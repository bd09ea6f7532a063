// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.coap;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The options that the module can send (note, section 2.3.5), with the formats and lengths of RFC 7252 (table 4), RFC
 * 7641 (section 2) and RFC 7959 (sections 2.1 and 4).
 */
public enum OptionDefinition {
    IF_MATCH(1, "If-Match", Format.OPAQUE, 0, 8),
    URI_HOST(3, "Uri-Host", Format.STRING, 1, 255),
    ETAG(4, "ETag", Format.OPAQUE, 1, 8),
    IF_NONE_MATCH(5, "If-None-Match", Format.EMPTY, 0, 0),
    OBSERVE(6, "Observe", Format.UINT, 0, 3),
    URI_PORT(7, "Uri-Port", Format.UINT, 0, 2),
    LOCATION_PATH(8, "Location-Path", Format.STRING, 0, 255),
    URI_PATH(11, "Uri-Path", Format.STRING, 0, 255),
    CONTENT_FORMAT(12, "Content-Format", Format.UINT, 0, 2),
    MAX_AGE(14, "Max-Age", Format.UINT, 0, 4),
    URI_QUERY(15, "Uri-Query", Format.STRING, 0, 255),
    ACCEPT(17, "Accept", Format.UINT, 0, 2),
    LOCATION_QUERY(20, "Location-Query", Format.STRING, 0, 255),
    BLOCK2(23, "Block2", Format.UINT, 0, 3),
    BLOCK1(27, "Block1", Format.UINT, 0, 3),
    /** The note calls it SIZE. */
    SIZE2(28, "Size2", Format.UINT, 0, 4),
    PROXY_URI(35, "Proxy-Uri", Format.STRING, 1, 1034),
    PROXY_SCHEME(39, "Proxy-Scheme", Format.STRING, 1, 255),
    SIZE1(60, "Size1", Format.UINT, 0, 4);

    /** The greatest length of a value in AT commands, in bytes (note, section 2.3.5). */
    public static final int MAX_VALUE_BYTES = 180;

    private static final List<OptionDefinition> ALL = List.of(values());
    private static final Set<OptionDefinition> REPEATABLE =
            Set.of(IF_MATCH, ETAG, LOCATION_PATH, URI_PATH, URI_QUERY, LOCATION_QUERY);
    /** The Content-Formats that the module accepts (note, section 2.3.5); other firmware accepts others. */
    public static final Set<Integer> MODULE_CONTENT_FORMATS = Set.of(0, 40, 41, 42, 47, 50);
    /** The same, for people. */
    static final String MODULE_FORMATS =
            "0 (text/plain), 40 (application/link-format), 41 (application/xml), 42 (application/octet-stream),"
                    + " 47 (application/exi) or 50 (application/json)";

    /** TLV, JSON and SenML, in which a LwM2M server reads whole objects and instances. */
    private static final Set<Integer> LWM2M_FORMATS = Set.of(110, 112, 11542, 11543, 11544);

    private static final String SINGLE_RESOURCES =
            ": ask the platform to read single resources, which go as text (0) or"
                    + " opaque (42); for firmware that takes more formats, contentFormats names them";

    private final int number;
    private final String title;
    private final Format format;
    private final int minLength;
    private final int maxLength;

    OptionDefinition(int number, String title, Format format, int minLength, int maxLength) {
        this.number = number;
        this.title = title;
        this.format = format;
        this.minLength = minLength;
        this.maxLength = maxLength;
    }

    /** The option with this number, if the module can send it. */
    public static Optional<OptionDefinition> ofNumber(int number) {
        for (OptionDefinition definition : ALL) {
            if (definition.number == number) {
                return Optional.of(definition);
            }
        }
        return Optional.empty();
    }

    /**
     * Checks that the module can send this option.
     *
     * @param contentFormats those that the firmware accepts
     * @throws IllegalArgumentException when it can't, with the option's number, its name and the reason
     */
    public static void requireSendable(CoapOption option, Set<Integer> contentFormats) {
        OptionDefinition definition = requireCommandable(option);
        if (definition == CONTENT_FORMAT || definition == ACCEPT) {
            definition.requireFormat(Integer.parseInt(option.value()), contentFormats);
        }
    }

    /**
     * Checks that a command can carry the option, whatever Content-Formats the firmware accepts.
     *
     * @throws IllegalArgumentException when it can't
     */
    public static OptionDefinition requireCommandable(CoapOption option) {
        OptionDefinition definition = ofNumber(option.number())
                .orElseThrow(() -> new IllegalArgumentException(
                        "option " + option.number() + " is not one of those that the module can send"));
        definition.requireCommandable(option.value());
        return definition;
    }

    public int number() {
        return number;
    }

    boolean is(CoapOption option) {
        return option.number() == number;
    }

    /** Whether a message may repeat the option (RFC 7252, section 5.4.5). */
    public boolean isRepeatable() {
        return REPEATABLE.contains(this);
    }

    /** The option's name as in its RFC, for example {@code Uri-Path}. */
    public String title() {
        return title;
    }

    public Format format() {
        return format;
    }

    /** The greatest {@link Format#UINT} value. */
    long maxUint() {
        return (1L << (8 * maxLength)) - 1;
    }

    /**
     * How many bytes a value has on the air (RFC 7252, section 3.2), without number and length of the option.
     *
     * @param value one that the module can send
     */
    int encodedLength(String value) {
        return switch (format) {
            case EMPTY -> 0;
            case OPAQUE -> value.length() / 2;
            case UINT -> (Long.SIZE - Long.numberOfLeadingZeros(Long.parseLong(value)) + 7) / 8;
            case STRING -> value.getBytes(StandardCharsets.UTF_8).length;
        };
    }

    private void requireCommandable(String value) {
        if (format == Format.EMPTY || value.isEmpty()) {
            throw refused("needs an empty value, which the module can't send");
        }
        requireCarriable(value);
        switch (format) {
            case UINT -> requireUint(value);
            case OPAQUE -> requireHex(value);
            default -> requireString(value);
        }
    }

    private void requireCarriable(String value) {
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (Character.isISOControl(c)) {
                throw refused("holds the control character 0x%02X at index %d".formatted((int) c, i));
            }
            if (c == '"') {
                throw refused("holds a double quote, which an AT command can't carry");
            }
        }
        // a char has three bytes at most, so short values need not be encoded to measure them
        if (3 * value.length() > MAX_VALUE_BYTES) {
            int bytes = value.getBytes(StandardCharsets.UTF_8).length;
            if (bytes > MAX_VALUE_BYTES) {
                throw refused("must be 1 to " + MAX_VALUE_BYTES + " bytes long but has " + bytes);
            }
        }
    }

    private void requireUint(String value) {
        // ten digits suffice for four bytes, and are safe to parse
        boolean number =
                value.length() <= 10 && Digits.areDecimal(value) && (value.charAt(0) != '0' || value.equals("0"));
        if (!number || Long.parseLong(value) > maxUint()) {
            throw refused("must be a decimal number in 0 to " + maxUint() + " but is " + value);
        }
    }

    private void requireFormat(int value, Set<Integer> contentFormats) {
        if (!contentFormats.contains(value)) {
            throw refused("must be " + shown(contentFormats) + ", the only formats that the module takes, but is "
                    + value + (LWM2M_FORMATS.contains(value) ? SINGLE_RESOURCES : ""));
        }
    }

    private static String shown(Set<Integer> contentFormats) {
        return contentFormats.equals(MODULE_CONTENT_FORMATS)
                ? MODULE_FORMATS
                : contentFormats.stream().sorted().map(String::valueOf).collect(Collectors.joining(", "));
    }

    private void requireHex(String value) {
        int least = Math.max(minLength, 1);
        int digits = value.length();
        if (digits % 2 != 0 || digits < 2 * least || digits > 2 * maxLength || !Digits.areHexadecimal(value)) {
            throw refused("must be %d to %d bytes in hexadecimal digits but is %s".formatted(least, maxLength, value));
        }
    }

    private void requireString(String value) {
        boolean path = this == URI_PATH || this == LOCATION_PATH;
        if (path && (value.equals(".") || value.equals(".."))) {
            throw refused("must not be . or .. (RFC 7252, section 5.10)");
        }
    }

    private IllegalArgumentException refused(String reason) {
        return new IllegalArgumentException("option " + number + " (" + title + ") " + reason);
    }

    /** The formats of option values (RFC 7252, section 3.2). */
    public enum Format {
        /** No bytes. */
        EMPTY,
        /** Any bytes; in AT commands two hexadecimal digits a byte (the note gives no rule). */
        OPAQUE,
        /** An unsigned number; in AT commands decimal. */
        UINT,
        /** Text in UTF-8. */
        STRING
    }
}
