// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.modem;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.github.bc66coap.at.RawCommand;
import io.github.bc66coap.modem.api.CommandOutcome;
import io.github.bc66coap.modem.api.ModemEvent;
import io.github.bc66coap.modem.api.ModemState;
import io.github.bc66coap.modem.api.ModemWatcher;
import io.github.bc66coap.modem.api.Psk;
import io.github.bc66coap.modem.api.Registration;
import io.github.bc66coap.modem.api.SendOutcome;
import io.github.bc66coap.modem.api.WakeUp;
import io.github.bc66coap.transport.ControlLine;
import io.github.bc66coap.transport.LineSettings;
import io.github.bc66coap.transport.ModemTransport;
import io.github.bc66coap.transport.ModemTransportFactory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

/** Sharing of modems, with real threads. */
@Timeout(180)
class ModemPoolTest {
    private final ModemPool pool = new ModemPool(modem -> {}, name -> ModemPoolTest::thread);
    private final AtomicInteger open = new AtomicInteger();
    private final AtomicInteger opened = new AtomicInteger();
    private final AtomicInteger mostOpen = new AtomicInteger();
    private final SettingsBuilder settings = new SettingsBuilder();
    private final CompletableFuture<Void> opening = new CompletableFuture<>();
    private final CompletableFuture<Void> go = new CompletableFuture<>();

    @BeforeEach
    void beImpatient() {
        settings.commandTimeout = Duration.ofMillis(200);
    }

    /** A line on which everything is answered with OK, until it is closed. */
    private class OkTransport implements ModemTransport {
        private final BlockingQueue<byte[]> answers = new LinkedBlockingQueue<>();
        private boolean closed;

        OkTransport() {
            opened.incrementAndGet();
            mostOpen.accumulateAndGet(open.incrementAndGet(), Math::max);
        }

        @Override
        public int read(byte[] buffer) throws IOException {
            try {
                byte[] answer = answers.take();
                System.arraycopy(answer, 0, buffer, 0, answer.length);
                return answer.length == 0 ? -1 : answer.length;
            } catch (InterruptedException e) {
                throw new IOException(e);
            }
        }

        void hangUp() {
            answers.add(new byte[0]);
        }

        @Override
        public void write(byte[] bytes) {
            answers.add("\r\nOK\r\n".getBytes(java.nio.charset.StandardCharsets.US_ASCII));
        }

        @Override
        public Duration transmitTime(int bytes) {
            return Duration.ZERO;
        }

        @Override
        public boolean setControlLine(ControlLine line, boolean active) {
            return false;
        }

        @Override
        public synchronized void close() {
            if (!closed) {
                closed = true;
                open.decrementAndGet();
                answers.add(new byte[0]);
            }
        }

        @Override
        public String describe() {
            return "ok";
        }
    }

    /** The same, with something that happens when it is closed for the first time. */
    private final class BadlyClosedTransport extends OkTransport {
        private final Runnable whileClosing;
        private final AtomicBoolean begun = new AtomicBoolean();

        BadlyClosedTransport(Runnable whileClosing) {
            this.whileClosing = whileClosing;
        }

        @Override
        public void close() {
            try {
                if (begun.compareAndSet(false, true)) {
                    whileClosing.run();
                }
            } finally {
                super.close();
            }
        }
    }

    private ModemPool.Lease acquire() {
        return acquire((device, line) -> new OkTransport());
    }

    private ModemPool.Lease acquire(ModemTransportFactory transports) {
        return pool.acquire(settings.build(), transports);
    }

    /** Tells that it has begun, and ends when it may. */
    private OkTransport openLate(String device, LineSettings line) {
        opening.complete(null);
        go.join();
        return new OkTransport();
    }

    private static void assertNothingWaits(ModemPool.Lease lease) throws Exception {
        assertThat(InTheLoop.queueLength(lease.modem()).get(30, TimeUnit.SECONDS))
                .isZero();
    }

    private static Thread thread(Runnable task) {
        Thread thread = new Thread(task, "pool-test");
        thread.setDaemon(true);
        return thread;
    }

