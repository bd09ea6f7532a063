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
package io.github.bc66coap.camel;

import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.test.junit5.CamelTestSupport;
import org.eclipse.californium.core.coap.CoAP.ResponseCode;
import org.eclipse.californium.core.coap.Request;
import org.eclipse.californium.core.coap.Response;
import org.junit.jupiter.api.Test;

import io.github.bc66coap.simulator.VirtualBc66;

import static org.assertj.core.api.Assertions.assertThat;

class SmokeTest extends CamelTestSupport {
    private VirtualBc66 module;
    private Cloud cloud;

    @Override
    protected RouteBuilder createRouteBuilder() {
        module = VirtualBc66.builder().pty().trace(System.out::println).start();
        cloud = new Cloud().on("validate", exchange -> exchange.respond(ResponseCode.CONTENT, "123123456"));
        return new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:get")
                        .to("bc66coap:" + module.device() + "?host=127.0.0.1&port=" + cloud.port()
                                + "&uriPath=/validate");
                from("bc66coap:" + module.device() + "?uriPath=/19/0/0").setBody(constant("hello"));
            }
        };
    }

    @Test
    void walks() throws Exception {
        Exchange answer = template.request("direct:get", exchange -> {});
        System.out.println(answer.getMessage().getHeaders() + " "
                + answer.getMessage().getBody(String.class) + answer.getException());
        assertThat(answer.getMessage().getBody(String.class)).isEqualTo("123123456");
        Request request = Request.newGet();
        request.setURI("coap://127.0.0.1:56830/19/0/0");
        Response response = cloud.ask(request);
        System.out.println(response);
        context.stop();
        module.close();
        cloud.close();
    }
}
