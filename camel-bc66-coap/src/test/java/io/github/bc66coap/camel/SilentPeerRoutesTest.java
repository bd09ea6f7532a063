// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.camel;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import org.apache.camel.Exchange;
import org.eclipse.californium.core.coap.CoAP.ResponseCode;
import org.eclipse.californium.core.coap.CoAP.Type;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import io.github.bc66coap.quirks.NotUnder;
import io.github.bc66coap.simulator.Quirk;
import io.github.bc66coap.simulator.testkit.CoapCloud;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Routes, a virtual module, and real peers, of whom one answers nothing. */
class SilentPeerRoutesTest extends RouteTestSupport {
    private static final int ROUNDS = 3;
    private static final String NEXT_TO_NOTHING = "&keepAliveInterval=0&responseTimeout=60000";

    private final RawPeer silent = new RawPeer();
    private final List<CoapCloud> clouds = new ArrayList<>();

    @AfterEach
    void closePeers() {
        silent.close();
        clouds.forEach(CoapCloud::close);
    }

    private void peers() {
        for (int i = 0; i < 3; i++) {
            clouds.add(new CoapCloud().on("a", exchange -> exchange.respond(ResponseCode.CONTENT, "here")));
        }
    }

    private CompletableFuture<Exchange> ask(int port) {
        return template.asyncSend(
                sandbox.uri("host=127.0.0.1", "port=" + port, "method=GET", "uriPath=a") + NEXT_TO_NOTHING,
                exchange -> {});
    }

    private List<CompletableFuture<Exchange>> askAll() {
        return clouds.stream().map(cloud -> ask(cloud.port())).toList();
    }

    private static void assertAnswered(Stream<CompletableFuture<Exchange>> exchanges) {
        exchanges.forEach(exchange -> {
            assertThat(exchange).succeedsWithin(20, TimeUnit.SECONDS);
            assertThat(text(exchange.join())).isEqualTo("here");
        });
    }

    @Test
    @NotUnder(value = Quirk.ONE_CON_AT_A_TIME, because = "it is about what firmware does that takes more of them")
    void otherPeersAreServedWhileASilentPeerIsAwaited() throws Exception {
        peers();
        sender(sandbox.uri("operation=STATUS") + NEXT_TO_NOTHING);
        CompletableFuture<Exchange> waits = ask(silent.port());
        silent.takeRequest();
        for (int round = 0; round < ROUNDS; round++) {
            assertAnswered(askAll().stream());
        }
        assertThat(waits).as("the silent one's").isNotDone();
        assertThat(clouds).allSatisfy(cloud -> assertThat(cloud.received()).hasSize(ROUNDS));
    }

    /** Its acknowledgement comes when others have been served. */
    @Test
    @NotUnder(value = Quirk.ONE_CON_AT_A_TIME, because = "it is about what firmware does that takes more of them")
    void theLateResponseOfASilentPeerIsNotLost() throws Exception {
        peers();
        sender(sandbox.uri("operation=STATUS") + NEXT_TO_NOTHING);
        CompletableFuture<Exchange> waits = ask(silent.port());
        var request = silent.takeRequest();
        assertAnswered(askAll().stream());
        silent.acknowledge(request);
        silent.send(silent.separate(request, Type.CON, ResponseCode.CONTENT, RawPeer.bytes("late")));
        assertThat(waits).succeedsWithin(20, TimeUnit.SECONDS);
        assertThat(text(waits.join())).isEqualTo("late");
    }

    /** A module that refuses a second CON: nothing fails, and nothing is refused twice. */
    @Test
    @NotUnder(value = Quirk.COARSE_DATA_STATUS, because = "the status never says that the CON has timed out")
    void aModuleWithOneConAtATimeServesOtherPeersAfterwards() throws Exception {
        sandbox.describe(module -> module.quirk(Quirk.ONE_CON_AT_A_TIME)
                .ackTimeout(Duration.ofMillis(3500))
                .maxRetransmit(0));
        peers();
        sender(sandbox.uri("operation=STATUS") + NEXT_TO_NOTHING);
        CompletableFuture<Exchange> waits = ask(silent.port());
        silent.takeRequest();
        assertAnswered(askAll().stream());
        await().atMost(20, TimeUnit.SECONDS).until(waits::isDone);
        assertThat(waits.join().getException()).isInstanceOf(CoapTimeoutException.class);
        assertThat(clouds).allSatisfy(cloud -> assertThat(cloud.received()).hasSize(1));
    }
}
