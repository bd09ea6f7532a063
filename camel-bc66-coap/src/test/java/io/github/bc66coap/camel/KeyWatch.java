// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.camel;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;

import org.apache.logging.log4j.Level;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

import io.github.bc66coap.quirks.QuirkRuns;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Takes everything that anything in the JVM logs during a class of tests, down to TRACE, and fails the class when a key
 * is in it.
 */
final class KeyWatch implements BeforeAllCallback, AfterAllCallback {
    private final String[] keys;
    private List<String> exceptions = List.of();
    private final LogRecorder recorder = new LogRecorder(Level.TRACE);
    private boolean watching;

    /**
     * @param keys in hexadecimal digits
     */
    KeyWatch(String... keys) {
        this.keys = keys;
    }

    /** Looks not into lines that start so: level and logger. */
    KeyWatch except(String... starts) {
        exceptions = List.of(starts);
        return this;
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        // else others are logging at the same time
        if (!QuirkRuns.isOne()) {
            recorder.start();
            watching = true;
        }
    }

    @Override
    public void afterAll(ExtensionContext context) {
        if (!watching) {
            return;
        }
        recorder.stop();
        assertThat(recorder.lines())
                .as("is anything logged at TRACE?")
                .anyMatch(line -> line.startsWith("TRACE io.github.bc66coap"));
        assertThat(recorder.lines())
                .filteredOn(line -> exceptions.stream().noneMatch(line::startsWith))
                .allSatisfy(this::assertNoKey);
    }

    /** Looks for the keys in all the forms in which a careless program would print them. */
    void assertNoKey(String text) {
        String lower = text.toLowerCase(Locale.ROOT);
        for (String key : keys) {
            byte[] bytes = HexFormat.of().parseHex(key);
            String list = Arrays.toString(bytes);
            assertThat(lower)
                    .doesNotContain(key.toLowerCase(Locale.ROOT))
                    .doesNotContain(HexFormat.ofDelimiter(" ").formatHex(bytes))
                    .doesNotContain(HexFormat.ofDelimiter(":").formatHex(bytes))
                    .doesNotContain(list.substring(1, list.length() - 1));
            assertThat(text)
                    .doesNotContain(new String(bytes, StandardCharsets.ISO_8859_1))
                    .doesNotContain(new String(bytes, StandardCharsets.UTF_8));
        }
    }
}
