// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.camel;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

import org.apache.camel.Consumer;
import org.apache.camel.Producer;
import org.apache.camel.ServiceStatus;
import org.apache.camel.health.HealthCheckRegistry;
import org.apache.camel.health.HealthCheckRepository;
import org.apache.camel.impl.health.DefaultHealthCheckRegistry;
import org.apache.camel.util.ObjectHelper;
import org.apache.logging.log4j.Level;
import org.eclipse.californium.core.coap.CoAP.ResponseCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

import io.github.bc66coap.quirks.NotUnder;
import io.github.bc66coap.simulator.Quirk;
import io.github.bc66coap.simulator.testkit.LogRecorder;
import io.github.bc66coap.transport.LineSettings;
import io.github.bc66coap.transport.ModemTransportFactory;
import io.github.bc66coap.transport.TransportFactories;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

/** How a route comes to its module. */
@Isolated("it takes what all of the JVM logs")
class ConnectTest extends RouteTestSupport {

    private void assertStartFails(String uri, String... reasons) {
        Throwable failure =
                catchThrowable(() -> routes(r -> r.from("direct:failing").to(uri)));
        assertThat(failure).isNotNull();
        assertThat(ObjectHelper.createExceptionIterable(failure))
                .hasAtLeastOneElementOfType(ModemUnavailableException.class);
        for (String reason : reasons) {
            assertThat(failure).hasStackTraceContaining(reason);
        }
    }

    @Test
    void aStartFailsWhereTheDeviceIsMissing(@TempDir Path folder) {
        assertStartFails("bc66coap:" + folder.resolve("no-modem"), "no-modem");
    }

    @Test
    void aStartFailsWhereNobodyListensOnThePort() {
        assertStartFails("bc66coap:tcp://127.0.0.1:1", "127.0.0.1:1");
    }

    @Test
    void failedStartNamesAnAlternativeAndAnnouncesNoSecondAttempt(@TempDir Path folder) {
        LogRecorder log = new LogRecorder(Level.INFO);
        try (log) {
            assertStartFails(
                    "bc66coap:" + folder.resolve("no-modem"),
                    "with connectOnStart=false, it starts without the module");
        }
        assertThat(log.lines())
                .anySatisfy(line -> assertThat(line).contains("WAITING (Can't open serial port"))
                .noneSatisfy(line -> assertThat(line).contains("attempt 2"));
    }

    @Test
    void aStartFailsWhereTheModuleDoesNotAnswer() {
        module().onCommand(line -> Optional.of(""));

        assertStartFails(sandbox.uri("commandTimeout=50"), "doesn't answer AT", "115200 baud");
    }

    /** A failed start isn't the end: a better one follows, on the same device. */
    @Test
    void aStartAfterAFailedStartSucceeds() throws Exception {
        cloud().on("a", exchange -> exchange.respond(ResponseCode.CHANGED, "done"));
        module().onCommand(line -> Optional.of(""));
        assertStartFails(sandbox.toCloud("uriPath=a", "commandTimeout=50"));

        module().onCommand(line -> Optional.empty());
        routes(r -> r.from("direct:start").to(sandbox.toCloud("uriPath=a")));

        assertThat(text(send("x"))).isEqualTo("done");
    }

    /** A route has started without the module, whose next attempt is far away: whoever waits for the module hears how it is now. */
    @NotUnder(value = Quirk.DEEP_SLEEP, because = "its device is another one, without the wire")
    @Test
    void eachLaterStartTriesTheDeviceAnew(@TempDir Path folder) throws Exception {
        Path link = folder.resolve("modem");
        String uri = "bc66coap:" + link + "?reconnectDelay=10m&reconnectMaxDelay=10m";
        routes(r -> r.from(uri + "&uriPath=/b&connectOnStart=false")
                .routeId("patient")
                .to("mock:b"));
        Bc66CoapEndpoint patient =
                (Bc66CoapEndpoint) context.getRoute("patient").getEndpoint();
        await().until(() -> patient.getModemReason().endsWith("there is no such device"));
        assertStartFails(uri, "there is no such device");

        Files.createFile(link);
        assertStartFails(uri, "not a serial port");
        assertThat(patient.getModemReason()).endsWith("not a serial port");

        Files.delete(link);
        sandbox.describe(module -> module.pty(link).attached(false));
        module();
        routes(r -> r.from("direct:start").routeId("impatient").to(uri + "&operation=AT&command=AT+CSQ"));
        assertThat(context.getRouteController().getRouteStatus("impatient")).isEqualTo(ServiceStatus.Started);
        await().until(() -> patient.getModemState().equals("ATTACHING"));
        assertThat(patient.getModemReason()).isEmpty();
    }

