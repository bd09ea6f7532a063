// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.simulator;

import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

import io.github.bc66coap.simulator.TraceEvent.AtData;
import io.github.bc66coap.simulator.TraceEvent.AtText;
import io.github.bc66coap.simulator.TraceEvent.Direction;
import io.github.bc66coap.simulator.TraceEvent.Refused;
import io.github.bc66coap.simulator.at.AtError;
import io.github.bc66coap.simulator.at.Printer;

/** Sends bytes to the TE, and traces both directions. */
final class Output implements Printer {
    private final Consumer<byte[]> sink;
    private final Consumer<TraceEvent> trace;

    Output(Consumer<byte[]> sink, Consumer<TraceEvent> trace) {
        this.sink = sink;
        this.trace = trace;
    }

    /** Sends what is printed, and traces everything except echo. */
    @Override
    public void print(Kind kind, byte[] bytes) {
        if (kind != Kind.ECHO) {
            String text = new String(bytes, StandardCharsets.ISO_8859_1);
            trace.accept(new AtText(Direction.SENT, Redaction.printable(Redaction.withoutSecrets(text.strip()))));
        }
        sink.accept(bytes);
    }

    void traceReceived(String line) {
        trace.accept(new AtText(Direction.RECEIVED, Redaction.printable(Redaction.withoutSecrets(line))));
    }

    void traceRefused(AtError error) {
        trace.accept(new Refused(Redaction.printable(error.getMessage()), error.isFromHost()));
    }

    void traceData(int length) {
        trace.accept(new AtData(Direction.RECEIVED, length));
    }
}
