// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.at;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.channels.SelectableChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

import org.assertj.core.api.Condition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.github.bc66coap.transport.ChannelTransport;
import io.github.bc66coap.transport.ControlLine;
import io.github.bc66coap.transport.LineSettings;
import io.github.bc66coap.transport.TransportFactories;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

/** With real connections, and the peer's bytes written out. */
@Timeout(180)
class ChannelWireTest {
    private static final LineSettings SETTINGS = new LineSettings(115200, Duration.ofSeconds(2));

    private static final String AGREED = "fffd00fffb00" + "fffd03fffb03" + "fffd2c";
    private static final String PORT_ANSWERS =
            "fffa2c650001c200fff0" + "fffa2c6608fff0" + "fffa2c6701fff0" + "fffa2c6801fff0" + "fffa2c6901fff0";

    private final ByteArrayOutputStream heard = new ByteArrayOutputStream();
    private final List<String> ends = new CopyOnWriteArrayList<>();
    private final List<Boolean> inLoop = new CopyOnWriteArrayList<>();
    private SelectorLoop loop;
    private Thread thread;
    private ServerSocket server;
    private Socket peer;
    private ChannelWire wire;

    private final Wire.Sink sink = new Wire.Sink() {
        @Override
        public void onBytes(byte[] chunk) {
            inLoop.add(loop.inLoop());
            synchronized (heard) {
                heard.writeBytes(chunk);
            }
        }

        @Override
        public void onEnd(String reason) {
            inLoop.add(loop.inLoop());
            ends.add(reason);
        }
    };

    @BeforeEach
    void listen() throws IOException {
        loop = new SelectorLoop(task -> thread = new Thread(task));
        server = new ServerSocket();
        // little room, so that a peer that doesn't read is soon full
        server.setReceiveBufferSize(4096);
        server.bind(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 1);
    }

    @AfterEach
    void close() throws Exception {
        if (wire != null) {
            inLoop(wire::close).get(30, TimeUnit.SECONDS);
        }
        loop.close();
        thread.join(10_000);
        assertThat(thread.isAlive()).isFalse();
        peer.close();
        server.close();
        assertThat(inLoop).doesNotContain(false);
    }

    private void openTcp() throws IOException {
        wire = wire(open("tcp"));
        peer = server.accept();
    }

    /** @param early what comes while it is opened */
    private void openTelnet(String early) throws Exception {
        CompletableFuture<ChannelTransport> opened = new CompletableFuture<>();
        new Thread(() -> {
                    try {
                        opened.complete(open("rfc2217"));
                    } catch (IOException e) {
                        opened.completeExceptionally(e);
                    }
                })
                .start();
        peer = server.accept();
        says(AGREED + PORT_ANSWERS + early);
        wire = wire(opened.get(30, TimeUnit.SECONDS));
        // offers and settings
        peer.getInputStream().readNBytes(15 + 10 + 4 * 7);
    }

    private ChannelTransport open(String scheme) throws IOException {
        return (ChannelTransport)
                TransportFactories.builtIn().open(scheme + "://127.0.0.1:" + server.getLocalPort(), SETTINGS);
    }

    private ChannelWire wire(ChannelTransport transport) {
        return new ChannelWire(transport, loop.share());
    }

    private void start() throws Exception {
        loop.execute(() -> wire.start(sink));
        settle();
    }

    private void says(String hex) throws IOException {
        peer.getOutputStream().write(HexFormat.of().parseHex(hex));
    }

    private byte[] heard() {
        synchronized (heard) {
            return heard.toByteArray();
        }
    }

    private <T> CompletableFuture<T> inLoop(Supplier<CompletableFuture<T>> use) {
        return CompletableFuture.supplyAsync(use, loop).thenCompose(used -> used);
    }

    private void settle() throws Exception {
        CompletableFuture.runAsync(() -> {}, loop).get(30, TimeUnit.SECONDS);
    }

    private CompletableFuture<Void> write(byte[] bytes) {
        return inLoop(() -> wire.write(bytes));
    }

    private static byte[] bytes(int seed, int count) {
        byte[] bytes = new byte[count];
        new Random(seed).nextBytes(bytes);
        return bytes;
    }

    @Test
    void movesBytesBothWays() throws Exception {
        openTcp();
        start();
        byte[] bytes = bytes(1, 200_000);
        peer.getOutputStream().write(bytes);
        await().until(() -> heard().length == bytes.length);
        assertThat(heard()).isEqualTo(bytes);
        write("AT\r".getBytes(StandardCharsets.US_ASCII)).get(30, TimeUnit.SECONDS);
        assertThat(peer.getInputStream().readNBytes(3)).containsExactly('A', 'T', '\r');
    }