    @Test
    void routesConnectWhenAMissingDeviceAppears(@TempDir Path folder) throws Exception {
        cloud().on("a", exchange -> exchange.respond(ResponseCode.CHANGED, "done"));
        Path link = folder.resolve("modem");
        String options = "connectOnStart=false&reconnectDelay=20&reconnectMaxDelay=50";
        routes(r -> {
            r.from("direct:start")
                    .to("bc66coap:" + link + "?" + options + "&host=127.0.0.1&uriPath=a&port=" + cloud().port());
            r.from("bc66coap:" + link + "?" + options + "&uriPath=/b").to("mock:b");
        });
        var pending = sending("x");

        sandbox.describe(module -> module.pty(link));
        module();

        assertThat(text(pending.get())).isEqualTo("done");
        await().until(() -> module().resources().equals(List.of("/b")));
    }

    @Test
    void aTransportFactoryOfTheRegistryOpensItsDevice() throws Exception {
        cloud().on("a", exchange -> exchange.respond(ResponseCode.CHANGED, "done"));
        List<String> opened = new ArrayList<>();
        ModemTransportFactory factory = (String device, LineSettings settings) -> {
            opened.add(device + " at " + settings.baudRate());
            return TransportFactories.builtIn().open(module().device(), settings);
        };
        context.getRegistry().bind("basement", factory);
        routes(r -> r.from("direct:start")
                .to("bc66coap:basement?baudRate=9600&host=127.0.0.1&uriPath=a&port=" + cloud().port()));

        assertThat(text(send("x"))).isEqualTo("done");
        assertThat(opened).containsExactly("basement at 9600");
    }

    // what has failed to start by an Error is not stopped by Camel

    private void failBehindTheConnection() {
        AtomicBoolean added = new AtomicBoolean();
        context.getCamelContextExtension()
                .addContextPlugin(HealthCheckRegistry.class, new DefaultHealthCheckRegistry(context) {
                    @Override
                    public Optional<HealthCheckRepository> getRepository(String id) {
                        if (added.get()) {
                            throw new OutOfMemoryError("expected");
                        }
                        return super.getRepository(id);
                    }
                });
        added.set(true);
    }

    private Bc66CoapEndpoint endpoint(String uri) {
        return context.getEndpoint(uri, Bc66CoapEndpoint.class);
    }

    @Test
    void aProducerThatFailsAfterConnectingLeavesNoLineOpen() throws Exception {
        context.start();
        failBehindTheConnection();
        Bc66CoapEndpoint endpoint = endpoint(sandbox.toCloud("uriPath=a"));
        Producer producer = endpoint.createProducer();
        assertThatThrownBy(producer::start).hasStackTraceContaining("expected");
        assertThat(endpoint.getComponent().modems().modems()).isEmpty();
    }

    /** Another route keeps the module. */
    @Test
    void aConsumerThatFailsAfterConnectingServesNothing() throws Exception {
        serve(1, r -> r.from(sandbox.uri("uriPath=/b")).setBody(r.constant("x")));
        failBehindTheConnection();
        Consumer consumer = endpoint(sandbox.uri("uriPath=/a")).createConsumer(exchange -> {});
        assertThatThrownBy(consumer::start).hasStackTraceContaining("expected");
        assertThat(get("/a").getCode()).isEqualTo(ResponseCode.NOT_FOUND);
        assertThat(get("/b").getPayloadString()).isEqualTo("x");
    }
}
