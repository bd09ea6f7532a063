// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.examples.kafka;

import org.apache.camel.LoggingLevel;
import org.apache.camel.ShutdownRoute;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.model.dataformat.JsonLibrary;
import org.apache.kafka.common.errors.RetriableException;

import io.github.bc66coap.examples.files.Command;
import io.github.bc66coap.examples.files.JsonLine;

/**
 * What the network sends goes to a topic, with the device as key. Records of another topic with this key go out as CoAP
 * requests; each has one outcome, which is an answer or a dead letter.
 */
public class KafkaRoute extends RouteBuilder {
    @Override
    public void configure() {
        // While the broker is away, records wait here, in their order. Requests that wait for too long are answered
        // 5.03.
        onException(RetriableException.class)
                .maximumRedeliveries(-1)
                .redeliveryDelay(1000)
                .retryAttemptedLogLevel(LoggingLevel.OFF);

        telemetry();
        commands();
    }

    private void telemetry() {
        // Requests to any path. The body that the route ends with is the answer, so it is removed.
        from("bc66coap:{{bc66.device}}?events=REQUEST&methods=PUT,POST,DELETE")
                .routeId("requests")
                .to("direct:telemetry")
                .setBody(constant((Object) null));

        // Registers at the server as an observer; every notification is an exchange. The module does not show which
        // path a notification is for, but this route knows.
        from("bc66coap:{{bc66.device}}?observe=true&host={{cloud.host}}&port={{cloud.port}}&uriPath={{observe.path}}")
                .routeId("notifications")
                .setProperty("path", constant("{{observe.path}}"))
                .to("direct:telemetry");

        // The exchange goes on when all replicas of the topic have the record. All of one device are in one partition,
        // so they stay in their order.
        from("direct:telemetry")
                .routeId("telemetry")
                .bean(JsonLine.class, "of")
                .marshal()
                .json(JsonLibrary.Jackson)
                .to("kafka:{{kafka.telemetry}}?key={{bc66.name}}");
    }

    private void commands() {
        // One after the other, as the module sends them anyway. The consumer leaves its offset to the route, and when
        // the route fails, the same command comes again. A command may take as long as a module needs to come back; a
        // gateway that has
        // died is missed after ten seconds.
        from("kafka:{{kafka.commands}}?groupId=bc66-{{bc66.name}}&autoOffsetReset=earliest&maxPollRecords=1&pollTimeoutMs=500"
                        + "&maxPollIntervalMs=900000&sessionTimeoutMs=10000&breakOnFirstError=true&autoCommitEnable=false"
                        + "&allowManualCommit=true&kafkaManualCommitFactory=#class:"
                        + CommandOffset.Factory.class.getName())
                .routeId("commands")
                // when this stops, the command that is under way is done before its consumer goes
                .shutdownRoute(ShutdownRoute.Defer)
                // one that comes later is left to the next gateway: what its outcome needs may be gone by then
                .filter(exchange -> exchange.getContext().isStopping())
                .stop()
                .end()
                .filter(simple("${header[kafka.KEY]} == '{{bc66.name}}'"))
                // this thread waits, because no other one may commit the offset
                .to("direct:command?synchronous=true")
                .end()
                .bean(CommandOffset.class, "commit");

        from("direct:command")
                .routeId("command")
                .bean(Outcome.class, "of")
                .doTry()
                .unmarshal()
                .json(JsonLibrary.Jackson, Command.class)
                .bean(Command.class, "prepare")
                // From here on it may have been sent. If this process ends before the outcome is known, the next one
                // finds the note, and doesn't send the command a second time.
                .bean(CommandOffset.class, "begin")
                .to("bc66coap:{{bc66.device}}?host={{cloud.host}}&port={{cloud.port}}")
                .bean(JsonLine.class, "of")
                .marshal()
                .json(JsonLibrary.Jackson)
                .bean(Outcome.class, "answered")
                .doCatch(Exception.class)
                .bean(Outcome.class, "failed")
                .end()
                .to("kafka:{{kafka.answers}}?key={{bc66.name}}");
    }
}
