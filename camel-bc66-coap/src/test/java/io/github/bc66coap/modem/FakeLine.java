// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.modem;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;

import io.github.bc66coap.at.Wire;
import io.github.bc66coap.transport.ControlLine;
import io.github.bc66coap.transport.ModemTransport;

/** An open line in virtual time, as the transport that a factory makes; its bytes go over a wire without threads. */
abstract class FakeLine implements ModemTransport {
    Wire.Sink sink;
    boolean closed;

    static Wire wire(ModemTransport transport) {
        return ((FakeLine) transport).wire();
    }

    abstract Wire wire();

    private static UnsupportedOperationException unused() {
        return new UnsupportedOperationException("the wire is used instead");
    }

    @Override
    public final boolean setControlLine(ControlLine line, boolean active) {
        throw unused();
    }

    @Override
    public final int read(byte[] buffer) {
        throw unused();
    }

    @Override
    public final void write(byte[] bytes) {
        throw unused();
    }

    @Override
    public final Duration transmitTime(int bytes) {
        return Duration.ZERO;
    }

    @Override
    public final String describe() {
        return "fake";
    }

    @Override
    public void close() {
        closed = true;
    }

    /** What the engine uses instead of the transport, in the test's loop. */
    abstract class FakeLineWire implements Wire {
        @Override
        public final void start(Sink receiver) {
            sink = receiver;
        }

        @Override
        public final Duration transmitTime(int bytes) {
            return Duration.ZERO;
        }

        @Override
        public CompletableFuture<Void> close() {
            FakeLine.this.close();
            return CompletableFuture.completedFuture(null);
        }
    }
}
