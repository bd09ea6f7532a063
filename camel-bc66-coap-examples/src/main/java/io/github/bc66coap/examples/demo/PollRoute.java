// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.examples.demo;

import org.apache.camel.builder.RouteBuilder;

/** Asks the server now and then, and files its answers. */
public class PollRoute extends RouteBuilder {
    @Override
    public void configure() {
        from("timer:poll?period={{poll.period}}&repeatCount={{poll.count}}")
                .routeId("poll")
                // no body, so a GET; confirmable, so the route goes on when the answer is there
                .to("bc66coap:{{bc66.device}}?host={{cloud.host}}&port={{cloud.port}}&uriPath=/validate")
                // one line an answer
                .to("file:{{answers.directory}}?fileName=validate.txt&fileExist=Append&appendChars=\\n");
    }
}
