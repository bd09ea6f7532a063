// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.simulator;

import java.time.Duration;
import java.util.HexFormat;
import java.util.Optional;

import org.eclipse.californium.core.coap.CoAP.Code;
import org.eclipse.californium.core.coap.CoAP.ResponseCode;
import org.eclipse.californium.core.coap.Request;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.github.bc66coap.simulator.coap.MessageType;
import io.github.bc66coap.simulator.fault.Fault;
import io.github.bc66coap.simulator.junit5.Bc66Extension;
import io.github.bc66coap.simulator.testkit.CoapCloud;
import io.github.bc66coap.simulator.testkit.FreePorts;
import io.github.bc66coap.simulator.testkit.Lwm2mPlatform;
import io.github.bc66coap.simulator.testkit.NetworkMessage;
import io.github.bc66coap.simulator.testkit.Waiting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

/** What users' tests have beside the module. */
class TestKitTest {
    @RegisterExtension
    final Bc66Extension bc66 = Bc66Extension.with(
            builder -> builder.pty().ackTimeout(Duration.ofMillis(200)).ackRandomFactor(1));

    @AutoClose
    private final CoapCloud cloud = new CoapCloud();

    @AutoClose
    private Terminal te;

    @BeforeEach
    void create() {
        te = Terminal.of(bc66.modem());
        te.at("AT+QCOAPCREATE=" + FreePorts.udp() + ",0");
    }

    private void post(CoapCloud server, String text) {
        te.at("AT+QCOAPOPTION=4,11,\"a\",11,\"b\",15,\"c=1\",12,\"50\"");
        te.at(
                "AT+QCOAPSEND=0,2,\"127.0.0.1\"," + server.port() + "," + text.length() + ",\"" + hex(text) + "\"",
                "OK",
                "+QCOAPSEND: 0");
    }

    private static String hex(String text) {
        return HexFormat.of().formatHex(text.getBytes());
    }

    @Test
    void moduleAndServerReportTheMessagesBetweenThem() {
        cloud.answer("a", "thanks");
        post(cloud, "{}");

        NetworkMessage sent = bc66.awaitSent("POST", "/a/b");
        assertThat(sent.type()).isEqualTo(MessageType.CON);
        assertThat(sent.query()).isEqualTo("c=1");
        assertThat(sent.contentFormat()).hasValue(50);
        assertThat(sent.observe()).isEmpty();
        assertThat(sent.text()).isEqualTo("{}");
        assertThat(sent).hasToString("CON POST /a/b?c=1 \"{}\"");
        assertThat(bc66.awaitCommand("AT+QCOAPSEND")).endsWith("\"7b7d\"");
        Request request = cloud.awaitRequest(Code.POST, "/a/b");
        assertThat(request.getPayloadString()).isEqualTo("{}");
        assertThat(cloud.theRequest()).isSameAs(request);
        await().untilAsserted(() -> assertThat(bc66.received())
                .extracting(NetworkMessage::code, NetworkMessage::path, NetworkMessage::text)
                .containsExactly(tuple("2.05", "", "thanks")));

        bc66.clear();
        cloud.clear();
        assertThat(bc66.sent()).isEmpty();
        assertThat(bc66.modem().commands()).isEmpty();
        assertThat(cloud.received()).isEmpty();
        assertThat(cloud.arrived()).isEmpty();
    }

    @Test
    void aRetransmittedMessageIsReportedOnce() {
        cloud.answer("a", ResponseCode.CHANGED);
        bc66.modem().inject(Fault.NETWORK_LOSS, "AT+QCOAPSEND");
        post(cloud, "x");

        await().until(() -> !bc66.received().isEmpty());
        assertThat(bc66.sent()).hasSize(1);
        assertThat(cloud.received()).hasSize(1);
    }

