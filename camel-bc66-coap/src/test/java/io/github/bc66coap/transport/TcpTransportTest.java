// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.transport;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

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

@Timeout(180)
class TcpTransportTest {
    private static final LineSettings SETTINGS = new LineSettings(9600, Duration.ofSeconds(2));

    private ServerSocket server;
    private ModemTransport transport;
    private Socket peer;

    @BeforeEach
    void connect() throws IOException {
        server = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"));
        transport = TransportFactories.builtIn().open(device(), SETTINGS);
        peer = server.accept();
    }

    @AfterEach
    void close() throws IOException {
        transport.close();
        peer.close();
        server.close();
    }

    private String device() {
        return "tcp://127.0.0.1:" + server.getLocalPort();
    }

    @Test
    void movesBytesBothWays() throws Exception {
        byte[] bytes = new byte[20_000];
        new Random(1).nextBytes(bytes);
        LineReader reader = LineReader.start(transport);
        peer.getOutputStream().write(bytes);
        reader.awaitBytes(bytes.length);
        assertThat(reader.received()).isEqualTo(bytes);

        CompletableFuture<Void> writing = CompletableFuture.runAsync(() -> write(transport, bytes));
        assertThat(peer.getInputStream().readNBytes(bytes.length)).isEqualTo(bytes);
        writing.join();
    }

    /** In one piece, and cut. */
    @ParameterizedTest
    @ValueSource(strings = {"fffb03fffd03fffb01", "ff fd18", "ff fd 00", "fffe 2c"})
    void endsOnAPortThatNegotiatesTelnet(String pieces) throws Exception {
        LineReader reader = LineReader.start(transport);
        int sent = 0;
        for (String piece : pieces.split(" ")) {
            reader.awaitBytes(sent);
            byte[] bytes = HexFormat.of().parseHex(piece);
            peer.getOutputStream().write(bytes);
            sent += bytes.length;
        }
        reader.awaitEnd();
        String reason =
                device() + " negotiates telnet, which would damage bytes: use " + device().replace("tcp:", "rfc2217:");
        assertThat(reader.failure()).isInstanceOf(UnusableLineException.class).hasMessage(reason);
        assertThatIOException()
                .isThrownBy(() -> transport.write(new byte[1]))
                .isInstanceOf(UnusableLineException.class)
                .withMessage(reason);
        assertThat(transport.read(new byte[1])).isEqualTo(-1);
    }

    /** Noise, doubled 255s, no option that there is, and what isn't the first that comes. */
    @ParameterizedTest
    @ValueSource(strings = {"ff", "fffb", "ffff03", "fffffb03", "fffb80", "fffa2c", "0dfffb03", "fb03ff"})
    void passesOnBytesThatOnlyResembleTelnet(String first) throws Exception {
        byte[] bytes = HexFormat.of().parseHex(first + "4f4bfffb03");
        LineReader reader = LineReader.start(transport);
        peer.getOutputStream().write(bytes, 0, first.length() / 2);
        // none of it waits for more
        reader.awaitBytes(first.length() / 2);
        peer.getOutputStream().write(bytes, first.length() / 2, bytes.length - first.length() / 2);
        reader.awaitBytes(bytes.length);
        assertThat(reader.received()).isEqualTo(bytes);
    }

    /** Who writes to a server that has hung up must not keep its last words from who reads. */
    @Test
    @EnabledOnOs(OS.LINUX)
    void readsBytesThatCameBeforeAFailedWrite() throws Exception {
        transport.write(new byte[] {'A'});
        assertThat(peer.getInputStream().available()).isNotNegative();
        peer.getOutputStream().write("Port already in use\r\n".getBytes(StandardCharsets.US_ASCII));
        peer.close();
        await().untilAsserted(() -> assertThatIOException().isThrownBy(() -> transport.write(new byte[] {'T'})));
        assertThat(transport.read(new byte[100])).isEqualTo(21);
    }

    @Test
    void endsWhenThePeerStopsSending() throws Exception {
        LineReader reader = LineReader.start(transport);
        peer.getOutputStream().write("RDY".getBytes(StandardCharsets.US_ASCII));
        peer.shutdownOutput();
        reader.awaitEnd();
        assertThat(reader.text()).isEqualTo("RDY");
        assertThat(reader.failure()).isNull();
        assertThat(transport.read(new byte[1])).isEqualTo(-1);
        assertThatIOException().isThrownBy(() -> transport.write(new byte[1])).withMessageContaining("is gone");
    }

    @Test
    void reportsAResetOnceAndEnds() throws Exception {
        LineReader reader = LineReader.start(transport);
        reader.awaitStarted();
        peer.setSoLinger(true, 0);
        peer.close();
        reader.awaitEnd();
        assertThat(reader.failure()).hasMessageContaining(device()).hasMessageContaining("gone");
        assertThat(transport.read(new byte[1])).isEqualTo(-1);
    }