    @Test
    void oneDeviceIsOneModemUntilTheLastUserGoes() {
        ModemPool.Lease one = acquire();
        ModemPool.Lease two = acquire();
        one.answered().join();
        two.answered().join();
        assertThat(two.modem()).isSameAs(one.modem());
        one.close();
        one.close();
        assertThat(open).hasValue(1);
        assertThat(two.modem().state().phase()).isNotEqualTo(ModemState.Phase.STOPPED);
        two.close();
        assertThat(open).hasValue(0);
        assertThat(two.modem().state().phase()).isEqualTo(ModemState.Phase.STOPPED);
        ModemPool.Lease three = acquire();
        assertThat(three.modem()).isNotSameAs(one.modem());
        three.answered().join();
        three.close();
        assertThat(opened).hasValue(2);
    }

    @Test
    void aWatcherIsToldOfModemsThatAreOpenedLater() {
        List<String> told = new CopyOnWriteArrayList<>();
        ModemWatcher watcher = (device, event) -> {
            if (event instanceof ModemEvent.State state) {
                told.add(device + " " + state.state().phase());
            }
        };
        Registration twice = pool.watch(watcher);
        Registration watch = pool.watch(watcher);
        twice.close();
        twice.close();
        ModemPool.Lease lease = acquire();
        lease.answered().join();
        assertThat(lease.modem().isWatched()).isTrue();
        await().untilAsserted(() -> assertThat(told).startsWith("fake OPENING", "fake WAKING", "fake INITIALISING"));
        watch.close();
        assertThat(lease.modem().isWatched()).isFalse();
        lease.close();
        assertThat(told).doesNotContain("fake STOPPED");
    }

    @Test
    void aDeviceCanBeOpenedAgainThoughTheCloseCallbackThrows() {
        ModemPool told = new ModemPool(
                modem -> {
                    throw new IllegalStateException("of those who are told");
                },
                name -> Thread::new);
        for (int i = 0; i < 2; i++) {
            told.acquire(settings.build(), (device, line) -> new OkTransport()).close();
        }
        assertThat(told.modems()).isEmpty();
        assertThat(opened).hasValue(2);
        assertThat(open).hasValue(0);
    }

    @Test
    void differentDevicesHaveDifferentModems() {
        ModemPool.Lease one = acquire();
        settings.device = "other";
        ModemPool.Lease two = acquire();
        assertThat(two.modem()).isNotSameAs(one.modem());
        one.close();
        two.close();
        assertThat(open).hasValue(0);
    }

