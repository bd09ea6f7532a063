/*
 * Copyright 2026 the camel-bc66-coap authors
 *
 * Licensed under the Apache License, Version 2.0 (the "License");
 * you may not use this file except in compliance with the License.
 * You may obtain a copy of the License at
 *
 *     https://www.apache.org/licenses/LICENSE-2.0
 *
 * Unless required by applicable law or agreed to in writing, software
 * distributed under the License is distributed on an "AS IS" BASIS,
 * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
 * See the License for the specific language governing permissions and
 * limitations under the License.
 */
package io.github.bc66coap.camel;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;

import org.apache.camel.Exchange;
import org.eclipse.californium.core.coap.CoAP.ResponseCode;
import org.eclipse.californium.core.coap.Request;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.github.bc66coap.modem.Counter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Late answers of a virtual module on a pseudo-terminal, which does one thing after the other: what is asked meanwhile is
 * answered behind the late answer.
 */
class LateAnswerRoutesTest extends RouteTestSupport {
    private static final String REFUSAL = "+CME ERROR: 99";
    private static final String TIMES =
            "commandTimeout=400&sendTimeout=1500&reconnectDelay=50&reconnectMaxDelay=100&keepAliveInterval=0";

    /** @param after how many answers to such commands come in time before; the prompt and the result of data are two */
    private record Late(String start, Duration by, AtomicInteger after) {
        Late(String start, Duration by) {
            this(start, by, new AtomicInteger());
        }
    }

    private final AtomicReference<Late> late = new AtomicReference<>();
    private final List<Predicate<String>> refusals = new CopyOnWriteArrayList<>();

    @BeforeEach
    void describe() {
        bench.describe(module -> module.timing(line -> {
            Late next = late.get();
            boolean now = next != null
                    && line.startsWith(next.start())
                    && next.after().getAndDecrement() == 0
                    && late.compareAndSet(next, null);
            return now ? next.by() : Duration.ZERO;
        }));
        cloud().on("a", exchange -> exchange.respond(ResponseCode.CHANGED, exchange.getRequestText()));
    }

    private void routes(int blockSize) throws Exception {
        sender(bench.toCloud("uriPath=a", "blockSize=" + blockSize, TIMES));
        routes(r -> {
            r.from("direct:command").to(bench.uri("operation=AT", "command=AT+CSQ", TIMES));
            r.from("direct:status").to(bench.uri("operation=STATUS", TIMES));
        });
        assertThat(text(send("first"))).isEqualTo("first");
        module().onCommand(line -> refusals.stream().anyMatch(refusal -> refusal.test(line))
                ? Optional.of("\r\n" + REFUSAL + "\r\n")
                : Optional.empty());
    }

    private Exchange provoke(String command) throws Exception {
        switch (command) {
            case "AT+CSQ":
                return template.request("direct:command", exchange -> {});
            case "AT+QCOAPDATASTATUS?":
                return template.request("direct:status", exchange -> {});
            case "AT+QCOAPCFG?":
                module().recovered(0);
                break;
            case "AT+QCOAPADDRES":
                routes(r -> r.from(bench.uri("uriPath=/new", TIMES)).to("mock:new"));
                break;
            case "ATE0", "AT+QCOAPCREATE=?", "AT+QCOAPCREATE=5", "AT+QCOAPCFG=\"Showra\"":
                module().reboot();
                break;
            case "AT+QCOAPDEL":
                refuse("AT+QCOAPCREATE=5", 1);
                module().reboot();
                break;
            default:
                return send("late");
        }
        await().until(() -> late.get() == null);
        return null;
    }

    /** @param which of the commands that start so from now on */
    private void refuse(String start, int which) {
        AtomicInteger seen = new AtomicInteger();
        refusals.add(line -> line.startsWith(start) && seen.incrementAndGet() == which);
    }

    /** The next request's first command is refused, and the request after it answered: both must be seen as they are. */
    private void assertNothingWasCredited() {
        Exchange second = send("second");
        assertThat(second.getException()).isInstanceOf(AtErrorException.class).hasMessageContaining(REFUSAL);
        assertThat(text(send("third"))).isEqualTo("third");
        assertThat(cloud().received())
                .extracting(Request::getPayloadString)
                .startsWith("first")
                .endsWith("third")
                .doesNotContain("second")
                .doesNotHaveDuplicates();
    }

