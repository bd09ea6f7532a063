// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.examples.springboot;

import org.apache.camel.builder.RouteBuilder;
import org.springframework.stereotype.Component;

@Component
class MeterRoutes extends RouteBuilder {

    @Override
    public void configure() {
        from("timer:readings?period={{meter.period}}")
                .setBody(simple("${random(180,220)}", String.class))
                .to(
                        "bc66coap:{{meter.device}}?host={{meter.server}}&port={{meter.port}}&uriPath=/readings&method=POST&contentFormat=0")
                .log("the server answered ${header.CamelBc66CoapResponseCode}");

        from("bc66coap:{{meter.device}}?uriPath=/temperature&methods=GET")
                .setBody(simple("${random(180,220)}", String.class))
                .setHeader("CamelBc66CoapReplyContentFormat", constant(0));
    }
}
