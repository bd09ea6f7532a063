// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.at;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.ByteBuffer;
import java.nio.channels.Pipe;
import java.nio.channels.SelectionKey;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

@Timeout(180)
class SelectorLoopTest {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final List<Pipe> pipes = new ArrayList<>();
    private SelectorLoop loop;
    private Thread thread;

    @BeforeEach
    void begin() throws IOException {
        loop = new SelectorLoop(task -> thread = new Thread(task));
    }

    @AfterEach
    void endsItsThread() throws InterruptedException, IOException {
        for (Pipe pipe : pipes) {
            pipe.sink().close();
        }
        loop.close();
        thread.join(PATIENCE.toMillis());
        assertThat(thread.isAlive()).isFalse();
    }

    @Test
    void runsTasksInTheOrderOfTheirSubmission() throws Exception {
        List<Integer> ran = new ArrayList<>();
        for (int i = 0; i < 1000; i++) {
            int number = i;
            loop.execute(() -> ran.add(number));
        }
        settle();
        assertThat(ran).hasSize(1000).isSorted();
    }

    @Test
    void knowsItsThread() throws Exception {
        CompletableFuture<Boolean> inside = new CompletableFuture<>();
        assertThat(loop.inLoop()).isFalse();
        loop.execute(() -> inside.complete(loop.inLoop()));
        assertThat(inside.get(30, TimeUnit.SECONDS)).isTrue();
        assertThat(loop.inLoop()).isFalse();
    }

    @Test
    void runsDelayedTasksNotBeforeTheirTime() throws Exception {
        long start = loop.nanoTime();
        CompletableFuture<Long> ran = new CompletableFuture<>();
        loop.schedule(Duration.ofMillis(20), () -> ran.complete(loop.nanoTime()));
        assertThat(ran.get(30, TimeUnit.SECONDS) - start)
                .isGreaterThanOrEqualTo(Duration.ofMillis(20).toNanos());
    }

    @Test
    void forgetsCancelledTasks() throws Exception {
        List<String> ran = new ArrayList<>();
        CompletableFuture<Void> blocked = block();
        EventLoop.Timer timer = loop.schedule(Duration.ZERO, () -> ran.add("cancelled"));
        timer.cancel();
        timer.cancel();
        blocked.complete(null);
        settle();
        assertThat(ran).isEmpty();
    }

    @Test
    void survivesFailingTasks() throws Exception {
        loop.execute(() -> {
            throw new IllegalStateException("on purpose");
        });
        loop.schedule(Duration.ZERO, () -> {
            throw new AssertionError("on purpose");
        });
        settle();
    }

    @Test
    void survivesUndeclaredCheckedExceptions() throws Exception {
        loop.execute(() -> SelectorLoopTest.<RuntimeException>undeclared(new IOException("on purpose")));
        loop.schedule(
                Duration.ZERO,
                () -> SelectorLoopTest.<RuntimeException>undeclared(new InterruptedException("on purpose")));
        settle();
        settle();
    }

    /** As Kotlin, Groovy and Scala do. */
    @SuppressWarnings("unchecked")
    private static <E extends Throwable> void undeclared(Throwable failure) throws E {
        throw (E) failure;
    }

    @Test
    void survivesALogThatFails() throws Exception {
        loop.execute(() -> {
            throw new IllegalStateException("on purpose") {
                @Override
                public String getMessage() {
                    throw new OutOfMemoryError("on purpose");
                }
            };
        });
        settle();
        settle();
    }

    @Test
    void closingRunsSubmittedTasksAndForgetsDelayedTasks() throws Exception {
        List<String> ran = new ArrayList<>();
        CompletableFuture<Void> blocked = block();
        loop.execute(() -> ran.add("submitted"));
        loop.schedule(Duration.ofHours(1), () -> ran.add("delayed"));
        loop.close();
        loop.execute(() -> ran.add("too late"));
        loop.schedule(Duration.ZERO, () -> ran.add("too late")).cancel();
        blocked.complete(null);
        thread.join(PATIENCE.toMillis());
        assertThat(thread.isAlive()).isFalse();
        assertThat(ran).containsExactly("submitted");
    }

