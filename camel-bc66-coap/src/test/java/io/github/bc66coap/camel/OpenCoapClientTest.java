// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.camel;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import org.apache.camel.Exchange;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import com.mbed.coap.client.CoapClient;
import com.mbed.coap.packet.BlockSize;
import com.mbed.coap.packet.CoapPacket;
import com.mbed.coap.packet.CoapRequest;
import com.mbed.coap.packet.CoapResponse;
import com.mbed.coap.packet.Code;
import com.mbed.coap.packet.MessageType;
import com.mbed.coap.packet.Opaque;
import com.mbed.coap.server.CoapServer;
import com.mbed.coap.transport.TransportContext;

import io.github.bc66coap.quirks.NotUnder;
import io.github.bc66coap.simulator.Quirk;
import io.github.bc66coap.simulator.Quirks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** The server against a client that shares no code with Californium: open-coap. */
class OpenCoapClientTest extends RouteTestSupport {
    private static final String MOCK = "mock:seen";

    /** What came from the module, in its order. */
    private final List<CoapPacket> arrived = new CopyOnWriteArrayList<>();

    private final List<String> notified = new CopyOnWriteArrayList<>();
    private volatile boolean interested = true;
    /** How long a body is, if each of its blocks is to say so, as those of libcoap do. */
    private volatile Integer bodyLength;

    private CoapClient client;

    @AfterEach
    void closeClient() throws IOException {
        if (client != null) {
            client.close();
        }
    }

    /** Starts routes that have so many paths, and a client. */
    @Override
    void serve(int paths, Routes routes) throws Exception {
        super.serve(paths, routes);
        client = CoapServer.builder()
                .transport(new OpenCoapWire() {
                    @Override
                    void came(CoapPacket packet) {
                        arrived.add(packet);
                    }

                    @Override
                    void leaving(CoapPacket packet) {
                        if (bodyLength != null) {
                            packet.headers().setSize1(bodyLength);
                        }
                    }
                })
                .blockSize(BlockSize.S_512)
                .notificationsReceiver((path, notification) -> {
                    notified.add(path + " " + notification.getPayload().toUtf8String());
                    return interested;
                })
                .buildClient(module().coapAddress());
    }

    private CoapResponse ask(CoapRequest.Builder request) throws Exception {
        return client.sendSync(request);
    }

    private static CoapRequest.Builder nonConfirmable(CoapRequest.Builder request) {
        return request.addContext(TransportContext.NON_CONFIRMABLE, true);
    }

    private CoapPacket last() {
        return arrived.get(arrived.size() - 1);
    }

    @Test
    void theFourMethodsAreAnswered() throws Exception {
        serve(1, r -> r.from(sandbox.uri("uriPath=/a")).to(MOCK).setBody(r.simple("${body}!")));

        assertThat(ask(CoapRequest.get("/a")).getCode()).isEqualTo(Code.C205_CONTENT);
        assertThat(ask(CoapRequest.put("/a").payload("put")).getCode()).isEqualTo(Code.C204_CHANGED);
        CoapResponse posted = ask(CoapRequest.post("/a").payload("post"));
        assertThat(posted.getCode()).isEqualTo(Code.C204_CHANGED);
        assertThat(posted.getPayloadString()).isEqualTo("post!");
        assertThat(ask(CoapRequest.delete("/a")).getCode()).isEqualTo(Code.C202_DELETED);
        assertThat(getMockEndpoint(MOCK).getReceivedExchanges())
                .extracting(exchange -> exchange.getMessage().getHeader(Bc66CoapConstants.REQUEST_METHOD, String.class))
                .containsExactly("GET", "PUT", "POST", "DELETE");
        assertThat(arrived).extracting(CoapPacket::getMessageType).containsOnly(MessageType.Acknowledgement);
    }

    @Test
    void aNonConfirmableRequestGetsANonConfirmableResponse() throws Exception {
        serve(1, r -> r.from(sandbox.uri("uriPath=/a")).setBody(r.constant("here")));

        assertThat(ask(nonConfirmable(CoapRequest.get("/a"))).getPayloadString())
                .isEqualTo("here");
        assertThat(last().getMessageType()).isEqualTo(MessageType.NonConfirmable);
    }

