// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.camel;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import org.apache.camel.Exchange;
import org.eclipse.californium.core.coap.CoAP.ResponseCode;
import org.eclipse.californium.core.coap.Request;
import org.junit.jupiter.api.Test;

import io.github.bc66coap.modem.api.Counter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Answers of a virtual module that are late, or never come. How late they may be, {@code LateVirtualModuleTest} tries in virtual time;
 * here they wait for what the driver does.
 */
class LateAnswerRoutesTest extends RouteTestSupport {
    private static final String REFUSAL = "+CME ERROR: 99";

    private void sender(int blockSize) throws Exception {
        cloud().on("a", exchange -> exchange.respond(ResponseCode.CHANGED, exchange.getRequestText()));
        sender(sandbox.toCloud("uriPath=a", "blockSize=" + blockSize, "reconnectDelay=50", "keepAliveInterval=0"));
        assertThat(text(send("first"))).isEqualTo("first");
    }

    /** The module does a command and says so when it is asked whether it is there. */
    @Test
    void aLateReplyToACommandIsCreditedToNoOtherCommand() throws Exception {
        sender(512);
        AtomicInteger heads = new AtomicInteger();
        AtomicInteger owed = new AtomicInteger();
        module().onCommand(line -> {
            if (line.startsWith("AT+QCOAPHEAD=5")) {
                int head = heads.incrementAndGet();
                // the first one's answer is late; it is sent once more, and the next message's is refused
                owed.addAndGet(head == 1 ? 1 : 0);
                return head == 1
                        ? Optional.of("")
                        : head == 3 ? Optional.of("\r\n" + REFUSAL + "\r\n") : Optional.empty();
            }
            return owed.getAndSet(0) > 0 ? Optional.of("\r\nOK\r\n\r\nOK\r\n") : Optional.empty();
        });
        assertThat(text(send("late"))).isEqualTo("late");
        assertThat(send("second").getException())
                .isInstanceOf(AtErrorException.class)
                .hasMessageContaining(REFUSAL);
        assertThat(text(send("third"))).isEqualTo("third");
        assertThat(cloud().received()).extracting(Request::getPayloadString).containsExactly("first", "late", "third");
        assertThat(count(Counter.COMMAND_TIMEOUTS)).isPositive();
    }

    /** The virtual module goes on waiting for data behind a line that is pulled out. */
    @Test
    void sendsSucceedAfterAHangUpInDataMode() throws Exception {
        sandbox.describe(module -> module.tcp(0));
        sender(1024);
        CompletableFuture<Void> prompted = new CompletableFuture<>();
        module().onCommand(line -> {
            if (line.startsWith("AT+QCOAPSEND") && prompted.complete(null)) {
                module().hangUp();
            }
            return Optional.empty();
        });
        CompletableFuture<Exchange> pending = sending("P".repeat(600));
        prompted.get(30, TimeUnit.SECONDS);
        assertThat(pending.get(30, TimeUnit.SECONDS).getException()).isInstanceOf(CoapOutcomeUnknownException.class);
        module().reconnect();
        assertThat(text(send("next"))).isEqualTo("next");
        assertThat(count(Counter.DATA_MODE_FILLED)).isPositive();
    }

    /** A CON that nobody waits for holds up the next one until the server has acknowledged it. */
    @Test
    void aConWaitsForTheAcknowledgementOfTheConBefore() throws Exception {
        CompletableFuture<Void> acknowledge = new CompletableFuture<>();
        cloud().on("slow", exchange -> acknowledge.thenRun(() -> exchange.respond(ResponseCode.CHANGED)));
        sender(sandbox.toCloud("uriPath=slow", "awaitResponse=false"));
        assertThat(send("one").getException()).isNull();
        CompletableFuture<Exchange> second = sending("two");
        await().until(() -> !sandbox.lines("AT+QCOAPDATASTATUS?").isEmpty());
        assertThat(second).isNotDone();
        assertThat(sandbox.lines("AT+QCOAPSEND")).hasSize(1);
        acknowledge.complete(null);
        assertThat(second.get(30, TimeUnit.SECONDS).getException()).isNull();
        await().until(() -> cloud().received().size() == 2);
    }
}
