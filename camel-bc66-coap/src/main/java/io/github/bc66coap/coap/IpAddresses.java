// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.coap;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads IP address literals and never resolves a name. */
final class IpAddresses {
    private static final Pattern V6 = Pattern.compile("(?:[0-9A-Fa-f]{0,4}:){2,8}(?:[0-9A-Fa-f]{0,4}|([0-9.]+))");

    private IpAddresses() {}

    /** The address in its one normal spelling (IPv6: RFC 5952), or nothing when {@code text} isn't an address. */
    static Optional<String> normalise(String text) {
        if (text == null || text.length() > 47) {
            return Optional.empty();
        }
        if (text.indexOf(':') < 0) {
            return isV4(text) ? Optional.of(text) : Optional.empty();
        }
        boolean bracketed = text.startsWith("[") && text.endsWith("]");
        return v6(bracketed ? text.substring(1, text.length() - 1) : text);
    }

    /** A leading zero is refused: some read it as octal. */
    private static boolean isV4(String text) {
        String[] octets = text.split("\\.", -1);
        boolean valid = octets.length == 4;
        for (int i = 0; valid && i < 4; i++) {
            String octet = octets[i];
            valid = octet.length() <= 3
                    && Digits.areDecimal(octet)
                    && Integer.parseInt(octet) <= 255
                    && (octet.charAt(0) != '0' || octet.length() == 1);
        }
        return valid;
    }

    private static Optional<String> v6(String text) {
        Matcher groups = V6.matcher(text);
        if (!groups.matches() || groups.group(1) != null && !isV4(groups.group(1))) {
            return Optional.empty();
        }
        try {
            // in brackets, the JDK takes nothing for a name
            InetAddress address = InetAddress.getByName('[' + text + ']');
            String plain = address.getHostAddress();
            return Optional.of(address instanceof Inet6Address ? shortened(plain) : plain);
        } catch (UnknownHostException e) {
            return Optional.empty();
        }
    }

    /** Writes the first of the longest runs of zeros as {@code ::}. */
    private static String shortened(String groups) {
        String all = ':' + groups + ':';
        for (String zeros = ":0:0:0:0:0:0:0:0:"; zeros.length() > 3; zeros = zeros.substring(2)) {
            int start = all.indexOf(zeros);
            if (start >= 0) {
                int end = start + zeros.length();
                return all.substring(Math.min(1, start), start)
                        + "::"
                        + all.substring(end, Math.max(end, all.length() - 1));
            }
        }
        return groups;
    }
}
