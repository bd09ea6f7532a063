// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.examples.files;

import org.apache.camel.LoggingLevel;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.model.dataformat.JsonLibrary;

/**
 * Files in a directory are commands: they go out as CoAP requests, and end in {@code done} with the answer, or in
 * {@code failed} with the reason.
 */
public class CommandsRoute extends RouteBuilder {
    @Override
    public void configure() {
        // A command that can't be read, or whose request fails: the reason is put where the file will be. The exchange
        // stays failed, which is why the file is moved there.
        onException(Exception.class)
                .logExhausted(false)
                .log(LoggingLevel.WARN, "${exchangeProperty.command} failed: ${exception.message}")
                .bean(JsonLine.class, "reason")
                .marshal()
                .json(JsonLibrary.Jackson)
                .to("file:{{files.directory}}/commands/failed?fileName=${exchangeProperty.command}.reason.json");

        // A file is taken when nobody has written to it for a second: it may be half-written before. Better still,
        // write
        // it under a name that does not end in .json, and rename it.
        // Before its request goes out, the file is moved to "sending". What is found there after a crash may have been
        // sent or not, so it isn't sent again by itself.
        from("file:{{files.directory}}/commands?include=.*[.]json&sortBy=file:name&delay=500"
                        + "&readLock=changed&readLockMinAge=1s&readLockCheckInterval=250"
                        + "&preMove=sending/${file:onlyname}"
                        + "&move=done/${file:onlyname}"
                        + "&moveFailed=failed/${file:onlyname}")
                .routeId("commands")
                .setProperty("command", simple("${file:onlyname.noext}"))
                .unmarshal()
                .json(JsonLibrary.Jackson, Command.class)
                .bean(Command.class, "prepare")
                .to("bc66coap:{{bc66.device}}?host={{cloud.host}}&port={{cloud.port}}")
                .bean(JsonLine.class, "of")
                .marshal()
                .json(JsonLibrary.Jackson)
                .to("file:{{files.directory}}/commands/done?fileName=${exchangeProperty.command}.answer.json");
    }
}
