// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.camel;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import org.apache.camel.Exchange;
import org.eclipse.californium.core.coap.CoAP.ResponseCode;
import org.eclipse.californium.core.coap.Request;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.github.bc66coap.modem.api.Counter;
import io.github.bc66coap.modem.api.ModemState.Phase;
import io.github.bc66coap.quirks.NotUnder;
import io.github.bc66coap.simulator.Quirk;
import io.github.bc66coap.transport.OtherJvm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** What routes live through when the line, the port or the network behind the module goes away under them, and comes back. */
class LostModuleTest extends RouteTestSupport {
    private static final String EAGER = "connectOnStart=false&reconnectDelay=20&reconnectMaxDelay=100";

    /** Of the link that stands for a module's name in {@code /dev/serial/by-id}: it gets another terminal each time. */
    @TempDir
    private Path folder;

    private void on(String line) {
        sandbox.describe(line.equals("tcp") ? module -> module.tcp(0) : module -> module.pty(folder.resolve("modem")));
        cloud().on("a", exchange -> exchange.respond(ResponseCode.CHANGED, "done"));
    }

    private void bothWays(String device, String... options) throws Exception {
        String all = EAGER + (options.length > 0 ? "&" + String.join("&", options) : "");
        routes(r -> {
            r.from("direct:start")
                    .to("bc66coap:" + device + "?" + all + "&host=127.0.0.1&uriPath=a&port=" + cloud().port());
            r.from("bc66coap:" + device + "?" + all + "&uriPath=/b").setBody(r.constant("here"));
        });
    }

    private Bc66CoapEndpoint endpoint() {
        return context.getEndpoints().stream()
                .filter(Bc66CoapEndpoint.class::isInstance)
                .map(Bc66CoapEndpoint.class::cast)
                .filter(each -> !each.getModemState().isEmpty())
                .findFirst()
                .orElseThrow();
    }

    private void awaitReason(String reason) {
        await().untilAsserted(() -> assertThat(endpoint().getModemReason()).contains(reason));
    }

    private void awaitReady() {
        await().untilAsserted(() -> assertThat(endpoint().getModemState()).isEqualTo(Phase.READY.toString()));
        assertThat(endpoint().getModemReason()).isEmpty();
        assertThat(endpoint().getModemFailedAttempts()).isZero();
        assertThat(endpoint().getModemRetryDelay()).isZero();
    }

    private void assertWorks() throws Exception {
        awaitReady();
        assertThat(text(send("x"))).isEqualTo("done");
        await().untilAsserted(() -> assertThat(module().resources()).containsExactly("/b"));
        assertThat(get("/b").getPayloadString()).isEqualTo("here");
        // the cloud may have the reply before the module has told that it was sent
        await().until(() -> count(Counter.REPLIES_SENT) == count(Counter.REQUESTS_RECEIVED));
    }

    private static Exchange result(CompletableFuture<Exchange> sending)
            throws InterruptedException, ExecutionException, TimeoutException {
        return sending.get(30, TimeUnit.SECONDS);
    }

    // unplugged and plugged in again

    @ParameterizedTest
    @CsvSource({"pty, there is no such device", "tcp, connection refused"})
    void routesGoOnAfterAnUnplug(String line, String reason) throws Exception {
        on(line);
        bothWays(module().device());
        for (int i = 1; i <= 3; i++) {
            assertWorks();
            module().hangUp();
            awaitReason(reason);
            await().until(() -> endpoint().getModemFailedAttempts() > 2);
            CompletableFuture<Exchange> waiting = sending("y");
            module().reconnect();
            assertThat(text(result(waiting))).isEqualTo("done");
            assertThat(count(Counter.RECONNECTS)).isEqualTo(i);
        }
        assertWorks();
        assertThat(cloud().received()).as("each once").hasSize(7);
    }

