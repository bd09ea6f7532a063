// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.docs;

import org.apache.camel.builder.endpoint.EndpointRouteBuilder;

import io.github.bc66coap.camel.Bc66CoapOperation;
import io.github.bc66coap.camel.endpoint.dsl.Bc66CoapEndpointBuilderFactory.Bc66CoapBuilders;

public class CellRoute extends EndpointRouteBuilder implements Bc66CoapBuilders {
    @Override
    public void configure() {
        from(bc66coap("{{bc66.device}}").uriPath("/4/0/8").methods("GET"))
                .to(bc66coap("{{bc66.device}}").operation(Bc66CoapOperation.AT).command("AT+QENG=0"))
                .setBody(simple("${body[0]}"));
    }
}
