// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.modem;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

import io.github.bc66coap.at.ManualEventLoop;
import io.github.bc66coap.at.Wire;
import io.github.bc66coap.transport.ControlLine;
import io.github.bc66coap.transport.LineSettings;
import io.github.bc66coap.transport.ModemTransport;
import io.github.bc66coap.transport.ModemTransportFactory;

/** A line in virtual time between a modem and whatever stands for its module; it can be pulled out and put back. */
final class SteppedLine implements ModemTransportFactory {
    private static final Duration DELAY = Duration.ofMillis(1);

    private final ManualEventLoop loop;
    private Consumer<byte[]> module = bytes -> {};
    private Runnable pulse = () -> {};
    private Link link;
    private boolean pulled;
    private boolean muted;

    SteppedLine(ManualEventLoop loop) {
        this.loop = loop;
    }

    /**
     * @param receiver takes what the modem writes
     * @param pulsed told when a control line falls back
     */
    void join(Consumer<byte[]> receiver, Runnable pulsed) {
        module = receiver;
        pulse = pulsed;
    }

    /** What the module prints. */
    void print(byte[] bytes) {
        Link to = link;
        if (to != null && !muted) {
            byte[] copy = bytes.clone();
            loop.schedule(DELAY, () -> to.deliver(copy));
        }
    }

    /** What the module prints is lost, or isn't any more. */
    void mute(boolean on) {
        muted = on;
    }

    void pull() {
        pulled = true;
        Link gone = link;
        link = null;
        if (gone != null && !gone.closed) {
            gone.closed = true;
            gone.sink.onEnd("the line was pulled out");
        }
    }

    void putBack() {
        pulled = false;
    }

    @Override
    public ModemTransport open(String device, LineSettings settings) throws IOException {
        if (pulled) {
            throw new IOException("there is no such device");
        }
        link = new Link();
        return link;
    }

    private final class Link extends FakeLine {
        private void deliver(byte[] bytes) {
            if (!closed) {
                sink.onBytes(bytes);
            }
        }

        @Override
        public void close() {
            super.close();
            if (link == this) {
                link = null;
            }
        }

        @Override
        Wire wire() {
            return new LinkWire();
        }

        private final class LinkWire extends FakeLineWire {
            @Override
            public CompletableFuture<Void> write(byte[] bytes) {
                CompletableFuture<Void> written = new CompletableFuture<>();
                byte[] copy = bytes.clone();
                loop.schedule(DELAY, () -> {
                    if (closed) {
                        written.completeExceptionally(new IOException("the line is closed"));
                    } else {
                        written.complete(null);
                        module.accept(copy);
                    }
                });
                return written;
            }

            @Override
            public CompletableFuture<Boolean> drive(ControlLine line, boolean active) {
                if (!active) {
                    pulse.run();
                }
                return CompletableFuture.completedFuture(true);
            }
        }
    }
}
