// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.examples.fleet;

import java.util.List;

import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.kafka.KafkaConstants;
import org.apache.camel.model.dataformat.JsonLibrary;

import io.github.bc66coap.examples.files.Command;
import io.github.bc66coap.examples.files.JsonLine;

/** The routes of one module, which are here as long as this gateway has it. */
public class ModuleRoute extends RouteBuilder {
    /** Start of the name of each route; the rest is that of the device. */
    static final List<String> ROUTES = List.of("requests-", "notifications-", "commands-");

    private final String name;
    private final String line;

    /**
     * @param name of the device, the key of its records
     * @param line where the module is, such as {@code tcp://192.0.2.8:4001}
     */
    public ModuleRoute(String name, String line) {
        this.name = name;
        this.line = line;
    }

    @Override
    public void configure() {
        // The one who had the module before may not have left its line yet, so starting waits for nothing.
        String module = "bc66coap:" + line + "?connectOnStart=false";

        from(module + "&events=REQUEST&methods=PUT,POST,DELETE")
                .routeId("requests-" + name)
                .routeGroup("requests")
                .setHeader(KafkaConstants.KEY, constant(name))
                .to("direct:telemetry")
                .setBody(constant((Object) null));

        from(module + "&observe=true&host={{cloud.host}}&port={{cloud.port}}&uriPath={{observe.path}}")
                .routeId("notifications-" + name)
                .routeGroup("notifications")
                .setProperty("path", constant("{{observe.path}}"))
                .setHeader(KafkaConstants.KEY, constant(name))
                .to("direct:telemetry");

        // What goes wrong is for the gateway, which writes the outcome.
        from("direct:commands-" + name)
                .routeId("commands-" + name)
                .routeGroup("commands")
                .errorHandler(noErrorHandler())
                .unmarshal()
                .json(JsonLibrary.Jackson, Command.class)
                .bean(Command.class, "prepare")
                .to(module + "&host={{cloud.host}}&port={{cloud.port}}")
                .bean(JsonLine.class, "of")
                .marshal()
                .json(JsonLibrary.Jackson);
    }
}
