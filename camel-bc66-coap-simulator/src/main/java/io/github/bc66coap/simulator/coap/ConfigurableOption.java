// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.simulator.coap;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import io.github.bc66coap.simulator.at.Arguments;
import io.github.bc66coap.simulator.at.AtError;
import io.github.bc66coap.simulator.at.Hex;

/**
 * The options that {@code AT+QCOAPOPTION} knows: the table of the note's section 2.3.5.
 *
 * <p>Where the note is silent it points to the RFCs, so their limits hold as well: value lengths (RFC 7252, table 4;
 * RFC 7641; RFC 7959), and no option twice that is not repeatable. The value of If-None-Match, which the command
 * demands like any other, is not sent, since this option has none.
 */
public enum ConfigurableOption {
    IF_MATCH(1, 0, 8, true),
    URI_HOST(3, 1, 255, false),
    ETAG(4, 1, 8, true),
    IF_NONE_MATCH(5, 0, 0, false),
    OBSERVE(6, 0, 3, false),
    URI_PORT(7, 0, 2, false),
    LOCATION_PATH(8, 0, 255, true),
    URI_PATH(11, 0, 255, true),
    CONTENT_FORMAT(12, 0, 2, false),
    MAX_AGE(14, 0, 4, false),
    URI_QUERY(15, 0, 255, true),
    ACCEPT(17, 0, 2, false),
    LOCATION_QUERY(20, 0, 255, true),
    BLOCK2(23, 0, 3, false),
    BLOCK1(27, 0, 3, false),
    SIZE2(28, 0, 4, false),
    PROXY_URI(35, 1, 1034, false),
    PROXY_SCHEME(39, 1, 255, false),
    SIZE1(60, 0, 4, false);

    private static final Pattern DECIMAL = Pattern.compile("[0-9]{1,10}");
    private static final Set<String> CONTENT_FORMATS = Set.of("0", "40", "41", "42", "47", "50");

    private final int number;
    private final int minLength;
    private final int maxLength;
    private final boolean repeatable;

    ConfigurableOption(int number, int minLength, int maxLength, boolean repeatable) {
        this.number = number;
        this.minLength = minLength;
        this.maxLength = maxLength;
        this.repeatable = repeatable;
    }

    /**
     * The option with this number.
     *
     * @throws AtError if the table does not have it
     */
    public static ConfigurableOption of(int number) {
        return Arrays.stream(values())
                .filter(option -> option.number == number)
                .findFirst()
                .orElseThrow(() -> AtError.arguments("no option " + number));
    }

    /** All numbers, as the test command lists them. */
    public static String numbers() {
        return Arrays.stream(values())
                .map(option -> Integer.toString(option.number))
                .collect(Collectors.joining(",", "(", ")"));
    }

    /** Checks that no option is there twice that must not be. */
    public static void checkRepetition(List<CoapOption> options) {
        for (ConfigurableOption option : values()) {
            long count =
                    options.stream().filter(o -> o.number() == option.number).count();
            if (count > 1 && !option.repeatable) {
                throw AtError.arguments("option " + option.number + " is not repeatable");
            }
        }
    }

    /**
     * Encodes a value of the command.
     *
     * @param anyFormat is a content-format taken that the table of the note does not have?
     * @throws AtError if the value does not suit
     */
    public CoapOption encode(String value, boolean anyFormat) {
        byte[] encoded =
                switch (OptionFormat.of(number)) {
                    case EMPTY -> new byte[0];
                    case UINT -> uint(value, anyFormat);
                    case STRING -> Arguments.bytes(value);
                    case OPAQUE -> Hex.parse(value).orElseGet(() -> Arguments.bytes(value));
                };
        if (encoded.length < minLength || encoded.length > maxLength) {
            throw AtError.arguments("length of option " + number);
        }
        return new CoapOption(number, encoded);
    }

    private byte[] uint(String value, boolean anyFormat) {
        if (!DECIMAL.matcher(value).matches()) {
            throw AtError.arguments("no number: " + value);
        }
        if ((this == CONTENT_FORMAT || this == ACCEPT) && !anyFormat && !CONTENT_FORMATS.contains(value)) {
            throw AtError.arguments("no content-format of the table: " + value);
        }
        return uint(Long.parseLong(value));
    }

    private static byte[] uint(long value) {
        int length = (Long.SIZE - Long.numberOfLeadingZeros(value) + 7) / 8;
        byte[] bytes = new byte[length];
        for (int i = 0; i < length; i++) {
            bytes[i] = (byte) (value >>> 8 * (length - 1 - i));
        }
        return bytes;
    }
}