    @Test
    void conflictingSettingsAreNamedWithBothValues() {
        ModemPool.Lease one = acquire();
        settings.baudRate = 9600;
        assertThatThrownBy(this::acquire)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll("fake", "baudRate", "9600", "115200");
        settings.baudRate = 115_200;
        // the one who was refused doesn't count
        one.close();
        assertThat(open).hasValue(0);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void conflictingSecretsAreNotShown(boolean both) {
        settings.psk = new Psk("me", "00112233");
        ModemPool.Lease one = acquire();
        settings.psk = both ? new Psk("me", "44556677") : null;
        assertThatThrownBy(this::acquire)
                .hasMessageContaining(both ? "secretKey" : "pskIdentity")
                .hasMessageNotContainingAny("00112233", "44556677");
        assertThat(settings.build().toString()).doesNotContain("44556677");
        one.close();
    }

    @Test
    void sendsAndCommandsAfterTheLastUserHasGoneAreUnavailable() throws Exception {
        ModemPool.Lease lease = acquire();
        lease.answered().join();
        lease.close();
        assertThat(lease.modem().send(ModemFixture.get(1)).get(1, TimeUnit.SECONDS))
                .isInstanceOf(SendOutcome.Unavailable.class);
        assertThat(lease.modem().command(new RawCommand("AT+CSQ"), true).get(1, TimeUnit.SECONDS))
                .isInstanceOf(CommandOutcome.Unavailable.class);
        assertThat(InTheLoop.queueLength(lease.modem()).get(1, TimeUnit.SECONDS))
                .isZero();
        assertThat(lease.modem().stop().get(1, TimeUnit.SECONDS)).isNull();
    }

    @Test
    void everySendEndsHoweverItRacesWithTheLastUser() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(4);
        for (int round = 0; round < 50; round++) {
            ModemPool.Lease lease = acquire();
            List<Future<CompletableFuture<SendOutcome>>> sends = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                int id = i;
                sends.add(threads.submit(() -> lease.modem().send(ModemFixture.get(id))));
            }
            lease.close();
            for (Future<CompletableFuture<SendOutcome>> send : sends) {
                assertThat(send.get().get(30, TimeUnit.SECONDS)).isInstanceOf(SendOutcome.Unavailable.class);
            }
        }
        threads.shutdown();
        assertThat(open).hasValue(0);
    }

    @Test
    void usersThatComeAndGoAtTheSameTimeNeverOpenTheDeviceTwice() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(4);
        List<Future<?>> users = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            users.add(threads.submit(() -> {
                for (int j = 0; j < 100; j++) {
                    ModemPool.Lease lease = acquire();
                    assertThat(lease.modem().state()).isNotNull();
                    lease.close();
                }
            }));
        }
        for (Future<?> user : users) {
            user.get(30, TimeUnit.SECONDS);
        }
        threads.shutdown();
        assertThat(mostOpen.get()).isLessThanOrEqualTo(1);
        assertThat(open).hasValue(0);
    }

    @Test
    void aLineThatOpensTooLateIsClosed() throws Exception {
        CompletableFuture<Void> made = new CompletableFuture<>();
        ModemPool.Lease lease = acquire((device, line) -> {
            try {
                return openLate(device, line);
            } finally {
                made.complete(null);
            }
        });
        opening.get(30, TimeUnit.SECONDS);
        lease.close();
        go.complete(null);
        made.get(30, TimeUnit.SECONDS);
        await().untilAsserted(() -> assertThat(open).hasValue(0));
        assertThat(opened).hasValue(1);
    }

    @Test
    void aStopWaitsForALineThatIsBeingOpened() throws Exception {
        ModemPool.Lease lease = acquire(this::openLate);
        opening.get(30, TimeUnit.SECONDS);
        CompletableFuture<Void> closing = CompletableFuture.runAsync(lease::close);
        assertThat(closing).isNotDone();
        go.complete(null);
        closing.get(30, TimeUnit.SECONDS);
        assertThat(open).hasValue(0);
        assertThat(opened).hasValue(1);
    }

    @Test
    void aFactoryThatFailsInAnyWayFailsTheStart() {
        ModemPool.Lease lease = acquire((device, line) -> {
            throw new UnsatisfiedLinkError("no native library");
        });
        assertThatThrownBy(() -> lease.answered().get(30, TimeUnit.SECONDS)).hasMessageContaining("no native library");
        lease.close();
    }

    /** A checked exception that the interface doesn't allow, as languages without these may throw. */
    @Test
    void aFactoryThatThrowsACheckedExceptionFailsTheStart() {
        ModemPool.Lease lease = acquire((device, line) -> {
            throw sneaky(new ClassNotFoundException("no driver"));
        });
        assertThatThrownBy(() -> lease.answered().get(30, TimeUnit.SECONDS)).hasMessageContaining("no driver");
        lease.close();
    }

    @SuppressWarnings("unchecked")
    private static <E extends Exception> RuntimeException sneaky(Exception e) throws E {
        throw (E) e;
    }

    /** The system can make no thread for the event loop, as its factory says. */
    @Test
    void aModemWhoseThreadCannotBeMadeIsNotKept() throws Exception {
        isNobodys(task -> {
            throw new OutOfMemoryError("unable to create native thread: expected");
        });
    }

    @Test
    void aModemWhoseThreadCannotBeStartedIsNotKept() throws Exception {
        isNobodys(task -> new Thread(task) {
            @Override
            public void start() {
                throw new OutOfMemoryError("unable to create native thread: expected");
            }
        });
    }

    private void isNobodys(ThreadFactory none) throws Exception {
        AtomicBoolean poor = new AtomicBoolean(true);
        ModemPool pool = new ModemPool(modem -> {}, name -> task -> poor.get() ? none.newThread(task) : thread(task));
        assertThatThrownBy(() -> pool.acquire(settings.build(), (device, line) -> new OkTransport()))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("fake: unable to create native thread");
        assertThat(pool.modems()).isEmpty();

        poor.set(false);
        ModemPool.Lease lease = pool.acquire(settings.build(), (device, line) -> new OkTransport());
        lease.answered().get(30, TimeUnit.SECONDS);
        assertThat(opened).hasValue(1);
        lease.close();
        assertThat(open).hasValue(0);
    }

    @Test
    void aTransportThatFailsToCloseDoesNotKeepTheDevice() {
        ModemPool.Lease lease = acquire((device, line) -> new BadlyClosedTransport(() -> {
            throw new IllegalStateException("on purpose");
        }));
        lease.answered().join();
        lease.close();
        assertThat(pool.modems()).isEmpty();
        assertThat(open).hasValue(0);
    }

    @Test
    void aHangingCloseDelaysOpeningAndStopButNotTheEventLoop() throws Exception {
        BlockingQueue<OkTransport> made = new LinkedBlockingQueue<>();
        ModemPool.Lease lease = acquire((device, line) -> {
            made.add(new BadlyClosedTransport(go::join));
            return made.element();
        });
        lease.answered().join();
        // the adapter is pulled: the driver's close hangs
        made.remove().hangUp();
        await().until(() -> lease.modem().state().phase() == ModemState.Phase.OPENING);
        assertNothingWaits(lease);
        assertThat(opened).hasValue(1);
        CompletableFuture<Void> closing = CompletableFuture.runAsync(lease::close);
        await().until(() -> lease.modem().state().phase() == ModemState.Phase.STOPPING);
        assertNothingWaits(lease);
        assertThat(closing).isNotDone();
        go.complete(null);
        closing.get(30, TimeUnit.SECONDS);
        assertThat(opened).hasValue(1);
        assertThat(open).hasValue(0);
    }

    @Test
    void aHangingControlLineDelaysTheStopButNoDeadline() throws Exception {
        settings.wakeUp = WakeUp.DTR;
        ModemPool.Lease lease = acquire((device, line) -> new OkTransport() {
            @Override
            public boolean setControlLine(ControlLine control, boolean active) {
                go.join();
                return true;
            }
        });
        assertThatThrownBy(() -> lease.answered().get(30, TimeUnit.SECONDS))
                .hasMessageContaining("the line's driver or terminal server hangs: it has not released DTR within 5 s");
        assertNothingWaits(lease);
        CompletableFuture<SendOutcome> waiting = lease.modem().send(ModemFixture.get(1));
        CompletableFuture<Void> closing = CompletableFuture.runAsync(lease::close);
        assertThat(waiting.get(30, TimeUnit.SECONDS)).isInstanceOf(SendOutcome.Unavailable.class);
        assertNothingWaits(lease);
        assertThat(closing).isNotDone();
        go.complete(null);
        closing.get(30, TimeUnit.SECONDS);
        assertThat(open).hasValue(0);
        assertThat(opened).hasValue(1);
    }

    @Test
    void anInterruptedUserLeavesNoLineOpen() {
        ModemPool.Lease lease = acquire();
        lease.answered().join();
        Thread.currentThread().interrupt();
        lease.close();
        assertThat(Thread.interrupted()).isTrue();
        await().untilAsserted(() -> assertThat(open).hasValue(0));
        acquire().close();
    }

    @Test
    void anInterruptedUserDoesNotWaitForAStopUnderWay() throws Exception {
        ModemPool.Lease lease = acquire((device, line) -> new BadlyClosedTransport(go::join));
        lease.answered().get(30, TimeUnit.SECONDS);
        CompletableFuture<Void> closing = CompletableFuture.runAsync(lease::close);
        await().until(() -> lease.modem().state().phase() == ModemState.Phase.STOPPING);
        Thread.currentThread().interrupt();
        assertThatThrownBy(this::acquire).isInstanceOf(IllegalStateException.class);
        assertThat(Thread.interrupted()).isTrue();
        go.complete(null);
        closing.get(30, TimeUnit.SECONDS);
    }

    @Test
    void aUserMayReleaseTheModemFromTheEventLoop() {
        ModemPool.Lease lease = acquire();
        CompletableFuture<Void> gone = new CompletableFuture<>();
        lease.modem().subscribe(new ModemFixture.Events());
        InTheLoop.queueLength(lease.modem()).thenRun(() -> {
            lease.close();
            gone.complete(null);
        });
        gone.orTimeout(5, TimeUnit.SECONDS).join();
        await().untilAsserted(() -> assertThat(open).hasValue(0));
    }
}
