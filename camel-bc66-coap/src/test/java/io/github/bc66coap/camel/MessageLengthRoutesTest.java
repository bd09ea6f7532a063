// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.camel;

import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;

import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.eclipse.californium.core.coap.CoAP.ResponseCode;
import org.eclipse.californium.core.coap.Request;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.github.bc66coap.quirks.QuirkRuns;
import io.github.bc66coap.simulator.junit5.KeyWatch;
import io.github.bc66coap.simulator.testkit.CoapCloud;
import io.github.bc66coap.simulator.testkit.FreePorts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** How long messages over DTLS become, between routes and a real server. */
class MessageLengthRoutesTest extends ModuleFixture {
    private static final String IDENTITY = "867997030314412";
    private static final String KEY = "010203040506070809";
    private static final String SERVER_HOST = FreePorts.address();
    private static final int SERVER_PORT = 5684;
    /** Of a message whose only options are a path of five letters and a query: all but the query and the payload. */
    private static final int FRAME = 17;

    @RegisterExtension
    static final KeyWatch LOG = QuirkRuns.keyWatch(KEY);

    private final AtomicReference<byte[]> stored = new AtomicReference<>();
    private final AtomicReference<Map<Integer, List<String>>> replyOptions = new AtomicReference<>(Map.of());
    private CoapCloud cloud;

    @BeforeEach
    void startCloud() {
        cloud = SecureCloud.start(new InetSocketAddress(SERVER_HOST, SERVER_PORT), IDENTITY, KEY)
                .on("store", exchange -> {
                    stored.set(exchange.getRequestPayload());
                    exchange.respond(ResponseCode.CHANGED);
                });
    }

    @AfterEach
    void closeCloud() {
        cloud.close();
    }

    @Override
    void configure(Bc66CoapConfiguration configuration) {
        configuration.setPskIdentity(IDENTITY);
        configuration.setSecretKey(KEY);
    }

    @Override
    void routes(RouteBuilder r) {
        r.from(uri("uriPath=/big"))
                .process(exchange -> {
                    exchange.getMessage().setBody(random(1024));
                    exchange.getMessage().setHeader(Bc66CoapConstants.REPLY_OPTIONS, replyOptions.get());
                })
                .setHeader(Bc66CoapConstants.REPLY_CODE, r.constant("2.05"));
    }

    private Exchange put(int query, byte[] body) {
        return template.request(
                uri("method=PUT&uriPath=/store&blockSize=1024&host=" + SERVER_HOST + "&uriQuery=" + "q".repeat(query)),
                exchange -> exchange.getMessage().setBody(body));
    }

    /** How many bytes each message of a request had, those of transfers in blocks among them. */
    private List<Integer> lengths() {
        return cloud.arrived().stream()
                .filter(Request.class::isInstance)
                .map(message -> message.getBytes().length)
                .toList();
    }

    /** At the greatest length the message goes as it is; one byte more, and it goes in two of half a block each. */
    @ParameterizedTest
    @CsvSource({"1114, 1", "1115, 1", "1116, 2"})
    void aBodyOfOneBlockIsSentInAsFewMessagesAsPossible(int length, int messages) {
        byte[] body = random(1024);
        assertThat(put(length - FRAME - body.length, body).getException()).isNull();
        assertThat(stored.get()).isEqualTo(body);
        assertThat(lengths()).hasSize(messages).allMatch(each -> each <= 1115);
        if (messages == 1) {
            assertThat(lengths()).containsExactly(length);
        }
    }

    @Test
    void aBodyOfManyBlocksIsSentInSmallerBlocks() {
        byte[] body = random(8000);
        assertThat(put(100, body).getException()).isNull();
        assertThat(stored.get()).isEqualTo(body);
        assertThat(lengths()).hasSize(16).allMatch(each -> each <= 1115);
    }

    @ParameterizedTest
    @CsvSource({"72, CONTENT", "73, INTERNAL_SERVER_ERROR"})
    void aReplyThatIsTooLongIsAnswered500(int option, ResponseCode code) throws Exception {
        await().until(() -> module().coapAddress() != null);
        // header, token, the option's number and length in two bytes each, and the marker
        replyOptions.set(Map.of(20, List.of("q".repeat(option + 1115 - 1024 - 4 - 8 - 3 - 1 - 72))));
        Request request = Request.newGet();
        request.setURI("coaps://" + moduleHost + ":56830/big");
        request.setToken(new byte[8]);
        assertThat(cloud.ask(request).getCode()).isEqualTo(code);
    }
}
