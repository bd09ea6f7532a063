// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.monitor.http;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

import com.sun.net.httpserver.Headers;

/**
 * Who may ask. A page of another site, open in the same browser, can send requests here: by this address, or by a name of its own that
 * it lets point here (DNS rebinding). It may neither read nor do anything.
 */
final class Guard {
    /** No page of another site can set it without asking first, which is answered with nothing. */
    static final String HEADER = "X-Bc66-Monitor";

    private static final Pattern IPV4 = Pattern.compile("[0-9]{1,3}(?:\\.[0-9]{1,3}){3}");
    private static final Pattern IPV6 = Pattern.compile("\\[[0-9A-Fa-f:.]{2,45}]");
    private static final Set<String> OWN = Set.of("same-origin", "none");

    private final String host;

    /** @param host the name that the server was told to be at */
    Guard(String host) {
        this.host = host.toLowerCase(Locale.ROOT);
    }

    /** May whoever sends this look? */
    boolean mayLook(Headers headers) {
        return isOurs(headers.getFirst("Host"))
                && (headers.getFirst("Sec-Fetch-Site") == null || OWN.contains(headers.getFirst("Sec-Fetch-Site")));
    }

    /** May whoever sends this open the page, which says nothing yet? A link on another site's page leads here, too, as one in a web terminal. */
    boolean mayOpen(Headers headers) {
        return isOurs(headers.getFirst("Host"))
                && "navigate".equals(headers.getFirst("Sec-Fetch-Mode"))
                && "document".equals(headers.getFirst("Sec-Fetch-Dest"));
    }

    /** May whoever sends this do something? */
    boolean mayAct(Headers headers) {
        String origin = headers.getFirst("Origin");
        return mayLook(headers)
                && headers.getFirst(HEADER) != null
                && (origin == null || origin.equals("http://" + headers.getFirst("Host")));
    }

    /** Addresses can't be made to point elsewhere, names can. */
    private boolean isOurs(String authority) {
        String name = authority == null ? "" : name(authority);
        return IPV4.matcher(name).matches()
                || IPV6.matcher(name).matches()
                || name.equals("localhost")
                || !name.isEmpty() && name.equals(host);
    }

    private static String name(String authority) {
        try {
            String name = new URI("http://" + authority).getHost();
            return name == null ? "" : name.toLowerCase(Locale.ROOT);
        } catch (URISyntaxException e) {
            return "";
        }
    }
}
