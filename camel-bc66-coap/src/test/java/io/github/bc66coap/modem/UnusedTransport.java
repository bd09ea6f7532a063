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
