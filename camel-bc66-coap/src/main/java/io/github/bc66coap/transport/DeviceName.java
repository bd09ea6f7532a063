// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.transport;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The parts of a device as the user wrote it.
 *
 * @param text as written
 * @param kind of transport
 * @param host name or address without brackets; empty for a serial port
 * @param port 1 to 65535; 0 for a serial port
 */
record DeviceName(String text, Kind kind, String host, int port) {
    private static final Pattern SCHEME = Pattern.compile("([A-Za-z][A-Za-z0-9+.-]*)://(.*)");
    private static final Pattern AUTHORITY =
            Pattern.compile("(?:\\[([0-9A-Fa-f:.]+(?:%[^\\]/]+)?)]|([^\\[\\]:/?#@\\s]+)):([0-9]{1,5})");

    enum Kind {
        SERIAL,
        TCP,
        RFC2217
    }

    /** @throws IllegalArgumentException naming the device and what is wrong with it */
    static DeviceName parse(String text) {
        if (text == null || text.isBlank()) {
            throw new IllegalArgumentException(
                    "Device is missing: give a serial port, tcp://host:port or rfc2217://host:port");
        }
        if (text.chars().anyMatch(Character::isISOControl)) {
            throw malformed(text.replaceAll("\\p{Cntrl}", "?"), "it holds a control character");
        }
        Matcher scheme = SCHEME.matcher(text);
        if (!scheme.matches()) {
            return new DeviceName(text, Kind.SERIAL, "", 0);
        }
        return switch (scheme.group(1).toLowerCase(Locale.ROOT)) {
            case "tcp" -> remote(text, Kind.TCP, scheme.group(2));
            case "rfc2217" -> remote(text, Kind.RFC2217, scheme.group(2));
            default -> throw malformed(text, "only tcp:// and rfc2217:// are known");
        };
    }

    private static DeviceName remote(String text, Kind kind, String rest) {
        Matcher authority = AUTHORITY.matcher(rest);
        if (!authority.matches()) {
            throw malformed(text, "host:port must follow the scheme, an IPv6 address in brackets");
        }
        int port = Integer.parseInt(authority.group(3));
        if (port < 1 || port > 65535) {
            throw malformed(text, "the port must be 1 to 65535");
        }
        String host = authority.group(1) != null ? authority.group(1) : authority.group(2);
        return new DeviceName(text, kind, host, port);
    }

    /** The same host and port by another protocol. */
    String with(String scheme) {
        return scheme + text.substring(text.indexOf("://"));
    }

    private static IllegalArgumentException malformed(String text, String reason) {
        return new IllegalArgumentException("Malformed device " + text + ": " + reason);
    }
}
