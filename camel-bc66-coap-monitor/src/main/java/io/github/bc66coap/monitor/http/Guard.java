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
 * Decides which requests are allowed. A page of another site in the same browser can send requests here: to this address, or to a name
 * of its own that points here (DNS rebinding). It must be able neither to read nor to do anything.
 */
final class Guard {
    /** A page of another site can set this only after a CORS preflight request, which fails here. */
    static final String HEADER = "X-Bc66-Monitor";

    private static final Pattern IPV4 = Pattern.compile("[0-9]{1,3}(?:\\.[0-9]{1,3}){3}");
    private static final Pattern IPV6 = Pattern.compile("\\[[0-9A-Fa-f:.]{2,45}]");
    private static final Set<String> OWN = Set.of("same-origin", "none");

    private final String host;

    /** @param host the configured name of the server */
    Guard(String host) {
        this.host = host.toLowerCase(Locale.ROOT);
    }

    /** Whether the sender may read. */
    boolean mayLook(Headers headers) {
        return isOurs(headers.getFirst("Host"))
                && (headers.getFirst("Sec-Fetch-Site") == null || OWN.contains(headers.getFirst("Sec-Fetch-Site")));
    }

    /** Whether the sender may open the page itself, which contains no data. Links on other sites, such as a web terminal, lead here. */
    boolean mayOpen(Headers headers) {
        return isOurs(headers.getFirst("Host"))
                && "navigate".equals(headers.getFirst("Sec-Fetch-Mode"))
                && "document".equals(headers.getFirst("Sec-Fetch-Dest"));
    }

    /** Whether the sender may run actions. */
    boolean mayAct(Headers headers) {
        String origin = headers.getFirst("Origin");
        return mayLook(headers)
                && headers.getFirst(HEADER) != null
                && (origin == null || origin.equals("http://" + headers.getFirst("Host")));
    }

    /** Unlike an address, a name can be made to point here. */
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