    @Test
    void closeFreesABlockedRead() throws Exception {
        LineReader reader = LineReader.start(transport);
        reader.awaitStarted();
        transport.close();
        reader.awaitEnd();
        assertThat(reader.failure()).isNull();
        assertThat(transport.read(new byte[1])).isEqualTo(-1);
    }

    @Test
    void closeFreesABlockedWrite() throws Exception {
        CompletableFuture<Void> writing = CompletableFuture.runAsync(() -> {
            while (true) {
                write(transport, new byte[100_000]);
            }
        });
        awaitFullBuffers();
        transport.close();
        assertThat(writing.handle((nothing, e) -> e).join())
                .isInstanceOf(CompletionException.class)
                .hasRootCauseInstanceOf(IOException.class)
                .hasStackTraceContaining("is closed");
    }

    /** The peer's side doesn't grow any more: nobody reads there, so the writer is blocked. */
    private void awaitFullBuffers() throws IOException, InterruptedException {
        int available;
        do {
            available = peer.getInputStream().available();
            new java.util.concurrent.CountDownLatch(1).await(50, java.util.concurrent.TimeUnit.MILLISECONDS);
        } while (available == 0 || available != peer.getInputStream().available());
    }

    @Test
    void closeIsIdempotentFromManyThreads() {
        CompletableFuture<?>[] closers = new CompletableFuture<?>[8];
        for (int i = 0; i < closers.length; i++) {
            closers[i] = CompletableFuture.runAsync(transport::close);
        }
        CompletableFuture.allOf(closers).join();
        transport.close();
        assertThatIOException().isThrownBy(() -> transport.write(new byte[1])).withMessageContaining("is closed");
    }

    @Test
    void namesTheDeviceWhenRefused() throws IOException {
        server.close();
        assertThatIOException()
                .isThrownBy(() -> TransportFactories.builtIn().open(device(), SETTINGS))
                .withMessage("Can't open " + device() + ": connection refused");
    }

    @Test
    void namesTheDeviceWhenTheHostIsUnknown() {
        assertThatIOException()
                .isThrownBy(() -> TransportFactories.builtIn().open("tcp://no-such-host.invalid:1", SETTINGS))
                .withMessage("Can't open tcp://no-such-host.invalid:1: the host name can't be resolved");
    }

    @Test
    void givesUpConnectingInTime() throws IOException {
        LineSettings impatient = new LineSettings(9600, Duration.ofMillis(200));
        // a full backlog makes the kernel ignore further connections
        try (ServerSocket busy = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"));
                Socket first = new Socket("127.0.0.1", busy.getLocalPort());
                Socket second = new Socket("127.0.0.1", busy.getLocalPort())) {
            String device = "tcp://127.0.0.1:" + busy.getLocalPort();
            assertThatIOException()
                    .isThrownBy(() -> TransportFactories.builtIn().open(device, impatient))
                    .withMessage("Can't open " + device + ": no connection within 200 ms");
        }
    }

    @Test
    void triesEachAddressOfAName() throws IOException {
        try (ModemTransport byName =
                        TransportFactories.builtIn().open("tcp://localhost:" + server.getLocalPort(), SETTINGS);
                Socket accepted = server.accept()) {
            byName.write(new byte[] {42});
            assertThat(accepted.getInputStream().read()).isEqualTo(42);
        }
    }

    @Test
    void hasTheRateOfTheLineBehindButNoControlLines() {
        assertThat(transport.transmitTime(960)).isEqualTo(Duration.ofSeconds(1));
        assertThat(transport.setControlLine(ControlLine.DTR, true)).isFalse();
        assertThat(transport.describe()).isEqualTo(device() + " at 9600 baud");
    }

    /** A peer that vanished without a word is asked after a minute, not after the two hours that systems wait by themselves. */
    @Test
    @EnabledOnOs(OS.LINUX)
    void asksASilentPeerWithinAMinute() throws IOException {
        assertThat(keepAliveTimer()).isPositive().isLessThanOrEqualTo(Duration.ofSeconds(60));
    }

    /** What is left of the keep-alive timer of our end, as the kernel has it; zero when no such timer runs. */
    private Duration keepAliveTimer() throws IOException {
        String ports = ":%04X [^ ]+:%04X 01 ".formatted(peer.getPort(), peer.getLocalPort());
        Pattern established = Pattern.compile(ports + "[^ ]+ 02:([0-9A-F]+) ");
        List<String> connections = new ArrayList<>();
        for (String table : List.of("/proc/net/tcp", "/proc/net/tcp6")) {
            if (Files.exists(Path.of(table))) {
                connections.addAll(Files.readAllLines(Path.of(table)));
            }
        }
        return connections.stream()
                .map(established::matcher)
                .filter(Matcher::find)
                .map(found -> Duration.ofMillis(10 * Long.parseLong(found.group(1), 16)))
                .findAny()
                .orElse(Duration.ZERO);
    }

    static void write(ModemTransport transport, byte[] bytes) {
        try {
            transport.write(bytes);
        } catch (IOException e) {
            throw new CompletionException(e);
        }
    }
}