    @Test
    void aServerMayKeepSilentOrAnswerAnyPath() {
        cloud.on("a", exchange -> {});
        post(cloud, "x");
        cloud.awaitRequest(Code.POST, "/a/b");
        assertThat(bc66.received()).isEmpty();

        try (CoapCloud other = new CoapCloud().otherwise(exchange -> exchange.respond(ResponseCode.DELETED))) {
            te.at("AT+QCOAPSEND=1,4,\"127.0.0.1\"," + other.port() + ",0", "OK");
            await().untilAsserted(() ->
                    assertThat(bc66.received()).extracting(NetworkMessage::code).containsExactly("2.02"));
        }
    }

    @Test
    void theServerSendsARequestToTheModule() {
        Request request = Request.newGet();
        request.setURI("coap://127.0.0.1:" + bc66.modem().coapAddress().getPort() + "/x");
        cloud.send(request);
        await().until(() -> !bc66.received().isEmpty());
        assertThat(bc66.received().get(0)).hasToString("CON GET /x \"\"");
    }

    @Test
    void theServerReceivesRequestsOverDtls() {
        try (CoapCloud secure = CoapCloud.secure("me", "0102").answer("a", "thanks")) {
            te.at("AT+QCOAPDEL", "OK", "+QCOAPDEL: 0");
            te.at("AT+QCOAPCREATE=" + FreePorts.udp() + ",1,\"me\",\"0102\"");
            post(secure, "x");

            assertThat(secure.awaitRequest(Code.POST, "/a/b").getPayloadString())
                    .isEqualTo("x");
        }
    }

    @Test
    void aMissingMessageFailsWithTheReceivedMessages() {
        assertThatThrownBy(() -> Waiting.until(Duration.ZERO, Optional::empty, () -> "expected POST /a but got []"))
                .isInstanceOf(AssertionError.class)
                .hasMessage("expected POST /a but got [] within 0 s");
        assertThatThrownBy(cloud::theRequest).hasMessage("expected one request but got []");
    }

    /** As JUnit's {@code @Timeout} does. */
    @Test
    void aTestThatIsInterruptedDoesNotGoOnWaiting() {
        Thread.currentThread().interrupt();
        try {
            assertThatThrownBy(() -> bc66.awaitSent("POST", "/a"))
                    .isInstanceOf(AssertionError.class)
                    .hasMessage("expected POST /a but the module sent [] until the test was interrupted");
        } finally {
            assertThat(Thread.interrupted()).isTrue();
        }
    }

    @Test
    void aPathWithALeadingSlashIsRefused() {
        assertThatThrownBy(() -> cloud.answer("/a", "x"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("expected the first segment of a path, which answers for all below it, without a slash,"
                        + " but got /a");
    }

    @Test
    void aMissingContextOrRegistrationFailsWithAReason() {
        te.at("AT+QCOAPDEL", "OK", "+QCOAPDEL: 0");
        assertThatThrownBy(() -> cloud.ask(bc66.modem().coapAddress(), Request.newGet(), "/x"))
                .isInstanceOf(AssertionError.class)
                .hasMessage("expected a response from /x but the module has no CoAP context, so it has no address");
        try (Lwm2mPlatform platform = Lwm2mPlatform.plain()) {
            assertThatThrownBy(() -> platform.read("meter-7", "/3/0/9"))
                    .isInstanceOf(AssertionError.class)
                    .hasMessage("expected meter-7 to be registered, but this was all: []");
        }
    }

    /** Whoever describes the module may look on, too. */
    @Test
    void everyTraceListenerReceivesAllEvents() {
        StringBuffer first = new StringBuffer();
        StringBuffer second = new StringBuffer();
        try (VirtualBc66 module = VirtualBc66.builder()
                        .tcp(0)
                        .trace(event -> {
                            throw new IllegalStateException("expected");
                        })
                        .trace(event -> {
                            throw new AssertionError("expected");
                        })
                        .trace(first::append)
                        .trace(second::append)
                        .start();
                Terminal terminal = Terminal.of(module)) {
            terminal.at("AT");
        }
        assertThat(first.toString()).contains("AT").isEqualTo(second.toString());
    }
}
