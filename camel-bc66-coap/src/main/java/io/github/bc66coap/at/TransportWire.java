// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.at;

import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.github.bc66coap.transport.ControlLine;
import io.github.bc66coap.transport.ModemTransport;
import io.github.bc66coap.transport.UnusableLineException;

/**
 * A wire over a transport that blocks. One thread reads; as needed, another one writes and drives control lines, and a third closes. So
 * no silent or stuck line and no hanging driver holds up the event loop.
 *
 * <p>The loop itself writes bytes that the line surely takes at once: while few bytes are unanswered. The first bytes on a line count as
 * unanswered, because those of an earlier line may still fill the buffer of a stuck device. All other bytes go to the writing thread,
 * and nothing overtakes them.
 */
public final class TransportWire implements Wire {
    private static final Logger LOG = LoggerFactory.getLogger(TransportWire.class);
    private static final int CHUNK = 4096;
    /** How many chunks may wait for the loop, to bound memory; beyond that the reader waits. */
    private static final int MAX_WAITING_CHUNKS = 64;
    /** How many bytes the loop delivers before its other users have their turn. */
    private static final int MOST_AT_ONCE = 16_384;
    /** How often to try to start a thread that closes the line before the loop does it. */
    private static final int RELEASE_ATTEMPTS = 5;

    private static final Duration RELEASE_PAUSE = Duration.ofMillis(500);
    /** How long the writing thread waits for more before it ends. */
    private static final Duration WRITER_IDLE = Duration.ofSeconds(5);

    private final ModemTransport transport;
    private final EventLoop loop;
    private final ThreadFactory threads;
    private final ThreadPoolExecutor writer;
    /** How many uses of the line the writing thread has yet to finish. */
    private final AtomicInteger handedOver = new AtomicInteger();
    /** Bytes written since the other side last answered. Used in the loop only. */
    private int unanswered = ModemTransport.MOST_UNANSWERED + 1;

    private final Queue<byte[]> arrived = new ConcurrentLinkedQueue<>();
    /** Whether the loop has been asked to deliver. */
    private final AtomicBoolean delivering = new AtomicBoolean();

    /** Why reading has ended; {@code null} before. */
    private volatile String ended;
    /** Used in the loop only. */
    private boolean endTold;

    private final Semaphore waitingChunks = new Semaphore(MAX_WAITING_CHUNKS);
    private final CompletableFuture<Void> released = new CompletableFuture<>();
    /** The last use of a control line. */
    private volatile CompletableFuture<?> driving = CompletableFuture.completedFuture(null);

    private volatile boolean closed;

    /**
     * @param transport an open transport; closed with the wire
     * @param loop where everything is delivered
     * @param threads must make platform threads: they block in native code
     */
    public TransportWire(ModemTransport transport, EventLoop loop, ThreadFactory threads) {
        this.transport = transport;
        this.loop = loop;
        this.threads = threads;
        this.writer = new ThreadPoolExecutor(
                1, 1, WRITER_IDLE.toMillis(), TimeUnit.MILLISECONDS, new LinkedBlockingQueue<>(), threads);
        writer.allowCoreThreadTimeOut(true);
    }

    @Override
    public void start(Sink sink) {
        threads.newThread(() -> read(sink)).start();
    }

    @Override
    public CompletableFuture<Void> write(byte[] bytes) {
        unanswered = Math.min(unanswered + bytes.length, ModemTransport.MOST_UNANSWERED + 1);
        boolean mayGoAtOnce = !closed && unanswered <= ModemTransport.MOST_UNANSWERED && handedOver.get() == 0;
        try {
            if (mayGoAtOnce && transport.writeAtOnce(bytes)) {
                return CompletableFuture.completedFuture(null);
            }
        } catch (IOException | RuntimeException | Error e) {
            CompletableFuture<Void> failed = new CompletableFuture<>();
            loop.execute(() -> failed.completeExceptionally(e));
            return failed;
        }
        return outward(() -> {
            transport.write(bytes);
            return null;
        });
    }

    @Override
    public void answered() {
        unanswered = 0;
    }

