/*
 * Copyright 2026 the camel-bc66-coap authors
 *
 * Licensed under the Apache License, Version 2.0 (the "License");
 * you may not use this file except in compliance with the License.
 * You may obtain a copy of the License at
 *
 *     https://www.apache.org/licenses/LICENSE-2.0
 *
 * Unless required by applicable law or agreed to in writing, software
 * distributed under the License is distributed on an "AS IS" BASIS,
 * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
 * See the License for the specific language governing permissions and
 * limitations under the License.
 */
package io.github.bc66coap.at;

import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadFactory;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.github.bc66coap.transport.ControlLine;
import io.github.bc66coap.transport.ModemTransport;
import io.github.bc66coap.transport.UnusableLineException;

/**
 * A wire over a transport: one thread that only reads, one that only writes, one that only closes, so that neither a silent
 * nor a stuck line nor a driver that hangs holds up the event loop.
 */
public final class TransportWire implements Wire {
    private static final Logger LOG = LoggerFactory.getLogger(TransportWire.class);
    private static final int CHUNK = 4096;
    /** Chunks that may wait for the loop; beyond that the reader waits, and memory stays bounded. */
    private static final int MAX_WAITING_CHUNKS = 64;
    /** How often a thread that closes the line is asked for, before the loop does it itself. */
    private static final int RELEASE_ATTEMPTS = 5;

    private static final Duration RELEASE_PAUSE = Duration.ofMillis(500);

    private final ModemTransport transport;
    private final EventLoop loop;
    private final ThreadFactory threads;
    private final ExecutorService writer;
    private final Semaphore waitingChunks = new Semaphore(MAX_WAITING_CHUNKS);
    private final CompletableFuture<Void> released = new CompletableFuture<>();
    /** The last use of a control line. */
    private volatile CompletableFuture<?> driving = CompletableFuture.completedFuture(null);

    private volatile boolean closed;

    /**
     * @param transport an open transport; closed with the wire
     * @param loop where everything is delivered
     * @param threads makes the three threads; platform threads, as they block in native code
     */
    public TransportWire(ModemTransport transport, EventLoop loop, ThreadFactory threads) {
        this.transport = transport;
        this.loop = loop;
        this.threads = threads;
        this.writer = Executors.newSingleThreadExecutor(threads);
    }

    @Override
    public void start(Sink sink) {
        threads.newThread(() -> read(sink)).start();
    }

    @Override
    public CompletableFuture<Void> write(byte[] bytes) {
        return outward(() -> {
            transport.write(bytes);
            return null;
        });
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
        try {
            writer.execute(() -> {
                try {
                    requireOpen();
                    T result = use.call();
                    loop.execute(() -> used.complete(result));
                } catch (Exception | Error e) {
                    loop.execute(() -> used.completeExceptionally(e));
                }
            });
        } catch (RuntimeException | Error e) {
            // closed, or the system has no thread to spare
            Throwable reason = closed ? closedLine() : e;
            loop.execute(() -> used.completeExceptionally(reason));
        }
        return used;
    }

    /** What waited behind a stuck write must not leave while the line is being closed. */
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
            // the system has no thread to spare
            if (attempts > 1) {
                loop.schedule(RELEASE_PAUSE, () -> beginRelease(attempts - 1));
            } else {
                // better to wait here than to keep the line for ever
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
            // nothing makes a driver come back that hangs with a control line
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
        loop.execute(() -> {
            if (!closed) {
                sink.onEnd(reason);
            }
        });
    }

    private void deliver(Sink sink, byte[] chunk) {
        waitingChunks.acquireUninterruptibly();
        loop.execute(() -> {
            waitingChunks.release();
            if (!closed) {
                sink.onBytes(chunk);
            }
        });
    }
}
