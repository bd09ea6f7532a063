/*
 * Copyright 2026 the camel-bc66-coap authors
 *
 * Licensed under the Apache License, Version 2.0 (the "License");
 * you may not use this file except in compliance with the License.
 * You may obtain a copy of the License at
 *
 *     https://www.apache.org/licenses/LICENSE-2.0
 *
 * Unless required by applicable law or agreed to in writing, software
 * distributed under the License is distributed on an "AS IS" BASIS,
 * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
 * See the License for the specific language governing permissions and
 * limitations under the License.
 */
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