    @Test
    void aSeparateResponseReachesTheClient() throws Exception {
        serve(1, r -> r.from(sandbox.uri("uriPath=/a", "separateAfter=0ms")).setBody(r.constant("late")));

        assertThat(ask(CoapRequest.get("/a")).getPayloadString()).isEqualTo("late");
        assertThat(arrived)
                .extracting(CoapPacket::getMessageType)
                .containsExactly(MessageType.Acknowledgement, MessageType.Confirmable);
        assertThat(arrived.get(0).getCode()).isNull();
        await().untilAsserted(() -> assertThat(module().commands())
                .as("the response's status")
                .anyMatch(line -> line.startsWith("AT+QCOAPSEND=0,205")));
    }

    @Test
    void errorCodesReachTheClient() throws Exception {
        serve(3, r -> {
            r.from(sandbox.uri("uriPath=/read", "methods=GET")).setBody(r.constant("only"));
            r.from(sandbox.uri("uriPath=/fails")).throwException(new IllegalStateException("inside"));
            r.from(sandbox.uri("uriPath=/says"))
                    .setHeader(Bc66CoapConstants.REPLY_CODE, r.simple("${header.CamelBc66CoapRequestUriQuery}"))
                    .setBody(r.constant("why"));
        });

        assertThat(ask(CoapRequest.get("/elsewhere")).getCode()).isEqualTo(Code.C404_NOT_FOUND);
        assertThat(ask(CoapRequest.delete("/read")).getCode()).isEqualTo(Code.C405_METHOD_NOT_ALLOWED);
        assertThat(ask(CoapRequest.get("/fails")).getCode()).isEqualTo(Code.C500_INTERNAL_SERVER_ERROR);
        for (String code : new String[] {"4.00", "4.01", "4.03", "4.06", "4.12", "4.15", "5.00", "5.01", "5.03"}) {
            CoapResponse response = ask(CoapRequest.get("/says").query(code));
            assertThat(response.getCode().codeToString()).isEqualTo(code.replace(".", ""));
            assertThat(response.getPayloadString()).isEqualTo("why");
        }
    }

    @Test
    void aPingIsAnswered() throws Exception {
        serve(1, r -> r.from(sandbox.uri("uriPath=/a")).to(MOCK));

        assertThat(client.ping().join()).isTrue();
        assertThat(getMockEndpoint(MOCK).getReceivedCounter()).isZero();
    }

    // observing

    /** How many were notified. */
    private int notify(String body, String type) {
        Exchange exchange = template.request("direct:notify", notification -> {
            notification.getMessage().setBody(body);
            notification.getMessage().setHeader(Bc66CoapConstants.MESSAGE_TYPE, type);
        });
        return successful(exchange).getMessage().getBody(Integer.class);
    }

    private void serveObservable() throws Exception {
        serve(1, r -> {
            r.from(sandbox.uri("uriPath=/temp", "observable=true"))
                    .routeId("temp")
                    .setBody(r.constant("now"));
            r.from("direct:notify").to(sandbox.uri("operation=NOTIFY", "uriPath=/temp"));
        });
    }

    @Test
    void theClientObservesAResource() throws Exception {
        serveObservable();
        CoapResponse first = ask(CoapRequest.observe("/temp"));
        assertThat(first.getPayloadString()).isEqualTo("now");
        assertThat(first.options().getObserve()).isNotNull();

        assertThat(notify("one", "CON")).isEqualTo(1);
        assertThat(notify("two", "NON")).isEqualTo(1);
        assertThat(notify("three", "CON")).isEqualTo(1);
        assertThat(notified).containsExactly("/temp one", "/temp two", "/temp three");
        assertThat(arrived)
                .filteredOn(packet -> packet.getMessageType() != MessageType.Acknowledgement)
                .extracting(packet -> packet.headers().getObserve())
                .isSorted()
                .doesNotHaveDuplicates();
    }

