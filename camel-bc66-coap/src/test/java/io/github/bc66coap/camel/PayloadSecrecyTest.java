// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.camel;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

import org.apache.camel.Exchange;
import org.apache.logging.log4j.Level;
import org.eclipse.californium.core.coap.CoAP.Code;
import org.eclipse.californium.core.coap.CoAP.ResponseCode;
import org.eclipse.californium.core.coap.CoAP.Type;
import org.eclipse.californium.core.coap.Request;
import org.eclipse.californium.core.coap.Response;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.github.bc66coap.quirks.QuirkRuns;
import io.github.bc66coap.simulator.testkit.LogRecorder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

/** What messages say is in no log above TRACE and in no exception, whichever way they go and however they end. */
@Isolated("it takes what all of the JVM logs")
class PayloadSecrecyTest extends RouteTestSupport {
    private static final String MARK = "Mark-7c1f~";

    private LogRecorder log;

    @BeforeEach
    void record() {
        // else others are logging at the same time
        assumeFalse(QuirkRuns.isOne());
        log = new LogRecorder(Level.DEBUG);
    }

    @AfterEach
    void nothingIsLogged() {
        if (QuirkRuns.isOne()) {
            return;
        }
        log.close();
        assertThat(log.lines())
                .as("is anything logged at DEBUG?")
                .anyMatch(line -> line.startsWith("DEBUG org.apache.camel"));
        assertThat(log.lines()).filteredOn(PayloadSecrecyTest::isOurs).noneMatch(PayloadSecrecyTest::isMarked);
    }

    /** The server of these tests is Californium's, which shows what it likes. */
    private static boolean isOurs(String line) {
        return line.matches("(?s)[A-Z]+ (io\\.github\\.bc66coap|org\\.apache\\.camel).*");
    }

    /** In the forms in which a careless program would print it. */
    private static boolean isMarked(String text) {
        byte[] bytes = MARK.getBytes(StandardCharsets.UTF_8);
        String list = Arrays.toString(bytes);
        return text.contains(MARK)
                || text.toLowerCase(Locale.ROOT).contains(HexFormat.of().formatHex(bytes))
                || text.contains(list.substring(1, list.length() - 1));
    }

    private static Request marked(Request request) {
        request.setPayload(MARK);
        return request;
    }

