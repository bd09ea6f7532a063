// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.transport;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.awaitility.Awaitility.await;

/** The peer's bytes are written out here, so that they are read from the RFCs and not from the code under test. */
@Timeout(180)
class Rfc2217TransportTest {
    private static final LineSettings SETTINGS = new LineSettings(115200, Duration.ofSeconds(2));
    private static final LineSettings IMPATIENT = new LineSettings(115200, Duration.ofMillis(200));

    /** WILL and DO BINARY, WILL and DO SUPPRESS-GO-AHEAD, WILL COM-PORT-OPTION. */
    private static final String OFFERS = "fffb00fffd00" + "fffb03fffd03" + "fffb2c";

    private static final String ALL_AGREED = "fffd00fffb00" + "fffd03fffb03" + "fffd2c";

    /** 115200 baud, 8 bits, no parity, 1 stop bit, no flow control. */
    private static final String PORT_SETTINGS =
            "fffa2c010001c200fff0" + "fffa2c0208fff0" + "fffa2c0301fff0" + "fffa2c0401fff0" + "fffa2c0501fff0";

    private static final String PORT_ANSWERS =
            "fffa2c650001c200fff0" + "fffa2c6608fff0" + "fffa2c6701fff0" + "fffa2c6801fff0" + "fffa2c6901fff0";

    /** The first words of ser2net, to everybody. */
    private static final String GREETING = "fffb03fffd03fffb01fffe01fffd00fffb00fffd2c";

    /** Port already in use. */
    private static final String BUSY = "506f727420616c726561647920696e207573650d0a";

    private ServerSocket server;
    private Socket peer;

    @BeforeEach
    void listen() throws IOException {
        server = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"));
    }

    @AfterEach
    void close() throws IOException {
        if (peer != null) {
            peer.close();
        }
        server.close();
    }

    @Test
    void opensOnlyAfterThePortIsSet() throws Exception {
        CompletableFuture<ModemTransport> opening = opening(SETTINGS);
        accept();
        expect(OFFERS);
        send(ALL_AGREED);
        expect(PORT_SETTINGS);
        await().during(Duration.ofMillis(150)).atMost(Duration.ofSeconds(1)).until(() -> !opening.isDone());
        send(PORT_ANSWERS);
        try (ModemTransport transport = opening.join()) {
            assertThat(transport.transmitTime(11520)).isEqualTo(Duration.ofSeconds(1));
            assertThat(transport.describe()).isEqualTo(device() + " at 115200 baud");
        }
    }

    @Test
    void agreesToAServerThatAsksFirstWithoutAnsweringAnswers() throws Exception {
        CompletableFuture<ModemTransport> opening = opening(SETTINGS);
        accept();
        // the server also offers echo and asks for a terminal type, which is nothing for a serial line
        send("fffb01" + "fffd18" + ALL_AGREED + PORT_ANSWERS);
        expect(OFFERS + "fffe01" + "fffc18" + PORT_SETTINGS);
        try (ModemTransport transport = opening.join()) {
            transport.write("AT".getBytes(StandardCharsets.US_ASCII));
            expect("4154");
        }
    }

    @Test
    void movesAllBytesBothWays() throws Exception {
        byte[] bytes = new byte[20_000];
        new Random(2).nextBytes(bytes);
        for (int i = 0; i < 256; i++) {
            bytes[i] = (byte) i;
        }
        try (ModemTransport transport = openAgreed()) {
            LineReader reader = LineReader.start(transport);
            peer.getOutputStream().write(doubled(bytes));
            reader.awaitBytes(bytes.length);
            assertThat(reader.received()).isEqualTo(bytes);

            CompletableFuture<Void> writing =
                    CompletableFuture.runAsync(() -> TcpTransportTest.write(transport, bytes));
            expect(HexFormat.of().formatHex(doubled(bytes)));
            writing.join();
        }
    }

    @Test
    void keepsBytesThatCameDuringTheNegotiation() throws Exception {
        CompletableFuture<ModemTransport> opening = opening(SETTINGS);
        accept();
        send("5244" + ALL_AGREED + "59ffff" + PORT_ANSWERS);
        try (ModemTransport transport = opening.join()) {
            assertThat(transport.read(new byte[2])).isEqualTo(2);
            byte[] rest = new byte[10];
            assertThat(transport.read(rest)).isEqualTo(2);
            assertThat(rest).startsWith('Y', 0xFF);
            send("4f4b");
            assertThat(transport.read(rest)).isPositive();
            assertThat(rest).startsWith('O');
        }
    }

