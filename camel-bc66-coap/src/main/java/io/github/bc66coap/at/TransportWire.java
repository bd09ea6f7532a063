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
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadFactory;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.github.bc66coap.transport.ModemTransport;

/**
 * A wire over a transport: one thread that only reads, one that only writes, one that only closes, so that neither a silent
 * nor a stuck line nor a driver that hangs holds up the event loop.
 */
public final class TransportWire implements Wire {
    private static final Logger LOG = LoggerFactory.getLogger(TransportWire.class);
    private static final int CHUNK = 4096;
    /** Chunks that may wait for the loop; beyond that the reader waits, and memory stays bounded. */
    private static final int MAX_WAITING_CHUNKS = 64;

    private final ModemTransport transport;
    private final EventLoop loop;
    private final ThreadFactory threads;
    private final ExecutorService writer;
    private final Semaphore waitingChunks = new Semaphore(MAX_WAITING_CHUNKS);
    private final CompletableFuture<Void> released = new CompletableFuture<>();
    private volatile boolean closed;

    /**
     * @param transport an open transport; closed with the wire
     * @param loop where everything is delivered
     * @param threads makes the three threads
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
        CompletableFuture<Void> written = new CompletableFuture<>();
        try {
            writer.execute(() -> {
                try {
                    requireOpen();
                    transport.write(bytes);
                    loop.execute(() -> written.complete(null));
                } catch (IOException | RuntimeException | Error e) {
                    loop.execute(() -> written.completeExceptionally(e));
                }
            });
        } catch (RuntimeException | Error e) {
            // closed, or the system has no thread to spare
            Throwable reason = closed ? closedLine() : e;
            loop.execute(() -> written.completeExceptionally(reason));
        }
        return written;
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
    public CompletableFuture<Void> close() {
        if (!closed) {
            closed = true;
            writer.shutdown();
            waitingChunks.release(MAX_WAITING_CHUNKS);
            beginRelease();
        }
        return released;
    }

    private void beginRelease() {
        try {
            threads.newThread(this::release).start();
        } catch (RuntimeException | Error e) {
            // the system has no thread to spare: better to wait here than to keep the line for ever
            release();
        }
    }

    private void release() {
        try {
            transport.close();
        } catch (RuntimeException | Error e) {
            LOG.warn("{} could not be closed", transport.describe(), e);
        } finally {
            loop.execute(() -> released.complete(null));
        }
    }

    private void read(Sink sink) {
        String reason = "the reader failed";
        try {
            readAll(sink);
            reason = "the other side hung up";
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
