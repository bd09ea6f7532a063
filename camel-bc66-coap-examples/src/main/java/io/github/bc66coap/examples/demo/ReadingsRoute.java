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
