// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.modem;

import java.time.Duration;

import io.github.bc66coap.transport.ControlLine;
import io.github.bc66coap.transport.ModemTransport;

/** An open line whose bytes go another way: a test's wire. */
abstract class UnusedTransport implements ModemTransport {
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
}
