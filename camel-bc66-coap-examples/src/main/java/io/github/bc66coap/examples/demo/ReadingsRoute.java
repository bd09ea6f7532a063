// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.examples.demo;

import org.apache.camel.LoggingLevel;
import org.apache.camel.builder.RouteBuilder;

/** Sends meter readings from files, one exchange a line. */
public class ReadingsRoute extends RouteBuilder {
    @Override
    public void configure() {
        // a reading that the server did not take is kept
        onException(Exception.class)
                .handled(true)
                .log(LoggingLevel.WARN, "not taken: ${exception.message}")
                .setBody(exchangeProperty("line"))
                .to("file:{{readings.directory}}/refused?fileName=readings.csv&fileExist=Append&appendChars=\\n");

        // files that were sent are moved to the directory "sent"
        from("file:{{readings.directory}}?include=.*[.]csv&initialDelay=200&move=sent/${file:name}")
                .routeId("readings")
                // all lines but the first, which names the columns
                .split(body().tokenize("\n", 1, true))
                .streaming()
                .setProperty("line", body())
                // a line becomes JSON; its media type goes with it as Content-Format 50
                .bean(Reading.class, "parse")
                .marshal()
                .json()
                // a body, so a POST
                .to("bc66coap:{{bc66.device}}?host={{cloud.host}}&port={{cloud.port}}&uriPath=/readings")
                .end();
    }
}
