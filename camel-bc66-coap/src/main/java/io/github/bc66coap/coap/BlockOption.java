// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.coap;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The value of a Block1 or Block2 option (RFC 7959 section 2.2).
 *
 * @param number of the block, 0 to 1048575
 * @param more whether more blocks follow
 * @param size of every block except the last, in bytes, a power of two from 16 to 1024
 */
public record BlockOption(int number, boolean more, int size) {
    /** The smallest block, in bytes. */
    public static final int MIN_SIZE = 16;

    /** The largest block, in bytes. */
    public static final int MAX_SIZE = 1024;

    /** The highest number of a block. */
    public static final int MAX_NUMBER = 0xFFFFF;

    private static final int SMALLEST_EXPONENT = 4;
    private static final int MORE = 8;
    private static final int SIZE_EXPONENT = 7;
    private static final Pattern UINT = Pattern.compile("[0-9]{1,8}");
    private static final Pattern PARTS = Pattern.compile("([0-9]{1,7})/([M_])/([0-9]{2,4})");

    /** @throws IllegalArgumentException when a part is out of its range */
    public BlockOption {
        if (number < 0 || number > MAX_NUMBER) {
            throw new IllegalArgumentException("block number must be in 0 to " + MAX_NUMBER + " but is " + number);
        }
        if (!isSize(size)) {
            throw new IllegalArgumentException("block size must be 16, 32, 64, 128, 256, 512 or 1024 but is " + size);
        }
    }

    /** Whether blocks can have this size. */
    public static boolean isSize(int bytes) {
        return bytes >= MIN_SIZE && bytes <= MAX_SIZE && Integer.bitCount(bytes) == 1;
    }

    /**
     * Reads the option as modules show it: a number, or its parts as in {@code 0/M/512} and {@code 3/_/512}.
     *
     * @return empty if it is malformed
     */
    public static Optional<BlockOption> parse(String text) {
        Matcher parts = PARTS.matcher(text);
        if (parts.matches()) {
            return of(Integer.parseInt(parts.group(1)), parts.group(2).equals("M"), Integer.parseInt(parts.group(3)));
        }
        if (!UINT.matcher(text).matches()) {
            return Optional.empty();
        }
        int value = Integer.parseInt(text);
        return of(value >> 4, (value & MORE) != 0, 1 << (value & SIZE_EXPONENT) + SMALLEST_EXPONENT);
    }

    private static Optional<BlockOption> of(int number, boolean more, int size) {
        return number <= MAX_NUMBER && isSize(size)
                ? Optional.of(new BlockOption(number, more, size))
                : Optional.empty();
    }

    /** The option's value as a number, as AT commands carry it. */
    public long value() {
        int szx = Integer.numberOfTrailingZeros(size) - SMALLEST_EXPONENT;
        return (long) number << 4 | (more ? MORE : 0) | szx;
    }
}
