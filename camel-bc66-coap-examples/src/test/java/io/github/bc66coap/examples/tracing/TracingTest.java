// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.examples.tracing;

import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;

import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.opentelemetry2.OpenTelemetryTracer;
import org.apache.camel.spi.EndpointServiceLocation;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import io.github.bc66coap.simulator.VirtualBc66;
import io.github.bc66coap.simulator.testkit.FreePorts;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** What Camel's own tracer tells of the component's endpoints. */
class TracingTest {
    private static final String KEY = "73C47BD2A55DE9F1";
    private static final String PIN = "90817263";

    private final VirtualBc66 module = VirtualBc66.builder()
            .pty()
            .simPin(PIN)
            .dtlsTimers(Duration.ofMillis(200), 1)
            .start();
    private final InMemorySpanExporter spans = InMemorySpanExporter.create();
    private final SdkTracerProvider tracing = SdkTracerProvider.builder()
            .addSpanProcessor(SimpleSpanProcessor.create(spans))
            .build();
    private final DefaultCamelContext context = new DefaultCamelContext();

    @BeforeEach
    void start() throws Exception {
        context.getRegistry().bind("tracer", tracing.get("camel"));
        new OpenTelemetryTracer().init(context);
        int nobody = FreePorts.udp();
        String uri = "bc66coap:" + module.device() + "?pskIdentity=meter&secretKey=" + KEY + "&simPin=" + PIN
                + "&localPort=" + FreePorts.udp();
        RouteBuilder.addRoutes(context, r -> r.from("direct:send")
                .to(uri + "&host=127.0.0.1&port=" + nobody + "&uriPath=/readings&responseTimeout=1s"));
        context.start();
    }

    @AfterEach
    void stop() {
        context.stop();
        tracing.close();
        module.close();
    }

    @Test
    void aSpanNamesTheModuleAndTheProtocolAndNoSecret() {
        context.createProducerTemplate().send("direct:send", exchange -> {});

        await().until(() -> !sent().isEmpty());
        assertThat(sent())
                .containsEntry("server.address", module.device())
                .containsEntry("server.protocol", "coap")
                .containsEntry("url.scheme", "bc66coap")
                .doesNotContainKeys("user.name", "user.id")
                .hasEntrySatisfying("url.query", query -> assertThat(query).contains("uriPath=%2Freadings"));
        assertThat(spans.getFinishedSpanItems()).isNotEmpty().allSatisfy(span -> assertThat(
                        span.getName() + span.getAttributes() + span.getEvents() + span.getStatus())
                .doesNotContain(KEY, PIN));
        assertThat(context.getEndpoints())
                .filteredOn(EndpointServiceLocation.class::isInstance)
                .isNotEmpty()
                .allSatisfy(endpoint -> assertThat(((EndpointServiceLocation) endpoint).getServiceMetadata())
                        .isNull());
    }

    /** The tags of what the component has sent. */
    private Map<String, String> sent() {
        return spans.getFinishedSpanItems().stream()
                .map(SpanData::getAttributes)
                .filter(tags -> "bc66coap".equals(tags.get(AttributeKey.stringKey("url.scheme"))))
                .findFirst()
                .map(tags -> tags.asMap().entrySet().stream()
                        .collect(Collectors.toMap(tag -> tag.getKey().getKey(), tag -> tag.getValue()
                                .toString())))
                .orElse(Map.of());
    }
}
