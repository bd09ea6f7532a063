// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.monitor.camel;

import org.apache.camel.Message;
import org.apache.camel.spi.BeanIntrospection;
import org.apache.camel.support.PluginHelper;

/** Where a request of {@code platform-http} comes from. */
final class RemoteAddress {
    /** Set by the engine on Vert.x, as in camel-main and Quarkus; behind the filter of headers, so that no client can. */
    private static final String VERTX = "CamelVertxPlatformHttpRemoteAddress";

    private RemoteAddress() {}

    /** Address and port; {@code null} when the server doesn't tell. */
    static String of(Message request) {
        Object address = request.getHeader(VERTX);
        return address == null ? ofServlet(request) : address.toString();
    }

    /** In Spring Boot the message has the servlet's request. Its classes are there with Spring Boot only. */
    private static String ofServlet(Message message) {
        BeanIntrospection properties =
                PluginHelper.getBeanIntrospection(message.getExchange().getContext());
        Object request = properties.getOrElseProperty(message, "request", null, false);
        if (request == null) {
            return null;
        }
        return properties.getOrElseProperty(request, "remoteAddr", null, false)
                + ":"
                + properties.getOrElseProperty(request, "remotePort", null, false);
    }
}