    @Test
    void endlessSelfSubmissionDelaysNoTaskTimerOrChannel() throws Exception {
        Pipe pipe = pipe();
        AtomicBoolean over = new AtomicBoolean();
        CompletableFuture<Void> served = new CompletableFuture<>();
        CompletableFuture<Void> fired = new CompletableFuture<>();
        Runnable[] again = new Runnable[2];
        again[0] = () -> {
            if (!over.get()) {
                loop.execute(again[0]);
            }
        };
        again[1] = () -> {
            if (!over.get()) {
                loop.schedule(Duration.ZERO, again[1]);
            }
        };
        loop.execute(again[0]);
        loop.execute(again[1]);
        register(pipe, (key, buffer) -> served.complete(null));
        pipe.sink().write(ByteBuffer.allocate(1));
        loop.schedule(Duration.ofMillis(1), () -> fired.complete(null));
        settle();
        served.get(30, TimeUnit.SECONDS);
        fired.get(30, TimeUnit.SECONDS);
        over.set(true);
    }

    @Test
    void channelsHaveTheirTurnsOneAfterTheOther() throws Exception {
        List<Integer> turns = new CopyOnWriteArrayList<>();
        CompletableFuture<Void> blocked = block();
        for (int i = 0; i < 3; i++) {
            int number = i;
            Pipe pipe = pipe();
            pipe.sink().write(ByteBuffer.allocate(3));
            register(pipe, (key, buffer) -> {
                turns.add(number);
                pipe.source().read(ByteBuffer.allocate(1));
            });
        }
        blocked.complete(null);
        await().until(() -> turns.size() == 9);
        for (int round = 0; round < 3; round++) {
            assertThat(turns.subList(3 * round, 3 * round + 3)).containsExactlyInAnyOrder(0, 1, 2);
        }
    }

    @Test
    void aFailingHandlerDoesNotHoldUpOtherChannels() throws Exception {
        AtomicBoolean over = new AtomicBoolean();
        Pipe failing = pipe();
        Pipe other = pipe();
        CompletableFuture<Void> failed = new CompletableFuture<>();
        CompletableFuture<Void> served = new CompletableFuture<>();
        register(failing, (key, buffer) -> {
            failing.source().read(ByteBuffer.allocate(1));
            if (!over.get()) {
                failing.sink().write(ByteBuffer.allocate(1));
            }
            failed.complete(null);
            throw new IllegalStateException("on purpose");
        });
        register(other, (key, buffer) -> served.complete(null));
        failing.sink().write(ByteBuffer.allocate(1));
        failed.get(30, TimeUnit.SECONDS);
        settle();
        other.sink().write(ByteBuffer.allocate(1));
        served.get(30, TimeUnit.SECONDS);
        over.set(true);
    }

    /** A timer that is late itself must not end a silence in which something has come meanwhile. */
    @Test
    void tasksOfATimerRunAfterBytesThatArrivedBefore() throws Exception {
        List<String> order = new CopyOnWriteArrayList<>();
        Pipe pipe = pipe();
        register(pipe, (key, buffer) -> {
            order.add("bytes");
            key.cancel();
        });
        settle();
        CompletableFuture<Void> blocked = block();
        loop.schedule(Duration.ZERO, () -> loop.execute(() -> order.add("submitted")));
        pipe.sink().write(ByteBuffer.allocate(1));
        blocked.complete(null);
        await().until(() -> order.size() == 2);
        assertThat(order).containsExactly("bytes", "submitted");
    }

    @Test
    void timersFireByTimeAndThenInOrderOfCreation() throws Exception {
        List<Integer> fired = new ArrayList<>();
        loop.execute(() -> {
            for (int i = 0; i < 100; i++) {
                int number = i;
                loop.schedule(Duration.ofSeconds(number % 2 == 0 ? 2 : 0), () -> fired.add(number));
            }
        });
        await().until(() -> ask(fired::size) == 100);
        assertThat(fired.subList(0, 50)).allMatch(number -> number % 2 == 1).isSorted();
        assertThat(fired.subList(50, 100)).allMatch(number -> number % 2 == 0).isSorted();
    }

