// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.examples.files;

import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.model.dataformat.JsonLibrary;

import io.github.bc66coap.camel.Bc66CoapConstants;

/** Appends what the network sends to a file, one JSON object a line. */
public class ReceivedRoute extends RouteBuilder {
    @Override
    public void configure() {
        // Requests to any path, and responses that no request of ours waits for.
        from("bc66coap:{{bc66.device}}?events=REQUEST,RESPONSE")
                .routeId("requests")
                .to("direct:append")
                // The body that a route ends with is the answer. A GET is written down, but there is nothing to give.
                .setBody(constant((Object) null))
                .filter(header(Bc66CoapConstants.REQUEST_METHOD).isEqualTo("GET"))
                .setHeader(Bc66CoapConstants.REPLY_CODE, constant("4.04"));

        // Registers at the server as an observer; every notification is an exchange. The module does not show which
        // path
        // a notification is for, but this route knows.
        from("bc66coap:{{bc66.device}}?observe=true&host={{cloud.host}}&port={{cloud.port}}&uriPath={{observe.path}}")
                .routeId("notifications")
                .setProperty("path", constant("{{observe.path}}"))
                .to("direct:append");

        // One file a day. If it can't be written, the route fails, and a request is answered 5.00.
        from("direct:append")
                .routeId("append")
                .bean(JsonLine.class, "of")
                .marshal()
                .json(JsonLibrary.Jackson)
                .to("file:{{files.directory}}?fileName=received-${date:now:yyyy-MM-dd}.jsonl"
                        + "&fileExist=Append&appendChars=\\n");
    }
}