    @ParameterizedTest
    @ValueSource(strings = {"pty", "tcp"})
    void aRequestUnderWayEndsUnknownAndIsNeverSentAgain(String line) throws Exception {
        on(line);
        cloud().on("silent", exchange -> {});
        routes(r -> r.from("direct:start").to(sandbox.toCloud("uriPath=silent", EAGER)));
        CompletableFuture<Exchange> begun = sending("x");
        await().until(() -> cloud().received().size() == 1);
        module().hangUp();
        assertThat(result(begun).getException())
                .isInstanceOf(CoapOutcomeUnknownException.class)
                .hasMessageContaining("the other side hung up");
        module().reconnect();
        awaitReady();
        await().during(Duration.ofMillis(300))
                .until(() -> sandbox.lines("AT+QCOAPSEND").size() == 1);
    }

    @ParameterizedTest
    @CsvSource({"pty, there is no such device", "tcp, connection refused"})
    void aSendThatWaitsTooLongFailsWithTheReason(String line, String reason) throws Exception {
        on(line);
        bothWays(module().device(), "responseTimeout=1s");
        assertWorks();
        module().hangUp();
        awaitReason(reason);
        assertThat(result(sending("late")).getException())
                .isInstanceOf(ModemUnavailableException.class)
                .hasMessageContaining("nothing was sent: the modem was not ready for 1 s")
                .hasMessageContaining(module().device())
                .hasMessageContaining(reason);
        module().reconnect();
        assertWorks();
        assertThat(cloud().received()).as("without the late one").hasSize(2);
    }

    /** A device that isn't there at the start is that of {@link ConnectTest#routesConnectWhenAMissingDeviceAppears}. */
    @Test
    @EnabledOnOs({OS.LINUX, OS.MAC})
    void aPortThatAnotherProcessHoldsIsTakenWhenItIsFree() throws Exception {
        on("pty");
        try (OtherJvm other = OtherJvm.holding(module().device())) {
            bothWays(module().device());
            awaitReason("Can't open serial port " + module().device() + ": busy, another program has it open");
        }
        assertWorks();
    }

    // behind a terminal server

    @NotUnder(value = Quirk.DEEP_SLEEP, because = "its line goes through another one, without the wire")
    @Test
    void aSilentlyDeadConnectionIsDetectedAndReplaced() throws Exception {
        on("tcp");
        try (TerminalServer server = new TerminalServer(module().device())) {
            bothWays(server.device(), "keepAliveInterval=200");
            assertWorks();
            server.freeze();
            // nobody sends anything: the idle AT finds out
            await().untilAsserted(() -> assertThat(server.accepted()).isEqualTo(2));
            assertThat(count(Counter.COMMAND_TIMEOUTS)).isPositive();
            assertWorks();
        }
    }

    @NotUnder(value = Quirk.DEEP_SLEEP, because = "its line goes through another one, without the wire")
    @Test
    void aRequestOnAConnectionThatHasDiedIsNotSentTwice() throws Exception {
        on("tcp");
        try (TerminalServer server = new TerminalServer(module().device())) {
            bothWays(server.device(), "keepAliveInterval=0");
            assertWorks();
            server.freeze();
            // its AT+QCOAPHEAD isn't answered, so the message was not handed over, and is on the next connection
            assertThat(result(sending("x")).getException()).isNull();
            assertWorks();
            assertThat(cloud().received()).hasSize(3);
        }
    }

    @Test
    void routesRecoverWhenATerminalServerComesBack() throws Exception {
        on("tcp");
        try (TerminalServer server = new TerminalServer(module().device())) {
            bothWays(server.device());
            assertWorks();
            server.stop();
            awaitReason("Can't open " + server.device() + ": connection refused");
            server.restart();
            assertWorks();
        }
    }