    @Test
    void aWriteThatTheLineTakesIsDoneAtOnce() throws Exception {
        openTcp();
        start();
        CompletableFuture<Boolean> atOnce = new CompletableFuture<>();
        write(new byte[0]);
        inLoop(() -> {
            CompletableFuture<Void> write = wire.write(new byte[] {1});
            atOnce.complete(write.isDone());
            return write;
        });
        assertThat(atOnce.get(30, TimeUnit.SECONDS)).isTrue();
    }

    /** Fills all that is between here and a peer that doesn't read. */
    private List<CompletableFuture<Void>> fill() {
        List<CompletableFuture<Void>> writes = new ArrayList<>();
        do {
            writes.add(inLoop(() -> {
                        CompletableFuture<Void> write = wire.write(bytes(writes.size(), 8192));
                        return CompletableFuture.completedFuture(write);
                    })
                    .join());
        } while (writes.get(writes.size() - 1).isDone());
        return writes;
    }

    @Test
    void aPeerThatDoesNotReadHoldsUpNothingButItsWrites() throws Exception {
        openTcp();
        start();
        List<CompletableFuture<Void>> writes = fill();
        CompletableFuture<Boolean> driven = inLoop(() -> wire.drive(ControlLine.DTR, true));
        settle();
        peer.getOutputStream().write('x');
        await().until(() -> heard().length == 1);
        assertThat(writes.get(writes.size() - 1)).isNotDone();
        assertThat(driven).as("behind the writes").isNotDone();

        InputStream in = peer.getInputStream();
        for (int i = 0; i < writes.size(); i++) {
            assertThat(in.readNBytes(8192)).as("in order").isEqualTo(bytes(i, 8192));
        }
        writes.get(writes.size() - 1).get(30, TimeUnit.SECONDS);
        assertThat(driven.get(30, TimeUnit.SECONDS)).isFalse();
        assertThat(write(new byte[1])).succeedsWithin(Duration.ofSeconds(30));
    }

    @Test
    void noWriteOvertakesWaitingWrites() throws Exception {
        openTcp();
        start();
        int writes = fill().size();
        CompletableFuture<Void> begun = new CompletableFuture<>();
        CompletableFuture<Void> drained = new CompletableFuture<>();
        loop.execute(() -> {
            begun.complete(null);
            drained.join();
            wire.write(new byte[] {'Z'});
        });
        begun.get(30, TimeUnit.SECONDS);
        ByteArrayOutputStream read = new ByteArrayOutputStream();
        peer.setSoTimeout(500);
        try {
            peer.getInputStream().transferTo(read);
        } catch (SocketTimeoutException e) {
            // the line has room again, and the loop hasn't seen it
            assertThat(read.size()).isLessThan(8192 * writes);
        }
        drained.complete(null);
        peer.setSoTimeout(30_000);
        read.writeBytes(peer.getInputStream().readNBytes(8192 * writes - read.size()));
        assertThat(Arrays.copyOfRange(read.toByteArray(), 8192 * (writes - 1), 8192 * writes))
                .isEqualTo(bytes(writes - 1, 8192));
        assertThat(peer.getInputStream().read()).isEqualTo('Z');
    }

    @Test
    void waitingWritesAreBounded() throws Exception {
        openTcp();
        start();
        List<CompletableFuture<Void>> writes = fill();
        List<CompletableFuture<Void>> waiting = new ArrayList<>(List.of(writes.get(writes.size() - 1)));
        for (int i = 0; i < 9; i++) {
            waiting.add(write(new byte[8192]));
        }
        List<String> reasons = new ArrayList<>();
        for (CompletableFuture<Void> write : waiting) {
            assertThatThrownBy(() -> write.get(30, TimeUnit.SECONDS)).satisfies(e -> reasons.add(e.getMessage()));
        }
        assertThat(reasons).areExactly(1, new Condition<>(reason -> reason.contains("doesn't take"), "the reason"));
        assertThatThrownBy(() -> write(new byte[1]).get(30, TimeUnit.SECONDS)).hasMessageContaining("is gone");
    }

