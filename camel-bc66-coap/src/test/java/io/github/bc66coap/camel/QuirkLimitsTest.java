// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.camel;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import org.apache.camel.Exchange;
import org.eclipse.californium.core.coap.CoAP.ResponseCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import io.github.bc66coap.modem.api.Counter;
import io.github.bc66coap.simulator.Quirk;
import io.github.bc66coap.simulator.Quirks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Where a module's quirks are more than the driver can make up for, it says so. */
class QuirkLimitsTest extends RouteTestSupport {
    private static final String EAGER = "reconnectDelay=20&reconnectMaxDelay=50";

    private void moduleWith(Quirks quirks) {
        sandbox.describe(module -> module.quirks(quirks));
        cloud().on("a", exchange -> exchange.respond(ResponseCode.CHANGED, "done"));
        cloud().on("silent", exchange -> {});
    }

    private static String path(int segments) {
        return "/a" + "/b".repeat(segments - 1);
    }

    private String state() {
        return context.getEndpoints().stream()
                .filter(Bc66CoapEndpoint.class::isInstance)
                .map(endpoint -> ((Bc66CoapEndpoint) endpoint).getModemState())
                .findFirst()
                .orElse("");
    }

    @Test
    void firmwareWithoutCoapIsReported() throws Exception {
        isUnavailable(Quirk.NO_QCOAP, "the module's firmware has no CoAP commands: it refuses AT+QCOAPCREATE=?");
    }

    @Test
    void firmwareWithAnotherCoapDialectIsReported() throws Exception {
        isUnavailable(
                Quirk.OPEN_DIALECT,
                "it refuses AT+QCOAPCREATE=?; it speaks another CoAP dialect, that of AT+QCOAPOPEN, which is not a BC66's");
    }

    @Test
    void olderFirmwareIsReportedWithAdviceToUpdate() throws Exception {
        isUnavailable(
                Quirk.PORT_ONLY_CONTEXTS,
                "AT+QCOAPCREATE=56830,0 was refused: ERROR; it may speak an older CoAP dialect, AT+QCOAPCREATE=<local_port>"
                        + " and data ended by Ctrl-Z, which is not spoken here: update the firmware");
    }

    private void isUnavailable(Quirk quirk, String reason) throws Exception {
        moduleWith(Quirks.of(quirk));
        routes(r -> r.from("direct:start").to(sandbox.toCloud("uriPath=a", "responseTimeout=500", EAGER)));
        await().until(() -> state().contains(reason));
        assertThat(send("x").getException())
                .isInstanceOf(ModemUnavailableException.class)
                .hasMessageContaining(reason);
    }

    @Test
    void aRefusedOptionThatWasSetIsNotOnTheNextRequest() throws Exception {
        moduleWith(Quirks.NONE.with(Quirk.OPTION_ERROR_APPLIED, "11"));
        routes(r -> {
            r.from("direct:start").to(sandbox.toCloud("uriPath=a"));
            r.from("direct:root").to(sandbox.toCloud("throwExceptionOnFailure=false"));
        });
        assertThat(send("x").getException())
                .isInstanceOf(AtErrorException.class)
                .hasMessage("the module answered AT+QCOAPOPTION=1,11,\"a\" with ERROR");
        assertThat(cloud().arrived()).isEmpty();
        // what was set nevertheless goes with no other request
        template.requestBody("direct:root", "x");
        assertThat(cloud().arrived()).singleElement().satisfies(request -> assertThat(
                        request.getOptions().getUriPath())
                .isEmpty());
    }

    @Test
    void anEleventhOptionRefusedByTheFirmwareFailsTheSend() throws Exception {
        moduleWith(Quirks.of(Quirk.TEN_OPTIONS));
        routes(r -> {
            r.from("direct:start").to(sandbox.toCloud("uriPath=" + path(10)));
            r.from("direct:more").to(sandbox.toCloud("uriPath=" + path(11)));
        });
        assertThat(text(send("x"))).isEqualTo("done");
        Exchange more = template.request(
                "direct:more", exchange -> exchange.getMessage().setBody("x"));
        assertThat(more.getException())
                .isInstanceOf(AtErrorException.class)
                .hasMessageContaining("AT+QCOAPOPTION=11,")
                .hasMessageEndingWith(" with ERROR");
    }

    @Test
    void aCommaRefusedByTheFirmwareFailsTheSend() throws Exception {
        moduleWith(Quirks.of(Quirk.COMMA_REFUSED));
        routes(r -> r.from("direct:start").to(sandbox.toCloud("uriPath=a")));
        assertThat(text(send("x"))).isEqualTo("done");
        Exchange comma = send("x", Map.of(Bc66CoapConstants.URI_QUERY, "q=a,b"));
        assertThat(comma.getException())
                .isInstanceOf(AtErrorException.class)
                .hasMessageContaining("15,\"q=a,b\" with ERROR");
    }

    @Test
    void anUnreadableDataStatusFailsWithTheReply() throws Exception {
        moduleWith(Quirks.NONE);
        sandbox.answer("AT+QCOAPDATASTATUS?", "\r\n+QCOAPDATASTATUS: 6\r\n\r\nOK\r\n");
        routes(r -> r.from("direct:start").to(sandbox.uri("operation=STATUS")));
        assertThat(send("x").getException())
                .isInstanceOfSatisfying(AtReplyException.class, exception -> {
                    assertThat(exception.getCommand()).isEqualTo("AT+QCOAPDATASTATUS?");
                    assertThat(exception.getAnswer()).isEqualTo("+QCOAPDATASTATUS: 6");
                })
                .hasMessage("the module's reply to AT+QCOAPDATASTATUS? can't be read: +QCOAPDATASTATUS: 6");
    }