    /** What is special about it: it sets its port each time, escapes bytes and refuses while it negotiates. */
    @Test
    void anRfc2217ServerSetsItsPortAndPassesEveryByteOn() throws Exception {
        on("tcp");
        byte[] telnet = {(byte) 0xFF, (byte) 0xFF, 'a', (byte) 0xFF, (byte) 0xFB, 0, (byte) 0xFF, '\r', (byte) 0xF0};
        byte[] body = Arrays.copyOf(telnet, 600);
        cloud().on("b", exchange -> exchange.respond(ResponseCode.CONTENT, telnet, 0));
        TelnetPort port = new TelnetPort();
        try (TerminalServer server = new TerminalServer(module().device(), port)) {
            bothWays(server.device(), "baudRate=9600", "blockSize=0");
            assertWorks();

            // behind a prompt and as text, bytes travel as they are
            Exchange answer = send(body, Map.of(Bc66CoapConstants.URI_PATH, "b"));
            assertThat(answer.getMessage().getBody(byte[].class)).isEqualTo(telnet);
            assertThat(cloud().received())
                    .last()
                    .extracting(Request::getPayload)
                    .isEqualTo(body);
            assertThat(port.baudRates()).containsExactly(9600);

            server.stop();
            awaitReason("Can't open " + server.device() + ": connection refused");
            server.restart();
            assertWorks();
            server.refuse("Port already in use\r\n");
            server.hangUp();
            awaitReason("the server closed the connection, saying: Port already in use");
            server.refuse(null);
            assertWorks();
        }
        assertThat(port.baudRates()).hasSizeGreaterThan(2).containsOnly(9600);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Port already in use | the terminal server says: Port already in use",
                "Device open failure: Value or file not found | the terminal server says: Device open failure: Value or file not found",
                "'' | the other side hung up before a module had answered"
            })
    void theRefusalOfATerminalServerIsQuotedAsTheReason(String text, String reason) throws Exception {
        on("tcp");
        try (TerminalServer server = new TerminalServer(module().device())) {
            server.refuse(text.isEmpty() ? "" : text + "\r\n");
            bothWays(server.device());
            awaitReason(reason);
            await().until(() -> server.accepted() > 2);
            assertThat(endpoint().getModemReason()).isEqualTo(reason);
            server.refuse(null);
            assertWorks();
        }
    }

    // the module

    @Test
    @NotUnder(value = Quirk.REGISTRATION_URCS, because = "a module that tells of its registration isn't silent")
    void aModuleThatFallsSilentIsReportedAndReconnected() throws Exception {
        on("pty");
        bothWays(module().device(), "keepAliveInterval=200");
        assertWorks();
        module().onCommand(line -> Optional.of(""));
        awaitReason("the module doesn't answer any more");
        awaitReason("the module doesn't answer AT at 115200 baud: nothing comes at all");
        module().onCommand(line -> Optional.empty());
        assertWorks();
    }

    @Test
    void garbledBytesAreReportedAsAPossibleWrongBaudRate() throws Exception {
        on("pty");
        module().onCommand(line -> {
            // a module that hears nonsense says nothing; what it says by itself comes as nonsense
            module().emit(new byte[] {(byte) 0xE0, 0, (byte) 0xFC, (byte) 0x80, 0x1C, (byte) 0xF8});
            return Optional.of("");
        });
        bothWays(module().device());
        awaitReason("the module doesn't answer AT at 115200 baud: what comes isn't text; is it at another baud rate?");
        module().onCommand(line -> Optional.empty());
        assertWorks();
    }

    @Test
    void routesWaitForANetworkThatIsNotThere() throws Exception {
        sandbox.describe(module -> module.pty().attached(false));
        cloud().on("a", exchange -> exchange.respond(ResponseCode.CHANGED, "done"));
        bothWays(module().device(), "attachTimeout=1s");
        awaitReason("the module has not attached to the network within 1 s; the SIM is ready");
        module().attach(true);
        assertWorks();
    }

    @Test
    void aFirmwareWithoutCoapIsReported() throws Exception {
        on("pty");
        sandbox.answer("AT+QCOAP", "\r\nERROR\r\n");
        bothWays(module().device());
        awaitReason("the module's firmware has no CoAP commands: it refuses AT+QCOAPCREATE=?");
        assertThat(sandbox.lines("AT+QCOAPCREATE=5")).isEmpty();
    }
}
