// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.camel;

import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

import org.apache.camel.Exchange;
import org.apache.camel.ExchangeTimedOutException;
import org.eclipse.californium.core.coap.CoAP.ResponseCode;
import org.eclipse.californium.core.server.resources.CoapExchange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.github.bc66coap.quirks.NotUnder;
import io.github.bc66coap.simulator.Quirk;

import static org.assertj.core.api.Assertions.assertThat;

/** How a send can end, and which exception tells of it. */
class OutcomesTest extends RouteTestSupport {

    private static <E extends Throwable> E failure(Exchange exchange, Class<E> type) {
        assertThat(exchange.getException()).isInstanceOf(type);
        return type.cast(exchange.getException());
    }

    private void sendsStillWork() {
        module().onCommand(line -> Optional.empty());
        assertThat(text(send("again"))).isEqualTo("done");
    }

    private void cloudAnswers() {
        cloud().on("a", exchange -> exchange.respond(ResponseCode.CHANGED, "done"));
    }

    private void answeredSender(String... options) throws Exception {
        cloudAnswers();
        sender(sandbox.toCloud("uriPath=a", String.join("&", options)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"ERROR", "+CME ERROR: 50", "+CME ERROR: operation not allowed"})
    void aRefusedOptionFailsWithTheErrorCodeOfTheModule(String code) throws Exception {
        answeredSender();
        sandbox.answer("AT+QCOAPOPTION", "\r\n" + code + "\r\n");

        AtErrorException error = failure(send("x"), AtErrorException.class);

        assertThat(error.getCommand()).isEqualTo("AT+QCOAPOPTION=1,11,\"a\"");
        assertThat(error.getCode()).isEqualTo(code);
        assertThat(error).hasMessageContaining(code).hasMessageContaining("AT+QCOAPOPTION");
        assertThat(sandbox.lines("AT+QCOAPSEND")).isEmpty();
        sendsStillWork();
    }

    @Test
    void aRefusedSendFailsWithItsCommand() throws Exception {
        answeredSender();
        sandbox.answer("AT+QCOAPSEND", "\r\nERROR\r\n");

        AtErrorException error = failure(send("x"), AtErrorException.class);

        assertThat(error.getCommand()).startsWith("AT+QCOAPSEND=0,2,");
        sendsStillWork();
    }

    @Test
    void anUnansweredCommandFailsTheSend() throws Exception {
        answeredSender();
        sandbox.answer("AT+QCOAPHEAD", "");

        AtTimeoutException timeout = failure(send("x"), AtTimeoutException.class);

        assertThat(timeout.getCommand()).startsWith("AT+QCOAPHEAD=5,");
        assertThat(sandbox.lines("AT+QCOAPSEND")).isEmpty();
        sendsStillWork();
        // probed and drained in between
        assertThat(sandbox.lines()).contains("AT", "AT+QCOAPCFG?");
    }

    @Test
    void aSendWithoutAResultTimesOutAndIsNotRepeated() throws Exception {
        answeredSender();
        sandbox.answer("AT+QCOAPSEND", "\r\nOK\r\n");

        AtTimeoutException timeout = failure(send("x"), AtTimeoutException.class);

        assertThat(timeout.getCommand()).startsWith("AT+QCOAPSEND=0,2,");
        assertThat(sandbox.lines("AT+QCOAPSEND")).hasSize(1);
    }

    @Test
    void sendResult2IsAFailedHandshake() throws Exception {
        sender(sandbox.toCloud("uriPath=a"));
        sandbox.answer("AT+QCOAPSEND", "\r\nOK\r\n\r\n+QCOAPSEND: 2\r\n");

        DtlsHandshakeException failure = failure(send("x"), DtlsHandshakeException.class);

        assertThat(failure).hasMessageContaining("127.0.0.1:" + cloud().port());
    }

    @Test
    @NotUnder(value = Quirk.RESULT_MISSING, because = "it is about that result")
    void aSendWithoutANetworkFailsWithResult3() throws Exception {
        answeredSender();
        module().attach(false);

        CoapSendException failure = failure(send("x"), CoapSendException.class);

        assertThat(failure).hasMessageContaining("+QCOAPSEND: 3").hasMessageContaining("127.0.0.1:" + cloud().port());
        module().attach(true);
        sendsStillWork();
    }

    @Test
    void anUnknownSendResultIsASendFailure() throws Exception {
        sender(sandbox.toCloud("uriPath=a"));
        sandbox.answer("AT+QCOAPSEND", "\r\nOK\r\n\r\n+QCOAPSEND: 17\r\n");

        assertThat(failure(send("x"), CoapSendException.class)).hasMessageContaining("+QCOAPSEND: 17");
    }

    @Test
    void aResetFailsTheSend() throws Exception {
        cloudAnswers();
        cloud().on("reset", CoapExchange::reject);
        sender(sandbox.toCloud("uriPath=reset"));

        CoapResetException reset = failure(send("x"), CoapResetException.class);

        assertThat(reset).hasMessageContaining("127.0.0.1:" + cloud().port());
        assertThat(text(send("x", Map.of("CamelBc66CoapUriPath", "a")))).isEqualTo("done");
    }

    @Test
    void aResetReportedByTheStatusFailsTheSend() throws Exception {
        cloud().on("silent", exchange -> {});
        sender(sandbox.toCloud("uriPath=silent"));
        sandbox.answer("AT+QCOAPDATASTATUS?", "\r\n+QCOAPDATASTATUS: 5\r\n\r\nOK\r\n");

        failure(send("x"), CoapResetException.class);
    }

    @Test
    @NotUnder(value = Quirk.COARSE_DATA_STATUS, because = "the module does not tell that it gave up")
    void anAbsentPeerFailsTheSendWhenTheModuleGivesUp() throws Exception {
        sandbox.describe(module ->
                module.ackTimeout(Duration.ofMillis(100)).ackRandomFactor(1).maxRetransmit(1));
        try (DatagramSocket dead = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            sender(sandbox.uri("host=127.0.0.1", "port=" + dead.getLocalPort(), "responseTimeout=30s"));

            CoapTimeoutException timeout = failure(send("x"), CoapTimeoutException.class);

            assertThat((Throwable) timeout).isInstanceOf(ExchangeTimedOutException.class);
            assertThat(timeout.getTimeout()).isEqualTo(30_000);
            assertThat(timeout)
                    .hasMessage("no acknowledgement from 127.0.0.1:" + dead.getLocalPort()
                            + " to POST /: the module gave up waiting");
            assertThat(sandbox.lines("AT+QCOAPSEND")).hasSize(1);
        }
    }

    /** Acknowledged, but never answered; what comes later must not answer the next request. */
    @Test
    void theResponseToATimedOutRequestAnswersNoLaterRequest() throws Exception {
        CompletableFuture<CoapExchange> slow = new CompletableFuture<>();
        cloud().on("slow", exchange -> {
            exchange.accept();
            slow.complete(exchange);
        });
        CompletableFuture<CoapExchange> next = new CompletableFuture<>();
        cloud().on("next", next::complete);
        // the second request has to wait for all that comes of the first one
        String timeout = "responseTimeout=5s";
        routes(r -> {
            r.from("direct:start").to(sandbox.toCloud("uriPath=slow", timeout));
            r.from("direct:next").to(sandbox.toCloud("uriPath=next", timeout));
            r.from(sandbox.uri("events=RESPONSE", timeout)).to("mock:late");
        });
        getMockEndpoint("mock:late").expectedBodiesReceived("late");

        CoapTimeoutException failure = failure(send("x"), CoapTimeoutException.class);
        assertThat(failure.getTimeout()).isEqualTo(5000);
        assertThat(failure)
                .hasMessage("no response from 127.0.0.1:" + sandbox.cloud().port() + " to POST /slow within 5 s");

        CompletableFuture<Exchange> pending =
                template.asyncSend("direct:next", e -> e.getMessage().setBody("y"));
        CoapExchange asked = next.get(30, TimeUnit.SECONDS);
        slow.get().respond(ResponseCode.CHANGED, "late");
        getMockEndpoint("mock:late").assertIsSatisfied();
        asked.respond(ResponseCode.CHANGED, "in time");
        assertThat(text(pending.get(30, TimeUnit.SECONDS))).isEqualTo("in time");
    }

    @ParameterizedTest
    @ValueSource(strings = {"BAD_REQUEST", "NOT_FOUND", "INTERNAL_SERVER_ERROR", "SERVICE_UNAVAILABLE"})
    void errorResponseThrows(String code) throws Exception {
        ResponseCode responseCode = ResponseCode.valueOf(code);
        cloud().on("a", exchange -> exchange.respond(responseCode, "sorry"));
        sender(sandbox.toCloud("uriPath=a"));

        CoapResponseException failure = failure(send("x"), CoapResponseException.class);

        assertThat(failure.getCode()).hasToString(responseCode.text);
        assertThat(failure.getBody()).asString().isEqualTo("sorry");
        assertThat(failure.getOptions().toMap()).isEqualTo(Map.of(12, List.of("0")));
        assertThat(failure).hasMessageContaining(responseCode.text).hasMessageContaining("127.0.0.1:" + cloud().port());
    }

    @ParameterizedTest
    @ValueSource(strings = {"BAD_REQUEST", "GATEWAY_TIMEOUT"})
    void anErrorResponseIsTheResultIfExceptionsAreOff(String code) throws Exception {
        ResponseCode responseCode = ResponseCode.valueOf(code);
        cloud().on("a", exchange -> exchange.respond(responseCode, "sorry"));
        sender(sandbox.toCloud("uriPath=a", "throwExceptionOnFailure=false"));

        Exchange answer = send("x");

        assertThat(text(answer)).isEqualTo("sorry");
        assertThat(header(answer, "CamelBc66CoapResponseCode")).isEqualTo(responseCode.text);
        assertThat(header(answer, "CamelBc66CoapResponseContentFormat")).isEqualTo(0);
    }

    /** Hangs the line up when a command comes for the first time. */
    private AtBreak breakAt(String command) {
        AtBreak broken = new AtBreak();
        module().onCommand(line -> {
            if (line.startsWith(command) && broken.first.compareAndSet(true, false)) {
                module().hangUp();
                broken.happened.complete(null);
            }
            return Optional.empty();
        });
        return broken;
    }

    private static final class AtBreak {
        final AtomicBoolean first = new AtomicBoolean(true);
        final CompletableFuture<Void> happened = new CompletableFuture<>();

        void awaitIt() throws Exception {
            happened.get(30, TimeUnit.SECONDS);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"AT+QCOAPHEAD", "AT+QCOAPOPTION"})
    void aSendIsRetriedIfTheLineIsLostBeforeSending(String command) throws Exception {
        sandbox.describe(module -> module.tcp(0));
        answeredSender("reconnectDelay=50", "reconnectMaxDelay=100");
        AtBreak broken = breakAt(command);

        CompletableFuture<Exchange> pending = sending("x");
        broken.awaitIt();
        module().reconnect();

        assertThat(text(pending.get(30, TimeUnit.SECONDS))).isEqualTo("done");
        assertThat(sandbox.lines("AT+QCOAPHEAD=5")).hasSize(2);
        assertThat(sandbox.lines("AT+QCOAPSEND")).hasSize(1);
        assertThat(cloud().arrived()).hasSize(1);
    }

    @Test
    void aSendIsUnknownAndNeverRepeatedOnceTheLineIsLost() throws Exception {
        sandbox.describe(module -> module.tcp(0));
        answeredSender("reconnectDelay=50", "reconnectMaxDelay=100");
        AtBreak broken = breakAt("AT+QCOAPSEND");

        CompletableFuture<Exchange> pending = sending("x");
        broken.awaitIt();
        CoapOutcomeUnknownException unknown =
                failure(pending.get(30, TimeUnit.SECONDS), CoapOutcomeUnknownException.class);
        module().reconnect();

        assertThat(unknown).hasMessageContaining("not known");
        assertThat(text(send("second"))).isEqualTo("done");
        assertThat(cloud().arrived()).hasSize(2);
        assertThat(cloud().received()).extracting(r -> r.getPayloadString()).containsExactly("x", "second");
    }

    @Test
    void aSendIsUnknownIfTheLineIsLostBeforeTheResponse() throws Exception {
        sandbox.describe(module -> module.tcp(0));
        CompletableFuture<CoapExchange> request = new CompletableFuture<>();
        cloud().on("silent", request::complete);
        sender(sandbox.toCloud("uriPath=silent"));

        CompletableFuture<Exchange> pending = sending("x");
        request.get(30, TimeUnit.SECONDS);
        module().hangUp();

        failure(pending.get(30, TimeUnit.SECONDS), CoapOutcomeUnknownException.class);
    }

    /** The same over a pseudo-terminal, where the device comes back under its name. */
    @Test
    void aWaitingSendLeavesWhenTheTerminalComesBack(@TempDir Path folder) throws Exception {
        sandbox.describe(module -> module.pty(folder.resolve("modem")));
        answeredSender("reconnectDelay=50", "reconnectMaxDelay=100");
        module().hangUp();

        CompletableFuture<Exchange> pending = sending("x");
        module().reconnect();

        assertThat(text(pending.get(30, TimeUnit.SECONDS))).isEqualTo("done");
    }

    @Test
    void aFullQueueRefusesASend() throws Exception {
        CompletableFuture<CoapExchange> request = new CompletableFuture<>();
        cloud().on("silent", exchange -> {
            if (!request.complete(exchange)) {
                exchange.respond(ResponseCode.CHANGED);
            }
        });
        sender(sandbox.toCloud("uriPath=silent", "queueSize=1"));
        template.asyncSend("direct:start", e -> {});
        request.get(30, TimeUnit.SECONDS);
        CompletableFuture<Exchange> waiting = template.asyncSend("direct:start", e -> {});
        CompletableFuture<Exchange> tooMany = template.asyncSend("direct:start", e -> {});

        Object first = CompletableFuture.anyOf(waiting, tooMany).get(30, TimeUnit.SECONDS);

        assertThat(failure((Exchange) first, ModemUnavailableException.class))
                .hasMessageContaining("queue is full")
                .hasMessageContaining("nothing was sent");
        request.get().respond(ResponseCode.CHANGED);
    }

    @Test
    void aSendFailsIfTheModuleIsNeverReady() throws Exception {
        sandbox.describe(module -> module.attached(false));
        routes(r -> r.from("direct:start").to(sandbox.toCloud("uriPath=a", "responseTimeout=300")));

        assertThat(failure(send("x"), ModemUnavailableException.class)).hasMessageContaining("nothing was sent");
        assertThat(sandbox.lines("AT+QCOAPSEND")).isEmpty();
    }

    @Test
    void aStopFailsWaitingAndLaterSends() throws Exception {
        sandbox.describe(module -> module.attached(false));
        context.start();
        Bc66CoapEndpoint endpoint = context.getEndpoint(sandbox.toCloud("uriPath=a"), Bc66CoapEndpoint.class);
        Bc66CoapProducer producer = (Bc66CoapProducer) endpoint.createProducer();
        producer.start();
        Exchange waiting = endpoint.createExchange();
        CompletableFuture<Exchange> ended = new CompletableFuture<>();
        producer.process(waiting, doneSync -> ended.complete(waiting));

        producer.stop();

        assertThat(failure(ended.get(30, TimeUnit.SECONDS), ModemUnavailableException.class))
                .hasMessageContaining("stopped");
        Exchange late = endpoint.createExchange();
        assertThat(producer.process(late, doneSync -> {})).isTrue();
        assertThat(failure(late, ModemUnavailableException.class)).hasMessageContaining("stopped");
        assertThat(sandbox.lines("AT+QCOAPSEND")).isEmpty();
    }
}