    /** Probes leave 400, 800 and 1200 ms after the command, those that wake from 1600 to 3200 ms; from 3600 ms the line is reopened. */
    @ParameterizedTest
    @CsvSource({
        "AT+QCOAPHEAD, 450", "AT+QCOAPHEAD, 900", "AT+QCOAPHEAD, 1800", "AT+QCOAPHEAD, 3900", "AT+QCOAPOPTION, 450",
        "AT+QCOAPSEND, 450", "AT+QCOAPSEND, 1800", "AT+QCOAPDATASTATUS?, 450", "AT+CSQ, 450", "AT+QCOAPCFG?, 450",
        "AT+QCOAPADDRES, 450", "ATE0, 450", "AT+QCOAPCREATE=?, 450", "AT+QCOAPCREATE=5, 450", "AT+QCOAPCREATE=5, 1800",
        "AT+QCOAPDEL, 450", "AT+QCOAPCFG=\"Showra\", 450"
    })
    void aLateAnswerIsCreditedToNobody(String command, int millis) throws Exception {
        routes(512);
        boolean sending = command.matches("AT.QCOAP(HEAD|OPTION|SEND)");
        boolean sentOnceMore = sending && !command.endsWith("SEND");
        refuse("AT+QCOAPHEAD=5", sentOnceMore ? 3 : sending ? 2 : 1);
        late.set(new Late(command, Duration.ofMillis(millis)));
        Exchange exchange = provoke(command);
        if (sentOnceMore) {
            assertThat(text(exchange)).isEqualTo("late");
        } else if (exchange != null) {
            assertThat(exchange.getException())
                    .isInstanceOf(AtTimeoutException.class)
                    .hasMessageContaining(command);
        }
        assertNothingWasCredited();
        assertThat(count(Counter.COMMAND_TIMEOUTS)).isPositive();
    }

    @ParameterizedTest
    @ValueSource(ints = {1600, 3000})
    void aLateResultOfDataIsCreditedToNobody(int millis) throws Exception {
        routes(1024);
        refuse("AT+QCOAPHEAD=5", 2);
        late.set(new Late("AT+QCOAPSEND", Duration.ofMillis(millis), new AtomicInteger(1)));
        assertThat(send("P".repeat(600)).getException())
                .isInstanceOf(AtTimeoutException.class)
                .hasMessageContaining("AT+QCOAPSEND");
        assertNothingWasCredited();
        assertThat(cloud().received()).hasSize(3);
    }

    /** The module is in data mode when it is probed; what it makes of that must not be taken for the message. */
    @Test
    void aPromptThatComesTooLateLeadsBackToCommands() throws Exception {
        routes(1024);
        String body = "P".repeat(600);
        late.set(new Late("AT+QCOAPSEND", Duration.ofMillis(1000)));
        Exchange exchange = send(body);
        assertThat(exchange.getException())
                .isInstanceOf(AtTimeoutException.class)
                .hasMessageContaining("PROMPT");
        // what filled the announced length left with the message ID of that request, and is owed an answer
        assertThat(text(send("next"))).isEqualTo("next");
        assertThat(count(Counter.DATA_MODE_FILLED)).isPositive();
        assertThat(cloud().received()).extracting(Request::getPayloadString).noneMatch(text -> text.contains("P"));
        assertThat(count(Counter.RECONNECTS)).isZero();
    }

    @Test
    void aLatePromptWithinTwiceTheTimeIsServed() throws Exception {
        routes(1024);
        String body = "P".repeat(600);
        late.set(new Late("AT+QCOAPSEND", Duration.ofMillis(550)));
        assertThat(text(send(body))).isEqualTo(body);
        assertThat(count(Counter.COMMAND_TIMEOUTS)).isZero();
    }

    /** The virtual module goes on waiting for data behind a line that is pulled out. */
    @Test
    void aHangUpInDataModeIsLedOutOf() throws Exception {
        bench.describe(module -> module.tcp(0));
        routes(1024);
        CompletableFuture<Void> prompted = new CompletableFuture<>();
        module().onCommand(line -> {
            if (line.startsWith("AT+QCOAPSEND") && prompted.complete(null)) {
                module().hangUp();
            }
            return Optional.empty();
        });
        CompletableFuture<Exchange> pending =
                template.asyncSend("direct:start", e -> e.getMessage().setBody("P".repeat(600)));
        prompted.get(30, TimeUnit.SECONDS);
        assertThat(pending.get(30, TimeUnit.SECONDS).getException()).isInstanceOf(CoapOutcomeUnknownException.class);
        module().reconnect();
        assertThat(text(send("next"))).isEqualTo("next");
        assertThat(count(Counter.DATA_MODE_FILLED)).isPositive();
    }

    /** A CON that nobody waits for holds up the next one until the server has acknowledged it. */
    @Test
    void theNextConWaitsForTheAcknowledgementOfTheLast() throws Exception {
        CompletableFuture<Void> acknowledge = new CompletableFuture<>();
        cloud().on("slow", exchange -> acknowledge.thenRun(() -> exchange.respond(ResponseCode.CHANGED)));
        sender(bench.toCloud("uriPath=slow", "awaitResponse=false"));
        assertThat(send("one").getException()).isNull();
        CompletableFuture<Exchange> second =
                template.asyncSend("direct:start", e -> e.getMessage().setBody("two"));
        await().until(() -> !bench.lines("AT+QCOAPDATASTATUS?").isEmpty());
        assertThat(second).isNotDone();
        assertThat(bench.lines("AT+QCOAPSEND")).hasSize(1);
        acknowledge.complete(null);
        assertThat(second.get(30, TimeUnit.SECONDS).getException()).isNull();
        await().until(() -> cloud().received().size() == 2);
    }
}
