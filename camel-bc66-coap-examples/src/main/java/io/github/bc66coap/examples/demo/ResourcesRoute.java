// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.examples.demo;

import org.apache.camel.builder.RouteBuilder;

import io.github.bc66coap.camel.Bc66CoapConstants;

/** Answers what the server asks the module. Both paths are announced to the module, and the token comes back by itself. */
public class ResourcesRoute extends RouteBuilder {
    @Override
    public void configure() {
        // 2.05 is what a GET is answered without this header, too
        from("bc66coap:{{bc66.device}}?uriPath=/19/0/0")
                .routeId("app-data")
                .setHeader(Bc66CoapConstants.REPLY_CODE, constant("2.05"));

        // the ID of the cell, which the module knows
        from("bc66coap:{{bc66.device}}?uriPath=/4/0/8&methods=GET")
                .routeId("cell-id")
                .to("bc66coap:{{bc66.device}}?operation=AT&command=AT+QENG=0")
                .bean(CellId.class, "decimal")
                .setHeader(Bc66CoapConstants.REPLY_CONTENT_FORMAT, constant("text/plain"));
    }
}
