// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.simulator.junit5;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

@Isolated("it takes what all of the JVM logs")
class KeyWatchTest {
    private static final Logger LOG = LoggerFactory.getLogger(KeyWatchTest.class);

    private static void watched(KeyWatch watch, String message) {
        watch.beforeAll(null);
        try {
            LOG.trace("begins");
            LOG.debug(message);
        } finally {
            watch.afterAll(null);
        }
    }

    private static KeyWatch watch() {
        return KeyWatch.of("4b65794b6579");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "4b65794b6579",
                "=4B65794B6579;",
                "4b 65 79 4b 65 79",
                "4b:65:79:4b:65:79",
                "[75, 101, 121, 75, 101, 121]",
                "KeyKey"
            })
    void aKeyThatIsLoggedFailsTheClassInAnyForm(String message) {
        assertThatThrownBy(() -> watched(watch(), message))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining(message);
    }

    @Test
    void harmlessAndExceptedMessagesDoNotFailTheClass() {
        assertThatCode(() -> watched(watch(), "4b65")).doesNotThrowAnyException();
        assertThatCode(() -> watched(watch().except("DEBUG " + LOG.getName()), "KeyKey"))
                .doesNotThrowAnyException();
        assertThatCode(() -> watched(watch().unless(() -> true), "KeyKey")).doesNotThrowAnyException();
    }

    @Test
    void aWatchWithoutTheExpectedTraceFailsTheClass() {
        assertThatThrownBy(() -> watched(watch().expectTrace("org.example"), "x"))
                .hasMessage("nothing was logged at TRACE by org.example*");
    }
}