    private void sleeps(String device, String wakeUp) throws Exception {
        moduleWith(Quirks.of(Quirk.DEEP_SLEEP));
        routes(r -> r.from("direct:start")
                .to("bc66coap:" + device + "?host=127.0.0.1&uriPath=a&port=" + cloud().port() + "&wakeUp=" + wakeUp
                        + "&" + EAGER));
        assertThat(text(send("x"))).isEqualTo("done");
        module().sleep();
    }

    @Test
    void deepSleepEndsWithAPulse() throws Exception {
        context.getRegistry().bind("meter", PsmEintWire.of(module()));
        sleeps("meter", "DTR");
        assertThat(text(send("x"))).isEqualTo("done");
        assertThat(cloud().received()).hasSize(2);
    }

    /** Whatever waits is sent when something else wakes the module. */
    @Test
    void withoutAWakeUpWireASendWaitsUntilTheModuleWakes() throws Exception {
        moduleWith(Quirks.of(Quirk.DEEP_SLEEP));
        sleeps(module().device(), "AT");
        CompletableFuture<Exchange> waiting = sending("x");
        await().until(() -> state().contains("the module doesn't answer AT at 115200 baud"));
        assertThat(waiting).isNotDone();
        module().pulse();
        await().until(() -> state().startsWith("READY"));
        assertThat(text(waiting.get(30, TimeUnit.SECONDS))).isEqualTo("done");
    }

    @ParameterizedTest
    @EnumSource(names = {"NO_RDY", "NO_BOOT_LOG"})
    void sendsSucceedAfterPartlyReportedRestarts(Quirk quirk) throws Exception {
        moduleWith(Quirks.of(quirk));
        routes(r -> r.from("direct:start").to(sandbox.toCloud("uriPath=a", "keepAliveInterval=0", EAGER)));
        for (int i = 1; i <= 3; i++) {
            assertThat(text(send("x"))).isEqualTo("done");
            module().reboot();
            int restarts = i;
            // what a module says within half a minute belongs to one start, if it begins as the log does
            await().until(() -> count(Counter.RESTARTS) == restarts || quirk == Quirk.NO_BOOT_LOG);
            assertThat(text(send("x"))).isEqualTo("done");
        }
        assertThat(count(Counter.REQUESTS_FAILED)).isZero();
    }

    /** The driver reckons with sleep after 5 s; the first command after less is lost, and the message is sent all the same. */
    @Test
    void aSendSurvivesACommandLostToEarlySleep() throws Exception {
        moduleWith(Quirks.NONE.with(Quirk.FIRST_AT_LOST, "3000"));
        routes(r -> r.from("direct:start").to(sandbox.toCloud("uriPath=a", "keepAliveInterval=0")));
        assertThat(text(send("x"))).isEqualTo("done");
        await().pollDelay(Duration.ofMillis(3300)).until(() -> count(Counter.COMMAND_TIMEOUTS) == 0);
        assertThat(text(send("x"))).isEqualTo("done");
        assertThat(count(Counter.COMMAND_TIMEOUTS)).isPositive();
        assertThat(cloud().received()).hasSize(2);
    }

    /** What a peer makes of the module's acknowledgements: how long each of them is. Four bytes is none but itself. */
    private static List<Integer> acknowledgementsOfSeparate(DatagramSocket server, int copies) throws IOException {
        DatagramPacket request = receive(server);
        byte[] bytes = request.getData();
        int tokenLength = bytes[0] & 0x0F;
        server.send(new DatagramPacket(new byte[] {0x60, 0, bytes[2], bytes[3]}, 4, request.getSocketAddress()));
        byte[] response = new byte[4 + tokenLength];
        System.arraycopy(bytes, 4, response, 4, tokenLength);
        response[0] = (byte) (0x40 | tokenLength);
        response[1] = 0x45;
        response[2] = bytes[2];
        response[3] = (byte) ~bytes[3];
        List<Integer> lengths = new ArrayList<>();
        for (int i = 0; i < copies; i++) {
            server.send(new DatagramPacket(response, response.length, request.getSocketAddress()));
            lengths.add(receive(server).getLength());
        }
        return lengths;
    }

    private static DatagramPacket receive(DatagramSocket server) throws IOException {
        DatagramPacket packet = new DatagramPacket(new byte[100], 100);
        server.receive(packet);
        return packet;
    }

    @Test
    void acknowledgementsBecomeEmptyOnceTheQuirkIsDetected() throws Exception {
        moduleWith(Quirks.of(Quirk.OPTIONS_IN_EMPTY_MESSAGES));
        try (DatagramSocket server = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            server.setSoTimeout(10_000);
            routes(r -> r.from("direct:start")
                    .to(sandbox.uri("host=127.0.0.1", "port=" + server.getLocalPort(), "uriPath=a", "method=GET")));
            CompletableFuture<Exchange> sent = template.asyncSend("direct:start", exchange -> {});
            assertThat(acknowledgementsOfSeparate(server, 3)).containsExactly(6, 6, 4);
            assertThat(text(sent.get(30, TimeUnit.SECONDS))).isEmpty();
            CompletableFuture<Exchange> next = template.asyncSend("direct:start", exchange -> {});
            assertThat(acknowledgementsOfSeparate(server, 1)).containsExactly(4);
            assertThat(text(next.get(30, TimeUnit.SECONDS))).isEmpty();
        }
    }
}