    @Test
    void aClientThatDeregistersIsNotifiedNoMore() throws Exception {
        serveObservable();
        Opaque token = Opaque.of("t");
        ask(CoapRequest.observe("/temp").token(token));
        assertThat(notify("one", "CON")).isEqualTo(1);
        CoapResponse last = ask(CoapRequest.get("/temp").token(token).deregisterObserve());

        assertThat(last.getPayloadString()).isEqualTo("now");
        assertThat(last.options().getObserve()).isNull();
        assertThat(notify("two", "CON")).isZero();
    }

    @Test
    void aClientThatResetsANotificationIsNotifiedNoMore() throws Exception {
        serveObservable();
        ask(CoapRequest.observe("/temp"));
        interested = false;

        assertThat(notify("one", "CON")).isZero();
        assertThat(notify("two", "CON")).isZero();
        assertThat(notified).containsExactly("/temp one");
    }

    @Test
    void anObserverGets404WhenItsRouteStops() throws Exception {
        serveObservable();
        ask(CoapRequest.observe("/temp"));
        arrived.clear();
        context.getRouteController().stopRoute("temp");

        await().until(() -> !arrived.isEmpty());
        assertThat(last().getCode()).isEqualTo(Code.C404_NOT_FOUND);
    }

    // blocks

    @Test
    @NotUnder(value = Quirk.BLOCKS_SHOWN, because = "it is about blocks that aren't shown")
    void aLongBodyIsRefusedWhereTheModuleHidesItsBlocks() throws Exception {
        serve(1, r -> r.from(sandbox.uri("uriPath=/a")).to(MOCK));

        CoapResponse response = ask(CoapRequest.put("/a").payload(Opaque.of("x".repeat(1500))));
        assertThat(response.getCode()).isEqualTo(Code.C413_REQUEST_ENTITY_TOO_LARGE);
        assertThat(getMockEndpoint(MOCK).getReceivedCounter()).isZero();
    }

    private CoapResponse upload(byte[] body, Integer saidLength) throws Exception {
        sandbox.describe(module -> module.quirks(Quirks.of(Quirk.BLOCKS_SHOWN, Quirk.ANY_CODE)));
        serve(1, r -> r.from(sandbox.uri("uriPath=/a")).to(MOCK).setBody(r.constant((Object) null)));
        bodyLength = saidLength;
        return ask(CoapRequest.put("/a").payload(Opaque.of(body)));
    }

    @ParameterizedTest
    @ValueSource(ints = {1025, 1536, 5000})
    void aLongBodyIsPutTogetherWhereTheModuleShowsTheBlocks(int length) throws Exception {
        byte[] body = RouteFixture.random(length);

        assertThat(upload(body, length).getCode()).isEqualTo(Code.C204_CHANGED);
        assertThat(getMockEndpoint(MOCK).getReceivedExchanges()).singleElement().satisfies(exchange -> assertThat(
                        exchange.getMessage().getBody(byte[].class))
                .isEqualTo(body));
    }

    /** It says the size in the first block only, and of the others the module shows no number. */
    @Test
    void longBodyIsRefusedWhenTheModuleDamagesShownBlocks() throws Exception {
        assertThat(upload(RouteFixture.random(1500), null).getCode()).isEqualTo(Code.C413_REQUEST_ENTITY_TOO_LARGE);
        assertThat(getMockEndpoint(MOCK).getReceivedCounter()).isZero();
    }

    /** The module doesn't show which block is asked for, and one message carries all there can be. */
    @ParameterizedTest
    @CsvSource({"S_16, 1", "S_64, 64", "S_64, 300", "S_512, 1024"})
    void aRequestForABlockIsAnsweredWithTheWholeBody(BlockSize size, int length) throws Exception {
        serve(1, r -> r.from(sandbox.uri("uriPath=/a")).setBody(r.constant("x".repeat(length))));

        CoapResponse response = ask(CoapRequest.get("/a").block2Res(0, size, false));
        assertThat(response.getPayloadString()).isEqualTo("x".repeat(length));
    }
}