    @Test
    void timersCanBeCancelledAndMadeByAnyThread() throws Exception {
        List<String> fired = new ArrayList<>();
        CompletableFuture<Void> blocked = block();
        loop.schedule(Duration.ZERO, () -> fired.add("made by another")).cancel();
        blocked.complete(null);

        CompletableFuture<EventLoop.Timer> made = new CompletableFuture<>();
        CompletableFuture<Void> cancelled = new CompletableFuture<>();
        loop.execute(() -> {
            made.complete(loop.schedule(Duration.ZERO, () -> fired.add("cancelled by another")));
            cancelled.join();
        });
        made.get(30, TimeUnit.SECONDS).cancel();
        cancelled.complete(null);

        CompletableFuture<Void> last = new CompletableFuture<>();
        loop.schedule(Duration.ofMillis(1), () -> last.complete(null));
        last.get(30, TimeUnit.SECONDS);
        assertThat(fired).isEmpty();
    }

    @Test
    void sleepsWhileThereIsNothingToDo() throws Exception {
        awaitSleep();
        // the longest delay that can be asked for, and one that nobody waits for any more
        loop.schedule(Duration.ofSeconds(Long.MAX_VALUE), () -> {});
        loop.schedule(Duration.ofMillis(300), () -> {}).cancel();
        awaitSleep();
    }

    @Test
    void sleepsAfterAnInterrupt() throws Exception {
        ask(() -> {
            Thread.currentThread().interrupt();
            return null;
        });
        awaitSleep();
        Pipe pipe = pipe();
        CompletableFuture<Integer> read = new CompletableFuture<>();
        register(pipe, (key, buffer) -> read.complete(pipe.source().read(ByteBuffer.wrap(buffer))));
        pipe.sink().write(ByteBuffer.allocate(2));
        assertThat(read.get(30, TimeUnit.SECONDS)).isEqualTo(2);
    }

    /** Until its thread uses no processor any more. */
    private void awaitSleep() throws Exception {
        long thread = ask(() -> Thread.currentThread().getId());
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        AtomicLong before = new AtomicLong();
        await().during(Duration.ofMillis(500)).until(() -> {
            long now = threads.getThreadCpuTime(thread);
            return before.getAndSet(now) == now;
        });
    }

    @Test
    void closingAShareCancelsOnlyItsOwnTimers() throws Exception {
        List<String> ran = new CopyOnWriteArrayList<>();
        LoopShare one = loop.share();
        LoopShare other = loop.share();
        CompletableFuture<Void> blocked = block();
        one.execute(() -> ran.add("submitted before"));
        one.schedule(Duration.ZERO, () -> ran.add("too late"));
        other.schedule(Duration.ofMillis(1), () -> ran.add("the other's"));
        loop.execute(one::close);
        blocked.complete(null);
        settle();
        one.execute(() -> ran.add("too late"));
        one.schedule(Duration.ZERO, () -> ran.add("too late")).cancel();
        await().until(() -> ran.contains("the other's"));
        settle();
        assertThat(ran).containsExactly("submitted before", "the other's");
    }

    @Test
    void closingClosesTheChannelsThatAreLeft() throws Exception {
        Pipe pipe = pipe();
        register(pipe, (key, buffer) -> {});
        settle();
        loop.close();
        thread.join(PATIENCE.toMillis());
        assertThat(thread.isAlive()).isFalse();
        assertThat(pipe.source().isOpen()).isFalse();
    }

    @Test
    void aLoopThatGetsNoThreadFails() {
        assertThatThrownBy(() -> new SelectorLoop(task -> {
                    throw new OutOfMemoryError("unable to create native thread: expected");
                }))
                .hasMessageContaining("expected");
    }

    private Pipe pipe() throws IOException {
        Pipe pipe = Pipe.open();
        pipe.source().configureBlocking(false);
        pipes.add(pipe);
        return pipe;
    }

    /** What may fail in any way. */
    private interface Serving {
        void serve(SelectionKey key, byte[] buffer) throws IOException;
    }

    private void register(Pipe pipe, Serving serving) {
        loop.execute(() -> {
            try {
                loop.register(pipe.source(), SelectionKey.OP_READ, (key, buffer) -> {
                    try {
                        serving.serve(key, buffer);
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                });
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    private <T> T ask(Supplier<T> question) throws Exception {
        return CompletableFuture.supplyAsync(question, loop).get(30, TimeUnit.SECONDS);
    }

    private CompletableFuture<Void> block() {
        CompletableFuture<Void> latch = new CompletableFuture<>();
        loop.execute(latch::join);
        return latch;
    }

    private void settle() throws Exception {
        CompletableFuture<Void> reached = new CompletableFuture<>();
        loop.execute(() -> reached.complete(null));
        reached.get(30, TimeUnit.SECONDS);
    }
}
