// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.at;

import java.io.IOException;
import java.nio.channels.SelectionKey;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.github.bc66coap.transport.ChannelTransport;
import io.github.bc66coap.transport.ControlLine;
import io.github.bc66coap.transport.UnusableLineException;

/**
 * A wire over a channel. The event loop serves it without another thread.
 *
 * <p>A write completes before {@code write} returns if the line takes all bytes at once. A failure completes later, so that nobody
 * loses the line in the middle of a step. Bytes that came before a failed write are delivered first, as far as two reads bring them.
 */
public final class ChannelWire implements Wire {
    private static final Logger LOG = LoggerFactory.getLogger(ChannelWire.class);

    private final ChannelTransport transport;
    private final EventLoop loop;
    private final SelectorLoop selector;
    private final List<PendingUse<?>> pending = new ArrayList<>();
    private final CompletableFuture<Void> released = new CompletableFuture<>();
    private Sink sink;
    /** {@code null} before the start. */
    private SelectionKey key;

    private boolean ended;
    private boolean closed;

    /** A use of the line whose bytes have not all left. */
    private record PendingUse<T>(CompletableFuture<T> used, T result) {
        void complete() {
            used.complete(result);
        }
    }

    /**
     * @param transport an open transport; closed with the wire
     * @param share of the loop that serves it
     */
    public ChannelWire(ChannelTransport transport, LoopShare share) {
        this.transport = transport;
        this.loop = share;
        this.selector = share.loop();
    }

    @Override
    public void start(Sink sink) {
        if (closed) {
            return;
        }
        this.sink = sink;
        try {
            key = selector.register(transport.unblock(), SelectionKey.OP_READ, this::ready);
            // the selector does not report bytes that came during opening
            loop.execute(() -> receiveEarly(new byte[1024]));
        } catch (IOException | RuntimeException e) {
            loop.execute(() -> end("reading failed: " + e.getMessage()));
        }
    }

    private void receiveEarly(byte[] buffer) {
        if (receive(buffer)) {
            loop.execute(() -> receiveEarly(buffer));
        }
    }

    private void ready(SelectionKey ready, byte[] buffer) {
        int operations = ready.readyOps();
        if ((operations & SelectionKey.OP_WRITE) != 0) {
            flush();
        }
        if ((operations & SelectionKey.OP_READ) != 0) {
            receive(buffer);
        }
    }

    /** @return whether there was anything */
    private boolean receive(byte[] buffer) {
        if (closed || ended) {
            return false;
        }
        int count;
        try {
            count = transport.read(buffer);
        } catch (UnusableLineException e) {
            end(e.getMessage());
            return false;
        } catch (IOException | RuntimeException | Error e) {
            // also without memory: the selector would report unread bytes again and again
            end("reading failed: " + e.getMessage());
            return false;
        }
        if (count < 0) {
            end(HUNG_UP);
            return false;
        }
        // the transport may have answered by itself
        watch();
        if (count > 0) {
            sink.onBytes(Arrays.copyOf(buffer, count));
        }
        return count > 0;
    }

    private void end(String reason) {
        if (!closed && !ended) {
            ended = true;
            if (key != null) {
                key.cancel();
            }
            sink.onEnd(reason);
        }
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
        return outward(() -> transport.setControlLine(line, active));
    }

    private <T> CompletableFuture<T> outward(Callable<T> use) {
        CompletableFuture<T> used = new CompletableFuture<>();
        if (closed) {
            fail(used, new IOException("the line is closed"));
            return used;
        }
        try {
            T result = use.call();
            if (pending.isEmpty() && transport.flush()) {
                used.complete(result);
            } else {
                pending.add(new PendingUse<>(used, result));
                watch();
            }
        } catch (Exception | Error e) {
            fail(used, e);
            watch();
        }
        return used;
    }

    private void flush() {
        try {
            if (!closed && transport.flush()) {
                List<PendingUse<?>> done = List.copyOf(pending);
                pending.clear();
                watch();
                done.forEach(PendingUse::complete);
            }
        } catch (IOException e) {
            failAll(e);
            watch();
        } catch (RuntimeException | Error e) {
            // the selector would try the kept bytes again and again
            failAll(e);
            end("writing failed: " + e.getMessage());
        }
    }

    /** Waits for room only while bytes wait for it. A broken line keeps none. */
    private void watch() {
        if (!pending.isEmpty() && !transport.hasPendingBytes()) {
            failAll(new IOException(transport.describe() + " is gone"));
        }
        if (key != null && key.isValid()) {
            boolean waits = transport.hasPendingBytes();
            key.interestOps(waits ? SelectionKey.OP_READ | SelectionKey.OP_WRITE : SelectionKey.OP_READ);
        }
    }

    private void failAll(Throwable reason) {
        pending.forEach(each -> fail(each.used(), reason));
        pending.clear();
    }

    /** After the bytes that can be read by now. */
    private void fail(CompletableFuture<?> used, Throwable reason) {
        selector.afterSelection(() -> selector.execute(() -> used.completeExceptionally(reason)));
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
            failAll(new IOException("the line is closed"));
            try {
                transport.close();
            } catch (RuntimeException | Error e) {
                LOG.warn("{} could not be closed", transport.describe(), e);
            }
            selector.afterSelection(() -> released.complete(null));
        }
        return released;
    }
}
