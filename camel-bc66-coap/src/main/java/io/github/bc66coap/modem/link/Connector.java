// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.modem.link;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import java.util.function.Function;

import io.github.bc66coap.at.EventLoop;
import io.github.bc66coap.at.Wire;
import io.github.bc66coap.modem.api.ModemSettings;
import io.github.bc66coap.transport.LineSettings;
import io.github.bc66coap.transport.ModemTransport;
import io.github.bc66coap.transport.ModemTransportFactory;

/**
 * Opens lines on other threads, because that blocks. A line that nobody wants by the time it is open is closed at once, even if the loop
 * has ended; otherwise its device would stay busy for ever.
 */
public final class Connector {
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);
    /** Longer than a host takes that answers, one lost packet included. */
    private static final Duration QUICK = Duration.ofSeconds(2);

    private final EventLoop loop;
    private final ModemTransportFactory transports;
    private final Opener opener;
    private final Function<ModemTransport, Wire> wires;
    private final BooleanSupplier over;
    private Opening last;
    private Wire wire;

    private final class Opening implements Runnable {
        private final ModemSettings settings;
        private final CompletableFuture<ModemTransport> opened = new CompletableFuture<>();
        /** Whether the thread has handed the line over, or will close it by itself. */
        private final AtomicBoolean decided = new AtomicBoolean();
        /** Completes when the thread has finished with it, or there won't be one. */
        private final CompletableFuture<Void> ended = new CompletableFuture<>();

        private boolean begun;

        Opening(ModemSettings settings) {
            this.settings = settings;
        }

        @Override
        public void run() {
            try {
                ModemTransport transport =
                        transports.open(settings.device(), new LineSettings(settings.baudRate(), CONNECT_TIMEOUT));
                if (decided.compareAndSet(false, true)) {
                    loop.execute(() -> opened.complete(transport));
                } else {
                    transport.close();
                }
            } catch (Throwable e) {
                // no missing native library, lack of memory or undeclared exception of another language must
                // leave the modem opening for ever
                if (decided.compareAndSet(false, true)) {
                    loop.execute(() -> opened.completeExceptionally(e));
                }
            } finally {
                loop.execute(() -> ended.complete(null));
            }
        }
    }

    /**
     * @param wires join an open line to the loop
     * @param over whether the process ends, so that no line is opened any longer
     */
    public Connector(
            EventLoop loop,
            ModemTransportFactory transports,
            Opener opener,
            Function<ModemTransport, Wire> wires,
            BooleanSupplier over) {
        this.loop = loop;
        this.transports = transports;
        this.opener = opener;
        this.wires = wires;
        this.over = over;
    }

    /** Whether the process ends, so that no line is opened any longer. */
    public boolean isOver() {
        return over.getAsBoolean();
    }

    /**
     * Opens a line.
     *
     * @return completes in the loop, and the receiver must close the line; exceptionally, whatever goes wrong; never after {@link
     *     #abandon()}
     */
    public CompletableFuture<Wire> open(ModemSettings settings) {
        Opening opening = new Opening(settings);
        last = opening;
        try {
            opener.open(opening);
            watch(opening);
        } catch (RuntimeException | Error e) {
            // the system has no thread to spare now
            opening.ended.complete(null);
            opening.opened.completeExceptionally(e);
        }
        return opening.opened.thenApply(transport -> {
            wire = wires.apply(transport);
            return wire;
        });
    }

    /** The line that was opened last; {@code null} before. */
    public Wire wire() {
        return wire;
    }

    /** Completes when that line has been given back to the system, as it must be before the next one is opened. */
    public CompletableFuture<Void> released() {
        return wire == null ? CompletableFuture.completedFuture(null) : wire.close();
    }

    /** The wait for its turn does not count. */
    private void watch(Opening opening) {
        EventLoop.Timer slow = loop.schedule(QUICK, () -> {
            if (opening.begun) {
                opener.takesLong(opening);
            } else {
                opening.begun = opener.hasBegun(opening);
                watch(opening);
            }
        });
        opening.ended.thenRun(slow::cancel);
    }

    /** Whether the line waits for its turn behind others. */
    public boolean isWaiting() {
        return last != null && !last.begun;
    }

    /**
     * Wants no line any longer.
     *
     * @return completes in the loop when none is being opened, or on its way to its receiver
     */
    public CompletableFuture<Void> abandon() {
        if (last == null) {
            return CompletableFuture.completedFuture(null);
        }
        last.decided.set(true);
        if (opener.withdraw(last)) {
            last.ended.complete(null);
        }
        // this comes after a line that has just been handed over
        return last.ended;
    }
}
