// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.transport;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.awaitility.Awaitility.await;

@Timeout(180)
@EnabledOnOs({OS.LINUX, OS.MAC})
class SerialTransportTest {
    private static final LineSettings SETTINGS = new LineSettings(115200, Duration.ofSeconds(1));

    @TempDir
    private Path directory;

    private Pty module;
    private ModemTransport transport;

    @BeforeEach
    void open() throws IOException {
        module = Pty.open(directory.resolve("module"));
        transport = TransportFactories.builtIn().open(module.device(), SETTINGS);
    }

    @AfterEach
    void close() {
        module.resume();
        transport.close();
        module.close();
    }

    @Test
    void movesAllByteValuesBothWays() {
        byte[] bytes = new byte[20_000];
        new Random(4).nextBytes(bytes);
        for (int i = 0; i < 256; i++) {
            bytes[i] = (byte) i;
        }
        LineReader reader = LineReader.start(transport);
        module.write(bytes);
        reader.awaitBytes(bytes.length);
        assertThat(reader.received()).isEqualTo(bytes);

        TcpTransportTest.write(transport, bytes);
        module.awaitBytes(bytes.length);
        assertThat(module.received()).isEqualTo(bytes);
    }

    @Test
    void writesUpTo1024BytesAtOnce() throws Exception {
        assertThat(transport.writeAtOnce(new byte[1024])).isTrue();
        module.awaitBytes(1024);
        assertThat(transport.writeAtOnce(new byte[1025])).isFalse();
        transport.close();
        assertThatIOException()
                .isThrownBy(() -> transport.writeAtOnce(new byte[1]))
                .withMessageContaining("is closed");
    }

    @Test
    void closeFreesABlockedRead() throws Exception {
        LineReader reader = LineReader.start(transport);
        reader.awaitStarted();
        long start = System.nanoTime();
        transport.close();
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(LineGate.PATIENCE);
        reader.awaitEnd();
        assertThat(reader.failure()).isNull();
        assertThat(transport.read(new byte[1])).isEqualTo(-1);
        assertThatIOException().isThrownBy(() -> transport.write(new byte[1])).withMessageContaining("is closed");
        assertThat(transport.setControlLine(ControlLine.DTR, true)).isFalse();
    }

    @Test
    void closeFreesABlockedWrite() {
        module.stall();
        CompletableFuture<Void> writing =
                CompletableFuture.runAsync(() -> TcpTransportTest.write(transport, new byte[200_000]));
        await().during(Duration.ofMillis(300)).until(() -> !writing.isDone());
        long start = System.nanoTime();
        transport.close();
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(LineGate.PATIENCE);
        assertThat(writing.handle((nothing, e) -> e).join())
                .isInstanceOf(CompletionException.class)
                .hasRootCauseInstanceOf(IOException.class)
                .hasStackTraceContaining("is closed");
    }

    @Test
    void closeIsIdempotentFromManyThreads() throws Exception {
        LineReader reader = LineReader.start(transport);
        reader.awaitStarted();
        CompletableFuture<?>[] closers = new CompletableFuture<?>[8];
        for (int i = 0; i < closers.length; i++) {
            closers[i] = CompletableFuture.runAsync(transport::close);
        }
        CompletableFuture.allOf(closers).join();
        reader.awaitEnd();
        transport.close();
        try (ModemTransport again = TransportFactories.builtIn().open(module.device(), SETTINGS)) {
            assertThat(again.describe()).contains(module.device());
        }
    }

    @Test
    void theEndOfTheProcessIsReportedAsTheReason() throws Exception {
        LineReader reader = LineReader.start(transport);
        reader.awaitStarted();
        ((SerialTransport) transport).end();
        reader.awaitEnd();
        String reason = "the end of the process closes its serial ports";
        assertThat(reader.failure()).isInstanceOf(IOException.class).hasMessage(reason);
        assertThat(transport.read(new byte[1])).isEqualTo(-1);
        assertThatIOException().isThrownBy(() -> transport.write(new byte[1])).withMessage(reason);
        assertThat(ProcessEnd.hasBegun()).isFalse();
    }

    @Test
    void endsWhenTheLineHangsUp() throws Exception {
        LineReader reader = LineReader.start(transport);
        reader.awaitStarted();
        module.hangUp();
        reader.awaitEnd();
        assertThat(reader.failure()).isNull();
        assertThat(transport.read(new byte[1])).isEqualTo(-1);
        assertThatIOException().isThrownBy(() -> transport.write(new byte[1])).withMessageContaining("is gone");
    }

    @Test
    void aWriteFindsOutThatTheLineHungUp() {
        module.hangUp();
        assertThatIOException()
                .isThrownBy(() -> transport.write(new byte[1000]))
                .withMessage("serial port " + module.device() + " at 115200 baud is gone");
    }

    @Test
    void opensAgainBehindASwappedLink() throws Exception {
        String device = module.device();
        Path before = Path.of(device).toRealPath();
        module.hangUp();
        // the transport still holds the old terminal's number, so the new one must be another
        module.reconnect();
        assertThat(Path.of(device).toRealPath()).isNotEqualTo(before);
        try (ModemTransport again = TransportFactories.builtIn().open(device, SETTINGS)) {
            LineReader reader = LineReader.start(again);
            module.write(new byte[] {'O', 'K'});
            reader.awaitBytes(2);
            again.write(new byte[] {'A', 'T'});
            module.awaitBytes(2);
            assertThat(module.received()).containsExactly('A', 'T');
        }
    }

    @Test
    void aHangUpWhileOpeningAndClosingElsewhereDoesNoHarm() throws Exception {
        for (int i = 0; i < 20; i++) {
            LineReader reader = LineReader.start(transport);
            CompletableFuture<Void> hangingUp = CompletableFuture.runAsync(module::hangUp);
            transport.close();
            hangingUp.join();
            reader.awaitEnd();
            module.reconnect();
            transport = TransportFactories.builtIn().open(module.device(), SETTINGS);
        }
    }

    @Test
    void hasTheRateOfThePortAndNoControlLinesOnAPty() {
        assertThat(transport.transmitTime(11520)).isEqualTo(Duration.ofSeconds(1));
        assertThat(transport.setControlLine(ControlLine.DTR, true)).isFalse();
        assertThat(transport.setControlLine(ControlLine.RTS, false)).isFalse();
        assertThat(transport.describe()).isEqualTo("serial port " + module.device() + " at 115200 baud");
    }

    @Test
    void refusesABufferThatHoldsNothing() {
        assertThatIllegalArgumentException().isThrownBy(() -> transport.read(new byte[0]));
    }
}
