// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.monitor.camel;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Who may look: this computer's users only, unless others are let in. A request that comes from this computer but was made for another
 * host's page is refused, too: a name of the Internet may be made to mean this computer.
 */
final class Access {
    /** What stands between an address and a port, whether there are brackets or not. */
    private static final Pattern ADDRESS =
            Pattern.compile("\\[?([0-9A-Fa-f:.]{2,45})(?:%[^\\]:/]{1,40})?]?:[0-9]{1,5}");

    private static final Pattern HOST = Pattern.compile("(\\[[0-9A-Fa-f:.]{2,45}]|[^:]{1,255})(?::[0-9]{1,5})?");

    private final boolean remote;

    /** @param remote whether others are let in */
    Access(boolean remote) {
        this.remote = remote;
    }

    /**
     * Whether a request is answered.
     *
     * @param address where it comes from, with a port; {@code null} when the server doesn't tell
     * @param host what its header {@code Host} says; may be {@code null}
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

    /** @param literal of an address, which isn't looked up */
    private static boolean isLoopback(String literal) {
        try {
            return InetAddress.getByName(literal).isLoopbackAddress();
        } catch (UnknownHostException e) {
            return false;
        }
    }
}
