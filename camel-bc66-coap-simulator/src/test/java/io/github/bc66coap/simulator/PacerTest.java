// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.simulator;

import java.io.ByteArrayOutputStream;
import java.time.Duration;

import org.junit.jupiter.api.Test;

import io.github.bc66coap.simulator.line.Pacer;

import static org.assertj.core.api.Assertions.assertThat;

class PacerTest {
    /** Ten bits a byte. */
    @Test
    void bytesTakeTheTimeOfTheBaudRate() {
        VirtualTime time = new VirtualTime();
        ByteArrayOutputStream passed = new ByteArrayOutputStream();
        Pacer pacer = new Pacer(time, time::nanoTime, 9600, passed::writeBytes);
        pacer.accept(new byte[480]);
        pacer.accept(new byte[480]);
        time.pass(Duration.ofMillis(500));
        assertThat(passed.size()).isEqualTo(480);
        time.pass(Duration.ofMillis(500));
        assertThat(passed.size()).isEqualTo(960);
        time.pass(Duration.ofSeconds(1));
        pacer.accept(new byte[96]);
        time.pass(Duration.ofMillis(50));
        assertThat(passed.size()).as("after a pause").isEqualTo(960 + 48);
    }
}