    private static void assertUnmarked(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            assertThat(cause.toString()).matches(text -> !isMarked(text));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 60, 90, 200})
    void payloadsOfRequestsAndResponsesAreNotLogged(int times) throws Exception {
        String body = MARK.repeat(times);
        cloud().on("a", exchange -> exchange.respond(ResponseCode.CONTENT, MARK, 0));
        sender(sandbox.toCloud("uriPath=a", "blockSize=" + (times == 200 ? 512 : 0)));
        assertThat(text(send(body))).isEqualTo(MARK);
    }

    @Test
    void payloadsOfServedRequestsAndRepliesAreNotLogged() throws Exception {
        serve(1, r -> r.from(sandbox.uri("uriPath=/a")).to("mock:requests").setBody(r.constant(MARK)));
        assertThat(ask(marked(Request.newPost()), "/a").getPayloadString()).isEqualTo(MARK);
        assertThat(ask(marked(Request.newPost()), "/nowhere").getCode()).isEqualTo(ResponseCode.NOT_FOUND);
    }

    @Test
    void payloadsOfFailedRoutesAreNotLogged() throws Exception {
        serve(1, r -> r.from(sandbox.uri("uriPath=/a")).process(exchange -> {
            throw new IllegalStateException("it failed");
        }));
        assertThat(ask(marked(Request.newPost()), "/a").getPayloadSize()).isZero();
    }

    /** The warning says which reply wasn't sent, not what was in it. */
    @Test
    void payloadsOfRefusedRepliesAreNotLogged() throws Exception {
        serve(1, r -> r.from(sandbox.uri("uriPath=/a")).setBody(r.constant(MARK)));
        sandbox.answer("AT+QCOAPSEND=2", "\r\nERROR\r\n");
        Request request = marked(Request.newPost());
        request.setURI(sandbox.coap("/a"));
        cloud().send(request);
        await().until(() ->
                log.lines().stream().anyMatch(line -> line.startsWith("WARN ") && line.contains("AT+QCOAPSEND=2")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\r\nERROR\r\n", "\r\n+CME ERROR: 50\r\n", ""})
    void failedSendsShowNoPayloadInLogsOrExceptions(String answer) throws Exception {
        sender(sandbox.toCloud("uriPath=a", "commandTimeout=2000"));
        sandbox.answer("AT+QCOAPSEND=0", answer);
        Exchange exchange = send(MARK);
        assertThat(exchange.getException())
                .isInstanceOf(answer.isEmpty() ? AtTimeoutException.class : AtErrorException.class)
                .hasMessageContaining("<" + MARK.length() + " bytes>");
        assertUnmarked(exchange.getException());
    }

    @Test
    void payloadsOfSentNotificationsAreNotLogged() throws Exception {
        serve(1, r -> {
            r.from(sandbox.uri("uriPath=/a", "observable=true")).setBody(r.constant(MARK));
            r.from("direct:start").to(sandbox.uri("operation=NOTIFY", "uriPath=/a", "messageType=NON"));
        });
        try (RawPeer observer = new RawPeer()) {
            observer.towards(module().coapAddress());
            Request registration = observer.request(Type.CON, Code.GET, "a", null);
            registration.getOptions().setObserve(0);
            observer.send(registration);
            assertThat(observer.takeResponse().getOptions().hasObserve()).isTrue();
            assertThat(header(send(MARK), Bc66CoapConstants.NOTIFIED)).isEqualTo(1);
            assertThat(observer.takeResponse().getPayloadString()).isEqualTo(MARK);
        }
    }

    @Test
    void payloadsOfManualRepliesAreNotLogged() throws Exception {
        serve(1, r -> r.from(sandbox.uri("uriPath=/a", "manualReply=true"))
                .setBody(r.constant(MARK))
                .to(sandbox.uri("operation=RESPOND")));
        assertThat(ask(marked(Request.newPost()), "/a").getPayloadString()).isEqualTo(MARK);
    }

    @Test
    void payloadsOfReceivedNotificationsAreNotLogged() throws Exception {
        // a mock endpoint logs what it gets
        List<String> notified = new CopyOnWriteArrayList<>();
        try (RawPeer server = new RawPeer()) {
            server.answering(request -> {
                if (request.isObserve()) {
                    server.send(observed(RawPeer.piggybacked(request, ResponseCode.CONTENT, RawPeer.bytes(MARK)), 1));
                    server.send(
                            observed(server.separate(request, Type.NON, ResponseCode.CONTENT, RawPeer.bytes(MARK)), 2));
                } else {
                    server.piggyback(request, ResponseCode.CONTENT, new byte[0]);
                }
            });
            routes(r -> r.from(sandbox.uri("host=127.0.0.1", "port=" + server.port(), "uriPath=/a", "observe=true"))
                    .process(exchange -> notified.add(exchange.getMessage().getBody(String.class))));
            await().untilAsserted(() -> assertThat(notified).containsExactly(MARK, MARK));
            context.stop();
        }
    }

    private static Response observed(Response notification, int number) {
        notification.getOptions().setObserve(number);
        return notification;
    }

    @Test
    void errorResponsesShowNoPayloadInLogsOrExceptions() throws Exception {
        cloud().on("a", exchange -> exchange.respond(ResponseCode.BAD_REQUEST, MARK));
        sender(sandbox.toCloud("uriPath=a"));
        Exchange exchange = send(MARK);
        assertThat(exchange.getException()).isInstanceOf(CoapResponseException.class);
        assertUnmarked(exchange.getException());
    }

    @Test
    void refusedHeadersShowNoPayloadInLogsOrExceptions() throws Exception {
        sender(sandbox.toCloud("uriPath=a"));
        Exchange exchange = send(MARK, Map.of(Bc66CoapConstants.TOKEN, "xyz"));
        assertThat(exchange.getException()).isInstanceOf(IllegalArgumentException.class);
        assertUnmarked(exchange.getException());
    }

    @Test
    void linesThatAnswerCommandsAreNotLogged() throws Exception {
        sender(sandbox.uri("operation=AT", "command=AT%2BCSQ"));
        module().onCommand(line ->
                line.equals("AT+CSQ") ? Optional.of("\r\n+CSQ: " + MARK + "\r\n\r\nOK\r\n") : Optional.empty());
        assertThat(text(send(null))).contains(MARK);
    }
}
