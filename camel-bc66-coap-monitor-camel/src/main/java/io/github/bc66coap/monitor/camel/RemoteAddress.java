// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.monitor.camel;

import org.apache.camel.Message;
import org.apache.camel.spi.BeanIntrospection;
import org.apache.camel.support.PluginHelper;

/** Finds the client's address in a request of {@code platform-http}. */
final class RemoteAddress {
    /** Set on Vert.x (camel-main and Quarkus), after the header filter, so that no client can set it. */
    private static final String VERTX = "CamelVertxPlatformHttpRemoteAddress";

    private RemoteAddress() {}

    /** Address and port; {@code null} if the server doesn't provide them. */
    static String of(Message request) {
        Object address = request.getHeader(VERTX);
        return address == null ? ofServlet(request) : address.toString();
    }

    /** In Spring Boot, the message has the servlet request. Reflection, because its classes exist with Spring Boot only. */
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
