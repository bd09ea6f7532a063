// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.monitor.camel;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Decides who may open the page: only users of this computer, unless others are allowed. A local request for another host name is refused,
 * too, because a name on the Internet can be made to point here (DNS rebinding).
 */
final class Access {
    /** An address with or without brackets, and a port. */
    private static final Pattern ADDRESS =
            Pattern.compile("\\[?([0-9A-Fa-f:.]{2,45})(?:%[^\\]:/]{1,40})?]?:[0-9]{1,5}");

    private static final Pattern HOST = Pattern.compile("(\\[[0-9A-Fa-f:.]{2,45}]|[^:]{1,255})(?::[0-9]{1,5})?");

    private final boolean remote;

    /** @param remote whether others are allowed */
    Access(boolean remote) {
        this.remote = remote;
    }

    /**
     * Whether a request is allowed.
     *
     * @param address the client's address and port; {@code null} if not known
     * @param host the header {@code Host}; may be {@code null}
     */
    boolean isGranted(String address, String host) {
        return remote || isLoopbackAddress(address) && isLoopbackName(host);
    }

    private static boolean isLoopbackAddress(String address) {
        Matcher matcher = ADDRESS.matcher(address == null ? "" : address);
        return matcher.matches() && isLoopback(matcher.group(1));
    }

    private static boolean isLoopbackName(String host) {
        Matcher matcher = HOST.matcher(host == null ? "" : host.toLowerCase(Locale.ROOT));
        if (!matcher.matches()) {
            return false;
        }
        String name = matcher.group(1);
        boolean literal = name.matches("[0-9.]+|\\[.*]");
        return name.equals("localhost") || literal && isLoopback(name.replaceAll("[\\[\\]]", ""));
    }

    /** @param literal an address, so no name is looked up */
    private static boolean isLoopback(String literal) {
        try {
            return InetAddress.getByName(literal).isLoopbackAddress();
        } catch (UnknownHostException e) {
            return false;
        }
    }
}