    @Override
    public CompletableFuture<Boolean> drive(ControlLine line, boolean active) {
        CompletableFuture<Boolean> driven = outward(() -> transport.setControlLine(line, active));
        driving = driven;
        return driven;
    }

    /** Uses the transport in the writing thread. */
    private <T> CompletableFuture<T> outward(Callable<T> use) {
        CompletableFuture<T> used = new CompletableFuture<>();
        handedOver.incrementAndGet();
        try {
            writer.execute(() -> {
                try {
                    requireOpen();
                    T result = use.call();
                    used(() -> used.complete(result));
                } catch (Exception | Error e) {
                    used(() -> used.completeExceptionally(e));
                }
            });
        } catch (RuntimeException | Error e) {
            // closed, or the system provides no thread
            Throwable reason = closed ? closedLine() : e;
            used(() -> used.completeExceptionally(reason));
        }
        return used;
    }

    /** Counts down in the loop, so that no write overtakes the end of this use. */
    private void used(Runnable ending) {
        loop.execute(() -> {
            handedOver.decrementAndGet();
            ending.run();
        });
    }

    /** Bytes that waited behind a stuck write must not leave while the line is being closed. */
    private void requireOpen() throws IOException {
        if (closed) {
            throw closedLine();
        }
    }

    private static IOException closedLine() {
        return new IOException("the line is closed");
    }

    @Override
    public Duration transmitTime(int bytes) {
        return transport.transmitTime(bytes);
    }

    @Override
    public String rateHint() {
        return transport.rateHint();
    }

    @Override
    public CompletableFuture<Void> close() {
        if (!closed) {
            closed = true;
            writer.shutdown();
            waitingChunks.release(MAX_WAITING_CHUNKS);
            beginRelease(RELEASE_ATTEMPTS);
        }
        return released;
    }

    private void beginRelease(int attempts) {
        try {
            threads.newThread(this::release).start();
        } catch (RuntimeException | Error e) {
            // the system provides no thread
            if (attempts > 1) {
                loop.schedule(RELEASE_PAUSE, () -> beginRelease(attempts - 1));
            } else {
                // better to block the loop than to keep the line for ever
                release();
            }
        }
    }

    private void release() {
        try {
            transport.close();
        } catch (RuntimeException | Error e) {
            LOG.warn("{} could not be closed", transport.describe(), e);
        } finally {
            // nothing ends a driver call that hangs with a control line
            loop.execute(() -> driving.whenComplete((driven, failure) -> released.complete(null)));
        }
    }

    private void read(Sink sink) {
        String reason = "the reader failed";
        try {
            readAll(sink);
            reason = HUNG_UP;
        } catch (UnusableLineException e) {
            reason = e.getMessage();
        } catch (IOException | RuntimeException e) {
            reason = "reading failed: " + e.getMessage();
        } finally {
            end(sink, reason);
        }
    }

    private void readAll(Sink sink) throws IOException {
        byte[] buffer = new byte[CHUNK];
        int count = transport.read(buffer);
        while (count >= 0 && !closed) {
            deliver(sink, Arrays.copyOf(buffer, count));
            count = transport.read(buffer);
        }
    }

    private void end(Sink sink, String reason) {
        ended = reason;
        askToDeliver(sink);
    }

    private void deliver(Sink sink, byte[] chunk) {
        waitingChunks.acquireUninterruptibly();
        arrived.add(chunk);
        askToDeliver(sink);
    }

    /** One request also delivers chunks that arrive before the loop runs it. */
    private void askToDeliver(Sink sink) {
        if (delivering.compareAndSet(false, true)) {
            loop.execute(() -> deliverArrived(sink));
        }
    }

    private void deliverArrived(Sink sink) {
        // first, so that later chunks ask anew
        delivering.set(false);
        String end = ended;
        try {
            int left = MOST_AT_ONCE;
            while (left > 0 && !arrived.isEmpty()) {
                byte[] chunk = arrived.remove();
                left -= chunk.length;
                waitingChunks.release();
                if (!closed) {
                    sink.onBytes(chunk);
                }
            }
        } finally {
            if (!arrived.isEmpty()) {
                askToDeliver(sink);
            } else if (end != null && !closed && !endTold) {
                endTold = true;
                sink.onEnd(end);
            }
        }
    }
}
