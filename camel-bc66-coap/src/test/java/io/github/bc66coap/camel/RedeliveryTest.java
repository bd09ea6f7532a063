// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.camel;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

import org.apache.camel.Exchange;
import org.apache.camel.converter.stream.InputStreamCache;
import org.eclipse.californium.core.coap.CoAP.ResponseCode;
import org.eclipse.californium.core.coap.Message;
import org.junit.jupiter.api.Test;

import io.github.bc66coap.quirks.NotUnder;
import io.github.bc66coap.simulator.Quirk;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Camel's retries of a request to which the route has given a message ID: they don't go out under it again, since the server
 * would take them for copies, and the ID doesn't get into the way of what had failed.
 */
class RedeliveryTest extends RouteTestSupport {
    private static final int GIVEN = 4711;
    private static final Map<String, Object> HEADERS = Map.of("CamelBc66CoapMessageId", GIVEN);

    private void redelivering(String... options) throws Exception {
        redelivering(route -> route.to(sandbox.toCloud("uriPath=a", String.join("&", options))));
    }

    /** In the order of their first copy. */
    private List<Integer> messageIds() {
        return cloud().arrived().stream().map(Message::getMID).distinct().toList();
    }

    @Test
    void aRetryHasAnotherMessageId() throws Exception {
        cloudRefuses(2);
        redelivering();

        Exchange answer = successful(send("x", HEADERS));

        assertThat(cloud().received()).hasSize(3).allSatisfy(request -> assertThat(request.getPayloadString())
                .isEqualTo("x"));
        assertThat(messageIds()).hasSize(3).startsWith(GIVEN);
        assertThat(header(answer, "CamelBc66CoapResponseMessageId"))
                .isEqualTo(messageIds().get(2));
    }

    /** Also one in blocks, of which only the first has the ID. */
    @Test
    void aRetryInBlocksHasAnotherMessageId() throws Exception {
        cloud().on("b", exchange -> exchange.respond(ResponseCode.CHANGED));
        AtomicInteger refusals = new AtomicInteger(1);
        redelivering();
        module().onCommand(line -> line.startsWith("AT+QCOAPSEND") && refusals.getAndDecrement() == 0
                ? Optional.of("\r\nERROR\r\n")
                : Optional.empty());

        successful(send("x".repeat(1000), Map.of("CamelBc66CoapMessageId", GIVEN, "CamelBc66CoapUriPath", "b")));

        assertThat(messageIds()).hasSize(3).startsWith(GIVEN);
    }

    @Test
    @NotUnder(
            value = Quirk.ONE_CON_AT_A_TIME,
            because = "each retry waits until the module has given up the one before, which takes minutes")
    void theTimeoutStaysTheCauseAfterAllRetries() throws Exception {
        cloud().on("a", exchange -> {});
        redelivering("responseTimeout=300");
        sandbox.awaitReady(0);

        assertThat(send("x", HEADERS).getException()).isInstanceOf(CoapTimeoutException.class);

        assertThat(messageIds()).hasSize(3).startsWith(GIVEN);
    }

    /** No server has seen the ID, so that it is still as good as new. */
    @Test
    void aRetryOfAnUnsentRequestKeepsTheGivenMessageId() throws Exception {
        cloudRefuses(0);
        AtomicInteger refusals = new AtomicInteger(1);
        redelivering();
        module().onCommand(line -> line.startsWith("AT+QCOAPHEAD") && refusals.getAndDecrement() > 0
                ? Optional.of("\r\nERROR\r\n")
                : Optional.empty());

        successful(send("x", HEADERS));

        assertThat(messageIds()).containsExactly(GIVEN);
    }

    /** An ID of another exchange is the route's mistake at each attempt. */
    @Test
    void aMessageIdOfAnotherExchangeIsRefused() throws Exception {
        cloudRefuses(0);
        redelivering();
        successful(send("x", HEADERS));

        assertThat(send("x", HEADERS).getException())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("message ID " + GIVEN);

        assertThat(messageIds()).containsExactly(GIVEN);
    }

    /** Each attempt is a copy of the exchange. */
    @Test
    void aRetryOfEnrichHasAnotherMessageId() throws Exception {
        cloudRefuses(1);
        redelivering(route -> route.enrich(sandbox.toCloud("uriPath=a")));

        successful(send("x", HEADERS));

        assertThat(messageIds()).hasSize(2).startsWith(GIVEN);
    }

    /** As with setHeader(name, body()), if the body is a stream. */
    @Test
    void aRetryReadsACachedHeaderAgain() throws Exception {
        cloudRefuses(2);
        redelivering();

        successful(send("x", Map.of("CamelBc66CoapUriPath", new InputStreamCache("a/b".getBytes()))));

        assertThat(cloud().received()).hasSize(3).allSatisfy(request -> assertThat(
                        request.getOptions().getUriPathString())
                .isEqualTo("a/b"));
    }
}
