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