    @Test
    void drivesControlLines() throws Exception {
        try (ModemTransport transport = openAgreed()) {
            assertThat(transport.setControlLine(ControlLine.DTR, true)).isTrue();
            expect("fffa2c0508fff0");
            assertThat(transport.setControlLine(ControlLine.DTR, false)).isTrue();
            expect("fffa2c0509fff0");
            assertThat(transport.setControlLine(ControlLine.RTS, true)).isTrue();
            expect("fffa2c050bfff0");
            assertThat(transport.setControlLine(ControlLine.RTS, false)).isTrue();
            expect("fffa2c050cfff0");
            transport.close();
            assertThat(transport.setControlLine(ControlLine.RTS, true)).isFalse();
        }
    }

    @Test
    void usesAServerThatRefusesEverything() throws Exception {
        CompletableFuture<ModemTransport> opening = opening(SETTINGS);
        accept();
        send("fffe00fffc00" + "fffe03fffc03" + "fffe2c");
        try (ModemTransport transport = opening.join()) {
            expect(OFFERS);
            transport.write(new byte[] {1});
            expect("01");
            assertThat(transport.setControlLine(ControlLine.DTR, true)).isFalse();
        }
    }

    /** Silence, also of a server that lets the next client wait until the last one has gone, boot lines, the noise of another baud rate. */
    @ParameterizedTest
    @ValueSource(strings = {"", "0d0a5244590d0a", "fffffb00e0"})
    void failsToOpenAPortThatDoesNotNegotiate(String said) throws Exception {
        CompletableFuture<ModemTransport> opening = opening(IMPATIENT);
        accept();
        send(said);
        expect(OFFERS);
        assertSeemsRaw(opening, said.isEmpty() ? ", unless another client has it" : "");
    }

    @Test
    void saysWhenThePortMayBeAtAnotherRate() throws Exception {
        try (ModemTransport transport = openAgreed()) {
            assertThat(transport.rateHint()).isEmpty();
        }
        String unknown =
                "; the port can't be set from here: the server's own rate holds, with ser2net 9600 unless its connector names one";
        assertThat(rateHintAfter("fffe00fffc00" + "fffe03fffc03" + "fffe2c")).isEqualTo(unknown);
        assertThat(rateHintAfter(ALL_AGREED)).isEqualTo(unknown);
        assertThat(rateHintAfter(ALL_AGREED + PORT_ANSWERS.replace("0001c200", "00002580")))
                .isEqualTo("; the server has set its port to 9600 baud");
    }

    private String rateHintAfter(String said) throws Exception {
        CompletableFuture<ModemTransport> opening = opening(IMPATIENT);
        accept();
        send(said);
        try (ModemTransport transport = opening.join()) {
            return transport.rateHint();
        }
    }

