// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.coap;

import java.util.Optional;

/** Reads IP address literals without ever resolving a name, which {@code java.net.InetAddress} might do. */
final class IpAddresses {
    private static final int GROUPS = 8;

    private IpAddresses() {}

    /** The address in its one normal spelling (IPv6: RFC 5952), or nothing when {@code text} isn't an address. */
    static Optional<String> normalise(String text) {
        if (text == null || text.length() > 47) {
            return Optional.empty();
        }
        String bare = text.startsWith("[") && text.endsWith("]") ? text.substring(1, text.length() - 1) : text;
        if (bare.indexOf(':') < 0) {
            // without leading zeros there is but one spelling
            return bare.length() == text.length() && v4(bare) != null ? Optional.of(text) : Optional.empty();
        }
        return Optional.ofNullable(v6(bare)).map(IpAddresses::colons);
    }

    /** Two groups of 16 bits, or {@code null}. A leading zero is refused: some read it as octal. */
    private static int[] v4(String text) {
        int address = 0;
        int octets = 0;
        int start = 0;
        while (octets < 4) {
            int dot = text.indexOf('.', start);
            int end = dot < 0 ? text.length() : dot;
            int octet = number(text, start, end, 3, 10);
            if (octet < 0 || octet > 255 || text.charAt(start) == '0' && end > start + 1 || dot < 0 != (octets == 3)) {
                return null;
            }
            address = address << 8 | octet;
            octets++;
            start = end + 1;
        }
        return new int[] {address >>> 16, address & 0xFFFF};
    }

    /** The number that one to so many digits of a text stand for, or -1. */
    private static int number(String text, int start, int end, int most, int radix) {
        int number = end > start && end - start <= most ? 0 : -1;
        for (int i = start; number >= 0 && i < end; i++) {
            char c = text.charAt(i);
            int digit = c < 0x80 ? Character.digit(c, radix) : -1;
            number = digit < 0 ? -1 : radix * number + digit;
        }
        return number;
    }

    private static String dotted(int[] groups) {
        return (groups[0] >> 8) + "." + (groups[0] & 0xFF) + "." + (groups[1] >> 8) + "." + (groups[1] & 0xFF);
    }

    /** Eight groups of 16 bits, or {@code null}. */
    private static int[] v6(String text) {
        int gap = text.indexOf("::");
        if (gap < 0) {
            int[] all = groups(text, true);
            return all != null && all.length == GROUPS ? all : null;
        }
        int[] head = groups(text.substring(0, gap), false);
        int[] tail = groups(text.substring(gap + 2), true);
        if (head == null || tail == null || head.length + tail.length >= GROUPS) {
            return null;
        }
        int[] all = new int[GROUPS];
        System.arraycopy(head, 0, all, 0, head.length);
        System.arraycopy(tail, 0, all, GROUPS - tail.length, tail.length);
        return all;
    }

    private static int[] groups(String text, boolean mayEndDotted) {
        if (text.isEmpty()) {
            return new int[0];
        }
        String[] parts = text.split(":", -1);
        String last = parts[parts.length - 1];
        int[] dotted = mayEndDotted && last.indexOf('.') >= 0 ? v4(last) : null;
        int plain = dotted == null ? parts.length : parts.length - 1;
        int[] groups = new int[plain + (dotted == null ? 0 : 2)];
        for (int i = 0; i < plain; i++) {
            groups[i] = number(parts[i], 0, parts[i].length(), 4, 16);
            if (groups[i] < 0) {
                return null;
            }
        }
        if (dotted != null) {
            System.arraycopy(dotted, 0, groups, plain, 2);
        }
        return groups;
    }

    private static String colons(int[] groups) {
        if (isMappedV4(groups)) {
            return dotted(new int[] {groups[6], groups[7]});
        }
        int start = 0;
        int length = 0;
        for (int i = 0; i < GROUPS; i++) {
            int zeros = zerosFrom(groups, i);
            if (zeros > length) {
                start = i;
                length = zeros;
            }
        }
        if (length < 2) {
            return joined(groups, 0, GROUPS);
        }
        return joined(groups, 0, start) + "::" + joined(groups, start + length, GROUPS);
    }

    private static boolean isMappedV4(int[] groups) {
        return zerosFrom(groups, 0) == 5 && groups[5] == 0xFFFF;
    }

    private static int zerosFrom(int[] groups, int from) {
        int count = 0;
        while (from + count < GROUPS && groups[from + count] == 0) {
            count++;
        }
        return count;
    }

    private static String joined(int[] groups, int from, int to) {
        StringBuilder text = new StringBuilder();
        for (int i = from; i < to; i++) {
            text.append(i == from ? "" : ":").append(Integer.toHexString(groups[i]));
        }
        return text.toString();
    }
}
