// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.camel;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;

import org.apache.camel.tooling.model.ComponentModel.EndpointOptionModel;
import org.apache.logging.log4j.Level;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

import io.github.bc66coap.simulator.testkit.LogRecorder;

import static org.assertj.core.api.Assertions.assertThat;

/** Whoever writes an option where it means nothing hears of it, and the route runs all the same. */
@Isolated("it takes what all of the JVM logs")
class OptionsWithoutEffectTest extends RouteTestSupport {
    /** Camel's own, which it may use on either side. */
    private static final Set<String> OF_CAMEL =
            Set.of("bridgeErrorHandler", "exceptionHandler", "exchangePattern", "lazyStartProducer");

    private Collection<String> warnings(Routes routes) throws Exception {
        LogRecorder log = new LogRecorder(Level.WARN);
        try (log) {
            routes(routes);
        }
        return log.lines();
    }

    @Test
    void consumerOptionsOnAProducerAreReported() throws Exception {
        assertThat(warnings(r -> r.from("direct:a").to(sandbox.toCloud("methods=POST", "MANUALREPLY=true"))))
                .anySatisfy(line -> assertThat(line).endsWith("no effect on a producer: manualReply, methods"));
    }

    @Test
    void producerOptionsOnAConsumerAreReported() throws Exception {
        assertThat(warnings(r -> r.from(sandbox.uri("uriPath=/a", "method=POST", "host=192.0.2.1"))
                        .to("mock:a")))
                .anySatisfy(line -> assertThat(line).endsWith("no effect on a consumer: method"))
                .anySatisfy(line -> assertThat(line).endsWith("no effect on a consumer without observe=true: host"));
    }

    @Test
    void servingOptionsOnAnObservingConsumerAreReported() throws Exception {
        assertThat(warnings(r -> r.from(sandbox.toCloud("uriPath=a", "observe=true", "methods=GET"))
                        .to("mock:a")))
                .anySatisfy(line -> assertThat(line).endsWith("no effect on a consumer with observe=true: methods"));
    }

    @Test
    void optionsWithAnEffectAreNotReported() throws Exception {
        assertThat(warnings(r -> {
                    r.from(sandbox.uri("uriPath=/a", "methods=GET", "replyTimeout=20s"))
                            .to("mock:a");
                    r.from(sandbox.toCloud("uriPath=b", "observe=true", "messageType=NON"))
                            .to("mock:b");
                    r.from("direct:c").to(sandbox.toCloud("uriPath=c", "method=GET"));
                }))
                .noneSatisfy(line -> assertThat(line).contains("no effect"));
    }

    @Test
    void readyOnStartWithoutConnectOnStartIsReported() throws Exception {
        assertThat(warnings(r -> r.from("direct:a").to(sandbox.toCloud("connectOnStart=false", "readyOnStart=true"))))
                .anySatisfy(line ->
                        assertThat(line).endsWith("no effect on an endpoint with connectOnStart=false: readyOnStart"));
    }

    /** A Kamelet writes the defaults of all that it isn't told. */
    @Test
    void defaultValuesAreNotReported() throws Exception {
        assertThat(warnings(r -> r.from(sandbox.uri("uriPath=/a", "messageType=CON", "blockSize=512", "uriQuery="))
                        .to("mock:a")))
                .noneSatisfy(line -> assertThat(line).contains("no effect"));
    }

    /** An expression may make as many endpoints as there are messages. */
    @Test
    void anOptionWithoutEffectIsReportedOnce() {
        List<String> told = new ArrayList<>();
        OptionsWithoutEffect options = new OptionsWithoutEffect(told::add);
        for (int i = 0; i < 3; i++) {
            options.ofProducer(Set.of("methods", "host"));
        }
        assertThat(told).containsExactly("no effect on a producer: methods");
    }

    /** The catalog says which side each option is for. */
    @Test
    void optionsOfEitherSideMatchTheCatalog() throws Exception {
        List<EndpointOptionModel> options = CatalogTest.model().getEndpointOptions();
        assertThat(options)
                .filteredOn(option -> option.getLabel().contains("consumer"))
                .extracting(EndpointOptionModel::getName)
                .filteredOn(name -> !OF_CAMEL.contains(name))
                .containsExactlyInAnyOrderElementsOf(OptionsWithoutEffect.CONSUMER);
        assertThat(options)
                .filteredOn(option -> option.getLabel().contains("producer"))
                .extracting(EndpointOptionModel::getName)
                .filteredOn(name -> !OF_CAMEL.contains(name))
                .containsExactlyInAnyOrderElementsOf(OptionsWithoutEffect.PRODUCER);
    }

    @Test
    void aPathAndMethodServedTwiceIsReported() throws Exception {
        LogRecorder log = new LogRecorder(Level.WARN);
        try (log) {
            serve(1, r -> {
                r.from(sandbox.uri("uriPath=/a", "methods=GET,POST")).to("mock:a");
                r.from(sandbox.uri("uriPath=/a", "methods=POST,PUT")).to("mock:b");
                r.from(sandbox.uri("uriPath=/a", "methods=DELETE")).to("mock:c");
            });
        }
        assertThat(log.lines())
                .filteredOn(line -> line.contains("served twice"))
                .singleElement()
                .asString()
                .contains("POST /a is served twice");
    }
}