    @Test
    void closingFailsWaitingWritesAndEndsTheConnection() throws Exception {
        openTcp();
        start();
        List<CompletableFuture<Void>> writes = fill();
        inLoop(wire::close).get(30, TimeUnit.SECONDS);
        assertThatThrownBy(() -> writes.get(writes.size() - 1).get(30, TimeUnit.SECONDS))
                .hasMessageContaining("the line is closed");
        assertThatThrownBy(() -> write(new byte[1]).get(30, TimeUnit.SECONDS))
                .hasMessageContaining("the line is closed");
        assertThatThrownBy(() -> inLoop(() -> wire.drive(ControlLine.DTR, true)).get(30, TimeUnit.SECONDS))
                .hasMessageContaining("the line is closed");
        peer.getInputStream().transferTo(OutputStream.nullOutputStream());
        assertThat(ends).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"before the start", "after the start", "in the sink"})
    void canBeClosedAtAnyTime(String when) throws Exception {
        openTcp();
        CompletableFuture<Void> released = new CompletableFuture<>();
        Runnable closing = () -> wire.close().thenRun(() -> released.complete(null));
        peer.getOutputStream().write(new byte[10_000]);
        loop.execute(() -> {
            if (when.equals("before the start")) {
                closing.run();
            }
            wire.start(new Wire.Sink() {
                @Override
                public void onBytes(byte[] chunk) {
                    sink.onBytes(chunk);
                    closing.run();
                }

                @Override
                public void onEnd(String reason) {
                    sink.onEnd(reason);
                }
            });
            if (when.equals("after the start")) {
                closing.run();
            }
        });
        released.get(30, TimeUnit.SECONDS);
        settle();
        assertThat(heard().length).isLessThanOrEqualTo(when.equals("in the sink") ? 4096 : 0);
        assertThat(ends).isEmpty();
    }

    @Test
    void endsWhenThePeerStopsSending() throws Exception {
        openTcp();
        start();
        peer.getOutputStream().write("RDY".getBytes(StandardCharsets.US_ASCII));
        peer.shutdownOutput();
        await().until(() -> !ends.isEmpty());
        assertThat(heard()).containsExactly('R', 'D', 'Y');
        assertThat(ends).containsExactly("the other side hung up");
        assertThatThrownBy(() -> write(new byte[1]).get(30, TimeUnit.SECONDS)).hasMessageContaining("is gone");
    }

    @Test
    void reportsAResetOnce() throws Exception {
        openTcp();
        start();
        peer.setSoLinger(true, 0);
        peer.close();
        await().until(() -> !ends.isEmpty());
        settle();
        assertThat(ends)
                .hasSize(1)
                .first()
                .asString()
                .startsWith("reading failed: tcp://")
                .contains("is gone");
    }

    /** The selector tells again and again of what hasn't been done. */
    @ParameterizedTest
    @ValueSource(strings = {"read", "flush"})
    void anUnexpectedFailureEndsTheLineOnce(String where) throws Exception {
        Poor poor = new Poor(open("tcp"), where);
        wire = new ChannelWire(poor, loop.share());
        peer = server.accept();
        start();
        List<CompletableFuture<Void>> writes = fill();
        poor.begin();
        peer.getOutputStream().write('x');
        if (where.equals("flush")) {
            // makes room; with room, the last write may be done before the reading fails
            peer.getInputStream().readNBytes(8192 * (writes.size() - 1));
        }
        await().until(() -> !ends.isEmpty());
        assertThat(ends).singleElement().asString().endsWith(" failed: on purpose");
        inLoop(wire::close).get(30, TimeUnit.SECONDS);
        await().until(writes.get(writes.size() - 1)::isCompletedExceptionally);
        assertThat(poor.failures).hasValue(1);
    }

    /** Fails for lack of memory. */
    private static final class Poor implements ChannelTransport {
        private final ChannelTransport line;
        private final String where;
        private final AtomicInteger failures = new AtomicInteger();
        private volatile boolean begun;

        Poor(ChannelTransport line, String where) {
            this.line = line;
            this.where = where;
        }

        void begin() {
            begun = true;
        }

        private void in(String place) {
            if (begun && place.equals(where)) {
                failures.incrementAndGet();
                throw new OutOfMemoryError("on purpose");
            }
        }

        @Override
        public int read(byte[] buffer) throws IOException {
            in("read");
            return line.read(buffer);
        }

        @Override
        public boolean flush() throws IOException {
            in("flush");
            return line.flush();
        }

        @Override
        public SelectableChannel unblock() throws IOException {
            return line.unblock();
        }

        @Override
        public boolean hasPendingBytes() {
            return line.hasPendingBytes();
        }

        @Override
        public void write(byte[] bytes) throws IOException {
            line.write(bytes);
        }

        @Override
        public Duration transmitTime(int bytes) {
            return line.transmitTime(bytes);
        }

        @Override
        public boolean setControlLine(ControlLine control, boolean active) {
            return line.setControlLine(control, active);
        }

        @Override
        public void close() {
            line.close();
        }

        @Override
        public String describe() {
            return line.describe();
        }
    }

    @Test
    void aPortThatNegotiatesTelnetEndsTheLine() throws Exception {
        openTcp();
        start();
        says("fffb");
        await().until(() -> heard().length == 2);
        says("03");
        await().until(() -> !ends.isEmpty());
        assertThat(ends).hasSize(1).first().asString().contains("negotiates telnet");
        assertThatThrownBy(() -> write(new byte[1]).get(30, TimeUnit.SECONDS))
                .hasMessageContaining("negotiates telnet");
    }

    /** Who writes to a server that has hung up must not keep its last words from who reads. */
    @Test
    @EnabledOnOs(OS.LINUX)
    void deliversLastBytesBeforeItReportsAFailedWrite() throws Exception {
        openTcp();
        List<String> order = new CopyOnWriteArrayList<>();
        loop.execute(() -> wire.start(new Wire.Sink() {
            @Override
            public void onBytes(byte[] chunk) {
                order.add(new String(chunk, StandardCharsets.US_ASCII));
            }

            @Override
            public void onEnd(String reason) {
                order.add("end");
            }
        }));
        write(new byte[] {'A'}).get(30, TimeUnit.SECONDS);
        CompletableFuture<Void> begun = new CompletableFuture<>();
        CompletableFuture<Void> said = new CompletableFuture<>();
        // in one task, so that the selector doesn't look in between
        loop.execute(() -> {
            begun.complete(null);
            said.join();
            for (int i = 0; i < 10; i++) {
                wire.write(new byte[] {'T'}).exceptionally(failure -> {
                    order.add("failed");
                    return null;
                });
            }
        });
        begun.get(30, TimeUnit.SECONDS);
        peer.getOutputStream().write("Port already in use\r\n".getBytes(StandardCharsets.US_ASCII));
        peer.close();
        said.complete(null);
        await().until(() -> order.contains("failed"));
        assertThat(order.get(0)).isEqualTo("Port already in use\r\n");
    }

    // telnet

    @Test
    void deliversBytesThatCameDuringTheNegotiation() throws Exception {
        openTelnet("524459");
        start();
        await().until(() -> heard().length == 3);
        assertThat(heard()).containsExactly('R', 'D', 'Y');
    }

    /** Data, a doubled 255, requests for options that nobody knows, a subnegotiation, cut at each byte. */
    @Test
    void telnetDecodesTheSameWhereverReadsCutIt() throws Exception {
        openTelnet("");
        start();
        byte[] said = HexFormat.of().parseHex("4fffff4b" + "fffd18" + "0d" + "fffa2c6a40ffff41fff0" + "0a" + "fffb01");
        byte[] data = {'O', (byte) 0xFF, 'K', '\r', '\n'};
        byte[] answers = HexFormat.of().parseHex("fffc18" + "fffe01");
        for (int cut = 1; cut < said.length; cut++) {
            int all = cut * data.length;
            peer.getOutputStream().write(said, 0, cut);
            settle();
            peer.getOutputStream().write(said, cut, said.length - cut);
            await().until(() -> heard().length == all);
            assertThat(Arrays.copyOfRange(heard(), all - data.length, all)).isEqualTo(data);
            assertThat(peer.getInputStream().readNBytes(answers.length)).isEqualTo(answers);
        }
    }

    @Test
    void telnetAnswersNeverSplitData() throws Exception {
        openTelnet("");
        start();
        int writes = fill().size();
        says("fffd18");
        settle();
        CompletableFuture<Void> last = write(new byte[] {'A', (byte) 0xFF});
        InputStream in = peer.getInputStream();
        for (int i = 0; i < writes; i++) {
            for (byte expected : bytes(i, 8192)) {
                assertThat((byte) in.read()).isEqualTo(expected);
                if (expected == (byte) 0xFF) {
                    assertThat(in.read()).isEqualTo(0xFF);
                }
            }
        }
        assertThat(HexFormat.of().formatHex(in.readNBytes(6))).isIn("fffc1841ffff", "41fffffffc18");
        last.get(30, TimeUnit.SECONDS);
    }

    @Test
    void drivesControlLinesAfterEarlierWrites() throws Exception {
        openTelnet("");
        start();
        write(new byte[] {1}).get(30, TimeUnit.SECONDS);
        assertThat(inLoop(() -> wire.drive(ControlLine.DTR, true)).get(30, TimeUnit.SECONDS))
                .isTrue();
        assertThat(HexFormat.of().formatHex(peer.getInputStream().readNBytes(8)))
                .isEqualTo("01fffa2c0508fff0");
    }
}
