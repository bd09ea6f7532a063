// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.modem.link;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import io.github.bc66coap.at.ManualEventLoop;

import static org.assertj.core.api.Assertions.assertThat;

class LocalPortsTest {
    private final ManualEventLoop loop = new ManualEventLoop();

    private static int next(LocalPorts ports) {
        ports.next();
        return ports.current();
    }

    @Test
    void theyAreTakenInTurn() {
        LocalPorts ports = new LocalPorts(loop, 5000, 3);
        assertThat(ports.current()).isEqualTo(5000);
        List<Integer> taken = Stream.generate(() -> {
                    loop.advance(Duration.ofSeconds(1));
                    return next(ports);
                })
                .limit(7)
                .toList();
        assertThat(taken).containsExactly(5001, 5002, 5000, 5001, 5002, 5000, 5001);
    }

    @Test
    void oneThatWasLeftRests() {
        LocalPorts ports = new LocalPorts(loop, 5000, 2);
        assertThat(ports.isOtherRested()).as("never used").isTrue();
        ports.next();
        assertThat(ports.isOtherRested()).isFalse();
        loop.advance(LocalPorts.REST.minusNanos(1));
        assertThat(ports.isOtherRested()).isFalse();
        loop.advance(Duration.ofNanos(1));
        assertThat(ports.isOtherRested()).isTrue();
    }

    @Test
    void aSinglePortStays() {
        LocalPorts ports = new LocalPorts(loop, 5000, 1);
        assertThat(next(ports)).isEqualTo(5000);
        loop.advance(LocalPorts.REST);
        assertThat(ports.isOtherRested()).isFalse();
    }
}
