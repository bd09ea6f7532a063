// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.at;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import io.github.bc66coap.qcoap.CoapUrcRule;
import io.github.bc66coap.transport.ControlLine;
import io.github.bc66coap.transport.ModemTransport;
import io.github.bc66coap.transport.UnusableLineException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

@Timeout(180)
class TransportWireTest {
    private static final int MAX_WAITING_CHUNKS = 64;

    private final List<Thread> threads = new CopyOnWriteArrayList<>();
    private Thread loopThread;
    private final SelectorLoop loop = loop();
    private final MemoryTransport transport = new MemoryTransport();
    private final TransportWire wire = new TransportWire(transport, loop, this::thread);
    private final List<String> heard = new CopyOnWriteArrayList<>();
    private final List<Boolean> inLoop = new CopyOnWriteArrayList<>();
    private final Wire.Sink sink = new Wire.Sink() {
        @Override
        public void onBytes(byte[] chunk) {
            inLoop.add(loop.inLoop());
            heard.add(text(chunk));
        }

        @Override
        public void onEnd(String reason) {
            inLoop.add(loop.inLoop());
            heard.add("end: " + reason);
        }
    };

    private SelectorLoop loop() {
        try {
            return new SelectorLoop(task -> loopThread = new Thread(task));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Thread thread(Runnable task) {
        Thread made = new Thread(task);
        threads.add(made);
        return made;
    }

    @AfterEach
    void leavesNoThread() throws InterruptedException {
        wire.close();
        wire.close();
        for (Thread each : threads) {
            each.join(10_000);
            assertThat(each.isAlive()).isFalse();
        }
        loop.close();
        loopThread.join(10_000);
        assertThat(loopThread.isAlive()).isFalse();
        assertThat(inLoop).doesNotContain(false);
        assertThat(transport.closed).isTrue();
    }

    @Test
    void deliversBytesInOrderAndThenTheEnd() {
        wire.start(sink);
        List<String> said = new ArrayList<>();
        for (int i = 0; i < 500; i++) {
            said.add("chunk " + i);
            transport.says("chunk " + i);
        }
        transport.hangsUp();
        await().until(() -> heard.size() == 501);
        assertThat(heard.subList(0, 500)).isEqualTo(said);
        assertThat(heard.get(500)).isEqualTo("end: the other side hung up");
    }

    @Test
    void deliversAFailureAsTheEnd() {
        wire.start(sink);
        transport.says("a");
        transport.fails(new IOException("unplugged"));
        await().until(() -> heard.size() == 2);
        assertThat(heard).containsExactly("a", "end: reading failed: unplugged");
    }

    @Test
    void deliversTheReasonOfAnUnusableLineUnchanged() {
        wire.start(sink);
        transport.fails(new UnusableLineException("it damages bytes: use another"));
        await().until(() -> heard.size() == 1);
        assertThat(heard).containsExactly("end: it damages bytes: use another");
    }

    @Test
    void deliversTheEndEvenWhenTheReaderDies() {
        wire.start(sink);
        threads.get(0).setUncaughtExceptionHandler((thread, expected) -> {});
        transport.fails(new LinkageError("on purpose"));
        await().until(() -> heard.size() == 1);
        assertThat(heard).containsExactly("end: the reader failed");
    }

    @Test
    void writesInOrderAndCompletesInTheLoop() throws Exception {
        List<CompletableFuture<Void>> writes = new ArrayList<>();
        CompletableFuture<Void> last = new CompletableFuture<>();
        // in the loop, so that no write can have ended before somebody listens
        loop.execute(() -> {
            for (String text : List.of("a", "b", "c")) {
                writes.add(wire.write(text.getBytes(StandardCharsets.ISO_8859_1)));
            }
            writes.get(2).thenRun(() -> {
                inLoop.add(loop.inLoop());
                last.complete(null);
            });
        });
        last.get(30, TimeUnit.SECONDS);
        assertThat(writes).allMatch(CompletableFuture::isDone);
        assertThat(transport.written).containsExactly("a", "b", "c");
        assertThat(threads).hasSize(1);
    }

    @Test
    void theLoopWritesItselfWhenTheLineHasRoom() throws Exception {
        transport.takesAtOnce = true;
        assertThat(writeInLoop("the first")).as("nothing has been answered yet").isFalse();
        wire.answered();
        assertThat(writeInLoop("a")).isTrue();
        assertThat(writeInLoop("b")).isTrue();
        assertThat(transport.written).containsExactly("the first", "a", "b");
        assertThat(threads).as("for the first").hasSize(1);
    }

    @Test
    void theLoopWritesAtMost1024BytesBetweenReplies() throws Exception {
        transport.takesAtOnce = true;
        loop.execute(wire::answered);
        assertThat(writeInLoop("x".repeat(1000))).isTrue();
        assertThat(writeInLoop("y".repeat(24))).isTrue();
        assertThat(writeInLoop("z")).isFalse();
        loop.execute(wire::answered);
        assertThat(writeInLoop("x".repeat(1025))).isFalse();
        loop.execute(wire::answered);
        assertThat(writeInLoop("x".repeat(1024))).isTrue();
    }

    @Test
    void noWriteOvertakesTheWriterThread() throws Exception {
        CompletableFuture<Void> hang = new CompletableFuture<>();
        loop.execute(wire::answered);
        transport.whileDriving = hang::join;
        CompletableFuture<Boolean> driven = inLoop(() -> wire.drive(ControlLine.DTR, true));
        transport.takesAtOnce = true;
        CompletableFuture<Void> behind = inLoop(() -> wire.write("b".getBytes(StandardCharsets.ISO_8859_1)));
        settle();
        assertThat(behind).isNotDone();
        hang.complete(null);
        behind.get(30, TimeUnit.SECONDS);
        assertThat(driven).isCompletedWithValue(true);
        assertThat(transport.written).containsExactly("DTR true", "b");
        assertThat(writeInLoop("c")).isTrue();
    }

    @Test
    void aFailedWriteOfTheLoopIsReportedLater() throws Exception {
        transport.takesAtOnce = true;
        transport.whileWriting = () -> {
            throw new LinkageError("on purpose");
        };
        loop.execute(wire::answered);
        CompletableFuture<Void> failed = new CompletableFuture<>();
        assertThat(CompletableFuture.supplyAsync(
                                () -> {
                                    CompletableFuture<Void> write = wire.write(new byte[1]);
                                    write.whenComplete((none, failure) -> failed.completeExceptionally(failure));
                                    return write.isDone();
                                },
                                loop)
                        .get(30, TimeUnit.SECONDS))
                .isFalse();
        assertThatThrownBy(() -> failed.get(30, TimeUnit.SECONDS)).hasRootCauseMessage("on purpose");
    }

    /** Whether it is done when it returns. */
    private boolean writeInLoop(String text) throws Exception {
        CompletableFuture<Boolean> atOnce = new CompletableFuture<>();
        CompletableFuture<Void> write = inLoop(() -> {
            CompletableFuture<Void> written = wire.write(text.getBytes(StandardCharsets.ISO_8859_1));
            atOnce.complete(written.isDone());
            return written;
        });
        write.get(30, TimeUnit.SECONDS);
        return atOnce.join();
    }

    private <T> CompletableFuture<T> inLoop(Supplier<CompletableFuture<T>> use) {
        return CompletableFuture.supplyAsync(use, loop).thenCompose(used -> used);
    }

    @Test
    void aFloodedLineSharesTheLoopAndEndsAfterItsBytes() throws Exception {
        CompletableFuture<Void> lag = new CompletableFuture<>();
        loop.execute(lag::join);
        for (int i = 0; i < MAX_WAITING_CHUNKS; i++) {
            transport.says(String.valueOf((char) ('0' + i)).repeat(4096));
        }
        transport.hangsUp();
        wire.start(sink);
        threads.get(0).join(10_000);
        CompletableFuture<Integer> heardBefore = CompletableFuture.supplyAsync(heard::size, loop);
        lag.complete(null);
        assertThat(heardBefore.get(30, TimeUnit.SECONDS)).isEqualTo(4);
        await().until(() -> heard.size() == MAX_WAITING_CHUNKS + 1);
        for (int i = 0; i < MAX_WAITING_CHUNKS; i++) {
            assertThat(heard.get(i)).startsWith(String.valueOf((char) ('0' + i)));
        }
        assertThat(heard.get(MAX_WAITING_CHUNKS)).isEqualTo("end: the other side hung up");
    }

    @Test
    void bytesThatArriveDuringABusyLoopComeInOneTurn() throws Exception {
        CompletableFuture<Void> lag = new CompletableFuture<>();
        loop.execute(lag::join);
        wire.start(sink);
        transport.says("a");
        await().until(() -> transport.reads.get() == 2);
        CompletableFuture<Integer> heardBefore = CompletableFuture.supplyAsync(heard::size, loop);
        transport.says("b");
        await().until(() -> transport.reads.get() == 3);
        lag.complete(null);
        assertThat(heardBefore.get(30, TimeUnit.SECONDS)).isEqualTo(2);
    }

    @Test
    void reportsAFailedWrite() {
        transport.close();
        assertThatThrownBy(() -> wire.write(new byte[1]).get(30, TimeUnit.SECONDS))
                .isInstanceOf(ExecutionException.class)
                .hasCauseInstanceOf(IOException.class);
    }

    @Test
    void theReaderWaitsForALoopThatLagsBehind() throws Exception {
        CompletableFuture<Void> lag = new CompletableFuture<>();
        loop.execute(lag::join);
        int chunks = 3 * MAX_WAITING_CHUNKS;
        for (int i = 0; i < chunks; i++) {
            transport.says("x");
        }
        wire.start(sink);
        Thread reader = threads.get(0);
        await().until(() ->
                transport.reads.get() == MAX_WAITING_CHUNKS + 1 && reader.getState() == Thread.State.WAITING);
        lag.complete(null);
        await().until(() -> heard.size() == chunks);
    }

    // close leaves no thread: see leavesNoThread

    @Test
    void closesBeforeTheStart() throws Exception {
        wire.close();
        wire.start(sink);
        threads.get(1).join(10_000);
        assertThat(heard).isEmpty();
    }

    @Test
    void closesWhileReadingIsBlockedAndDeliversNothingMore() throws Exception {
        wire.start(sink);
        await().until(() -> transport.reads.get() == 1);
        wire.close();
        threads.get(0).join(10_000);
        settle();
        assertThat(heard).isEmpty();
    }

    @Test
    void closesWhileTheReaderWaitsForTheLoop() throws Exception {
        CompletableFuture<Void> lag = new CompletableFuture<>();
        loop.execute(lag::join);
        for (int i = 0; i < 3 * MAX_WAITING_CHUNKS; i++) {
            transport.says("x");
        }
        wire.start(sink);
        await().until(() -> threads.get(0).getState() == Thread.State.WAITING);
        wire.close();
        threads.get(0).join(10_000);
        assertThat(threads.get(0).isAlive()).isFalse();
        lag.complete(null);
        settle();
        assertThat(heard).isEmpty();
    }

    @Test
    void closesWhileAWriteIsStuckAndFailsAllWrites() {
        transport.stuck = true;
        CompletableFuture<Void> stuck = wire.write("a".getBytes(StandardCharsets.ISO_8859_1));
        await().until(() -> transport.writes.get() == 1);
        CompletableFuture<Void> behind = wire.write("b".getBytes(StandardCharsets.ISO_8859_1));
        wire.close();
        CompletableFuture<Void> late = wire.write("c".getBytes(StandardCharsets.ISO_8859_1));
        for (CompletableFuture<Void> write : List.of(stuck, behind, late)) {
            assertThatThrownBy(() -> write.get(30, TimeUnit.SECONDS)).hasCauseInstanceOf(IOException.class);
        }
        assertThat(transport.writes).hasValue(1);
    }

    @Test
    void closesInTheLoopItself() throws Exception {
        wire.start(sink);
        loop.execute(wire::close);
        threads.get(0).join(10_000);
        settle();
        assertThat(heard).isEmpty();
    }

    @Test
    void aHangingCloseDoesNotHoldUpTheLoop() throws Exception {
        CompletableFuture<Void> hang = new CompletableFuture<>();
        transport.whileClosing = hang::join;
        wire.start(sink);
        CompletableFuture<Void> released = CompletableFuture.supplyAsync(wire::close, loop)
                .thenCompose(closing -> closing)
                .thenRun(() -> inLoop.add(loop.inLoop()));
        settle();
        assertThat(released).isNotDone();
        hang.complete(null);
        released.get(30, TimeUnit.SECONDS);
        assertThat(transport.closed).isTrue();
    }

    @Test
    void drivesControlLinesAfterEarlierWrites() throws Exception {
        CompletableFuture<Boolean> driven = new CompletableFuture<>();
        loop.execute(() -> {
            wire.write("a".getBytes(StandardCharsets.ISO_8859_1));
            wire.drive(ControlLine.RTS, true).thenAccept(done -> {
                inLoop.add(loop.inLoop());
                driven.complete(done);
            });
        });
        assertThat(driven.get(30, TimeUnit.SECONDS)).isTrue();
        assertThat(transport.written).containsExactly("a", "RTS true");
        assertThat(threads).hasSize(1);
    }

    @Test
    void aHangingControlLineDelaysTheReleaseButNotTheLoop() throws Exception {
        CompletableFuture<Void> hang = new CompletableFuture<>();
        CompletableFuture<Void> inDriver = new CompletableFuture<>();
        transport.whileDriving = () -> {
            inDriver.complete(null);
            hang.join();
        };
        wire.start(sink);
        CompletableFuture<Boolean> driven = CompletableFuture.supplyAsync(
                        () -> wire.drive(ControlLine.DTR, false), loop)
                .thenCompose(driving -> driving);
        inDriver.get(30, TimeUnit.SECONDS);
        CompletableFuture<Void> released =
                CompletableFuture.supplyAsync(wire::close, loop).thenCompose(closing -> closing);
        await().untilTrue(transport.hasClosed);
        settle();
        assertThat(driven).isNotDone();
        assertThat(released).isNotDone();
        hang.complete(null);
        assertThat(driven.get(30, TimeUnit.SECONDS)).isTrue();
        released.get(30, TimeUnit.SECONDS);
    }

    @Test
    void aClosedLineDrivesNothing() {
        wire.close();
        assertThatThrownBy(() -> wire.drive(ControlLine.DTR, true).get(30, TimeUnit.SECONDS))
                .hasRootCauseMessage("the line is closed");
    }

    /** A driver that hangs while it closes would hold up the loop. */
    @Test
    void theLoopNeverClosesTheLineIfAThreadCanBeHadLater() throws Exception {
        AtomicInteger asked = new AtomicInteger();
        CompletableFuture<Thread> closer = new CompletableFuture<>();
        transport.whileClosing = () -> closer.complete(Thread.currentThread());
        TransportWire poor = new TransportWire(transport, loop, task -> {
            if (asked.incrementAndGet() == 1) {
                throw new Error("unable to create native thread");
            }
            return thread(task);
        });
        CompletableFuture.supplyAsync(poor::close, loop)
                .thenCompose(closing -> closing)
                .get(30, TimeUnit.SECONDS);
        assertThat(closer.join()).isSameAs(threads.get(0));
    }

    @Test
    void aTransportThatFailsToCloseCountsAsGivenBack() throws Exception {
        transport.whileClosing = () -> {
            throw new IllegalStateException("on purpose");
        };
        wire.close().get(30, TimeUnit.SECONDS);
        transport.close();
    }

    /** As the system does when it has no thread to spare. */
    @Test
    void withoutAThreadTheWireFailsWritesAndStillCloses() {
        TransportWire poor = new TransportWire(transport, loop, task -> {
            throw new Error("unable to create native thread");
        });
        assertThatThrownBy(() -> poor.write(new byte[1]).get(30, TimeUnit.SECONDS))
                .hasRootCauseMessage("unable to create native thread");
        assertThat(poor.close()).succeedsWithin(Duration.ofSeconds(10));
        assertThat(transport.closed).isTrue();
    }

    @Test
    void aTransportThatFailsInAnyWayFailsTheWrite() {
        transport.whileWriting = () -> {
            throw new LinkageError("on purpose");
        };
        assertThatThrownBy(() -> wire.write(new byte[1]).get(30, TimeUnit.SECONDS))
                .hasRootCauseMessage("on purpose");
    }

    @Test
    void knowsTheSpeedOfTheLine() {
        assertThat(wire.transmitTime(7)).isEqualTo(Duration.ofMillis(7));
    }

    @Test
    void carriesAConversation() throws Exception {
        AtTiming timing = new AtTiming(Duration.ofSeconds(20), Duration.ofSeconds(20), Duration.ofSeconds(1));
        AtEngine engine = new AtEngine(
                "line",
                loop,
                wire,
                new CoapUrcRule(false),
                timing,
                new RecordingListener(),
                new SecretEcho(),
                new OutcomeHabits(none -> {}),
                new AtTrace(loop, line -> {}));
        CompletableFuture<AtResult<AtReply>> result = new CompletableFuture<>();
        loop.execute(() -> {
            engine.start();
            engine.send(SampleCommand.of("AT")).thenAccept(result::complete);
        });
        await().until(() -> transport.written.contains("AT\r"));
        transport.says("\r\nO");
        transport.says("K\r\n");
        assertThat(result.get(30, TimeUnit.SECONDS)).isInstanceOf(AtResult.Success.class);
    }

    private void settle() throws Exception {
        CompletableFuture<Void> reached = new CompletableFuture<>();
        loop.execute(() -> reached.complete(null));
        reached.get(30, TimeUnit.SECONDS);
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    /** A transport whose other end is the test. */
    private static final class MemoryTransport implements ModemTransport {
        private static final Object END = new Object();

        final AtomicInteger reads = new AtomicInteger();
        final AtomicInteger writes = new AtomicInteger();
        final List<String> written = new CopyOnWriteArrayList<>();
        volatile boolean closed;
        volatile boolean stuck;
        volatile boolean takesAtOnce;
        volatile Runnable whileWriting = () -> {};
        volatile Runnable whileClosing = () -> {};
        volatile Runnable whileDriving = () -> {};
        final AtomicBoolean hasClosed = new AtomicBoolean();
        private final BlockingQueue<Object> incoming = new LinkedBlockingQueue<>();
        private final CompletableFuture<Void> freed = new CompletableFuture<>();

        void says(String text) {
            incoming.add(text.getBytes(StandardCharsets.ISO_8859_1));
        }

        void fails(Throwable failure) {
            incoming.add(failure);
        }

        void hangsUp() {
            incoming.add(END);
        }

        @Override
        public int read(byte[] buffer) throws IOException {
            reads.incrementAndGet();
            Object next = closed ? END : take();
            if (next instanceof byte[] bytes) {
                System.arraycopy(bytes, 0, buffer, 0, bytes.length);
                return bytes.length;
            }
            if (next instanceof IOException failure) {
                throw failure;
            }
            if (next instanceof Error error) {
                throw error;
            }
            return -1;
        }

        private Object take() {
            try {
                return incoming.take();
            } catch (InterruptedException e) {
                return END;
            }
        }

        @Override
        public void write(byte[] bytes) throws IOException {
            writes.incrementAndGet();
            whileWriting.run();
            if (stuck) {
                freed.join();
            }
            if (closed) {
                throw new IOException("closed");
            }
            written.add(text(bytes));
        }

        @Override
        public boolean writeAtOnce(byte[] bytes) throws IOException {
            if (takesAtOnce) {
                write(bytes);
            }
            return takesAtOnce;
        }

        @Override
        public Duration transmitTime(int bytes) {
            return Duration.ofMillis(bytes);
        }

        @Override
        public boolean setControlLine(ControlLine line, boolean active) {
            whileDriving.run();
            written.add(line + " " + active);
            return true;
        }

        @Override
        public void close() {
            Runnable first = whileClosing;
            whileClosing = () -> {};
            first.run();
            closed = true;
            hasClosed.set(true);
            freed.complete(null);
            incoming.add(END);
        }

        @Override
        public String describe() {
            return "memory";
        }
    }
}
