// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.examples.quarkus;

import org.apache.camel.builder.RouteBuilder;

/** A meter that posts its readings through a module, and answers the network; see {@code application.properties}. */
public class MeterRoutes extends RouteBuilder {
    private static final String DEVICE = "bc66coap:{{quarkus.camel.bc66coap.device}}";

    @Override
    public void configure() {
        from("timer:readings?period={{meter.period}}")
                .setBody(simple("${random(180,220)}", String.class))
                .to(DEVICE + "?host={{meter.server}}&port={{meter.port}}&uriPath=/readings&method=POST&contentFormat=0")
                .log("the server answered ${header.CamelBc66CoapResponseCode}");

        from(DEVICE + "?uriPath=/temperature&methods=GET")
                .setBody(simple("${random(180,220)}", String.class))
                .setHeader("CamelBc66CoapReplyContentFormat", constant(0));
    }
}
