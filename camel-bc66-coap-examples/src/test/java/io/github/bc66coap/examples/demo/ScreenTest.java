// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.examples.demo;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

import org.junit.jupiter.api.Test;

import io.github.bc66coap.simulator.TraceEvent;
import io.github.bc66coap.simulator.TraceEvent.Direction;

import static org.assertj.core.api.Assertions.assertThat;

class ScreenTest {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final Screen screen = new Screen(new PrintStream(out, true, StandardCharsets.UTF_8));

    private String shown() {
        return out.toString(StandardCharsets.UTF_8).strip();
    }

    @Test
    void longHexIsShortened() {
        String hex = "7b2274696d65223a".repeat(20);
        screen.trace(
                new TraceEvent.AtText(Direction.RECEIVED, "AT+QCOAPSEND=0,2,\"127.0.0.1\",5683,160,\"" + hex + "\""));
        assertThat(shown()).endsWith("AT    >  AT+QCOAPSEND=0,2,\"127.0.0.1\",5683,160,\"7b2274696d65...\"");
    }

    @Test
    void linesOfTheModuleAreShownAsIncoming() {
        screen.trace(new TraceEvent.AtText(Direction.SENT, "OK"));
        assertThat(shown()).endsWith("AT    <  OK");
    }

    @Test
    void unprintableCharactersAreShownAsDots() {
        screen.route(true, "a\u001b[31mb\nc\u00e9");
        assertThat(shown()).endsWith("route >  a.[31mb.c.");
    }

    @Test
    void longTextIsCut() {
        screen.route(false, "x".repeat(500));
        assertThat(shown()).endsWith("xxx...").hasSize(23 + 120);
    }
}