    /** A module with its echo on would otherwise be taken for a server that agrees to everything. */
    @Test
    void failsToOpenAPortThatEchoes() throws Exception {
        CompletableFuture<ModemTransport> opening = opening(new LineSettings(115200, Duration.ofSeconds(3)));
        accept();
        CompletableFuture<Void> echo = CompletableFuture.runAsync(
                () -> {
                    try {
                        peer.getInputStream().transferTo(peer.getOutputStream());
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                },
                // the only thread of JDK 25's pool, where there are two cores, is opening
                task -> new Thread(task).start());
        assertSeemsRaw(opening, "");
        echo.exceptionally(closed -> null).join();
    }

    private void assertSeemsRaw(CompletableFuture<ModemTransport> opening, String doubt) {
        assertThatIOException()
                .isThrownBy(() -> opened(opening))
                .withMessage(
                        "Can't open " + device() + ": nobody answers telnet's negotiation, so it seems to be a raw "
                                + "port: use tcp://127.0.0.1:" + server.getLocalPort() + doubt);
    }

    @Test
    void waitsForNoAnswerAboutControlLines() throws Exception {
        CompletableFuture<ModemTransport> opening = opening(new LineSettings(115200, Duration.ofMinutes(1)));
        accept();
        expect(OFFERS);
        // a device without such lines: nothing is said of them
        send(ALL_AGREED + PORT_ANSWERS.replace("fffa2c6901fff0", ""));
        expect(PORT_SETTINGS);
        try (ModemTransport transport = opening.get(2500, TimeUnit.MILLISECONDS)) {
            assertThat(transport.setControlLine(ControlLine.DTR, true)).isTrue();
        }
    }

    @Test
    void usesAServerThatLeavesOutAnAnswer() throws Exception {
        CompletableFuture<ModemTransport> opening = opening(IMPATIENT);
        accept();
        send(ALL_AGREED + "fffa2c650001c200fff0");
        expect(OFFERS + PORT_SETTINGS);
        try (ModemTransport transport = opening.join()) {
            assertThat(transport.setControlLine(ControlLine.DTR, true)).isTrue();
        }
    }

    @Test
    void withdrawsTheComPortOptionWhenTheServerDoes() throws Exception {
        try (ModemTransport transport = openAgreed()) {
            LineReader reader = LineReader.start(transport);
            send("fffe2c" + "4f4b");
            expect("fffc2c");
            reader.awaitBytes(2);
            assertThat(reader.text()).isEqualTo("OK");
            assertThat(transport.setControlLine(ControlLine.DTR, true)).isFalse();
        }
    }

    /** As ser2net does: it negotiates, says why not, and is gone. What is written meanwhile would end all that by a reset. */
    @ParameterizedTest
    @ValueSource(strings = {"", GREETING})
    void reportsTheServersReasonForHangingUp(String greeting) throws Exception {
        CompletableFuture<ModemTransport> opening = opening(SETTINGS);
        accept();
        send(greeting + BUSY);
        peer.shutdownOutput();
        assertSaysBusy(opening);
        assertThat(peer.getInputStream().read()).isEqualTo(-1);
    }

    /** A server that says so late, when it has been written to. */
    @Test
    @EnabledOnOs(OS.LINUX)
    void reportsTheServersReasonDespiteAReset() throws Exception {
        CompletableFuture<ModemTransport> opening = opening(SETTINGS);
        accept();
        expect(OFFERS);
        // each asks for an option that nobody here knows: there is still much to refuse when the server has gone
        send("fffd18".repeat(300) + BUSY);
        expect("fffc18");
        // a server that leaves things unread ends with a reset alone; Java would end the stream before
        peer.setSoLinger(true, 0);
        peer.close();
        assertSaysBusy(opening);
    }

    private void assertSaysBusy(CompletableFuture<ModemTransport> opening) {
        assertThatIOException()
                .isThrownBy(() -> opened(opening))
                .withMessage(
                        "Can't open " + device() + ": the server closed the connection, saying: Port already in use");
    }

    private static ModemTransport opened(CompletableFuture<ModemTransport> opening) throws Throwable {
        try {
            return opening.join();
        } catch (CompletionException e) {
            throw e.getCause().getCause();
        }
    }

    @Test
    void closeFreesABlockedReadAndEndsIt() throws Exception {
        try (ModemTransport transport = openAgreed()) {
            LineReader reader = LineReader.start(transport);
            reader.awaitStarted();
            transport.close();
            reader.awaitEnd();
            assertThat(reader.failure()).isNull();
            assertThatIOException()
                    .isThrownBy(() -> transport.write(new byte[1]))
                    .withMessageContaining("is closed");
        }
    }

    @Test
    void namesTheDeviceWhenRefused() throws IOException {
        server.close();
        assertThatIOException()
                .isThrownBy(() -> TransportFactories.builtIn().open(device(), SETTINGS))
                .withMessage("Can't open " + device() + ": connection refused");
    }

    private ModemTransport openAgreed() throws IOException {
        CompletableFuture<ModemTransport> opening = opening(SETTINGS);
        accept();
        send(ALL_AGREED + PORT_ANSWERS);
        expect(OFFERS + PORT_SETTINGS);
        return opening.join();
    }

    private CompletableFuture<ModemTransport> opening(LineSettings settings) {
        return CompletableFuture.supplyAsync(() -> {
            try {
                return TransportFactories.builtIn().open(device(), settings);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    private String device() {
        return "rfc2217://127.0.0.1:" + server.getLocalPort();
    }

    private void accept() throws IOException {
        peer = server.accept();
        peer.setSoTimeout(5000);
    }

    private void send(String hex) throws IOException {
        peer.getOutputStream().write(HexFormat.of().parseHex(hex));
    }

    private void expect(String hex) throws IOException {
        byte[] got = peer.getInputStream().readNBytes(hex.length() / 2);
        assertThat(HexFormat.of().formatHex(got)).isEqualTo(hex);
    }

    private static byte[] doubled(byte[] bytes) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (byte b : bytes) {
            out.writeBytes(b == (byte) 0xFF ? new byte[] {b, b} : new byte[] {b});
        }
        return out.toByteArray();
    }
}
