// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.simulator.junit5;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

import org.apache.logging.log4j.Level;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

import io.github.bc66coap.simulator.testkit.LogRecorder;

/**
 * Fails a class of tests if anything in the JVM logs a pre-shared key during its tests, at any level. It also fails if
 * nothing was logged at TRACE, because then the watch proves nothing. Register it by a static field, and make the class
 * {@code @Isolated}. Needs Log4j 2, see {@link LogRecorder}.
 *
 * <pre>{@code
 * @RegisterExtension
 *     static final KeyWatch LOG = KeyWatch.of("0123456789abcdef").except("TRACE org.apache.camel.", "DEBUG org.apache.camel.");
 * }</pre>
 */
public final class KeyWatch implements BeforeAllCallback, AfterAllCallback {
    private final String[] keys;
    private String[] exceptions = {};
    private String traced = "";
    private BooleanSupplier idle = () -> false;
    private LogRecorder recorder;

    private KeyWatch(String... keys) {
        this.keys = keys;
    }

    /** @param keys in hexadecimal digits */
    public static KeyWatch of(String... keys) {
        return new KeyWatch(keys);
    }

    /**
     * Ignores some entries. For example, Camel shows URIs as they were written, at DEBUG and TRACE.
     *
     * @param starts of their lines: level and logger, for example {@code TRACE org.apache.camel.}
     */
    public KeyWatch except(String... starts) {
        exceptions = starts;
        return this;
    }

    /**
     * Also fails if loggers with this name have logged nothing at TRACE, because then the watch proves nothing.
     *
     * @param logger the start of their names
     */
    public KeyWatch expectTrace(String logger) {
        traced = logger;
        return this;
    }

    /** Does not watch if this condition holds when the tests begin. */
    public KeyWatch unless(BooleanSupplier condition) {
        idle = condition;
        return this;
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        if (!idle.getAsBoolean()) {
            recorder = new LogRecorder(Level.TRACE);
        }
    }

    @Override
    public void afterAll(ExtensionContext context) {
        if (recorder == null) {
            return;
        }
        recorder.close();
        List<String> lines = recorder.lines();
        if (lines.stream().noneMatch(line -> line.startsWith("TRACE " + traced))) {
            throw new AssertionError("nothing was logged at TRACE by " + traced + "*");
        }
        lines.stream()
                .filter(line -> Stream.of(exceptions).noneMatch(line::startsWith))
                .forEach(this::assertNoKey);
    }

    /**
     * Looks for the keys in every form in which a careless program would print them.
     *
     * @throws AssertionError if one is there
     */
    public void assertNoKey(String text) {
        String lower = text.toLowerCase(Locale.ROOT);
        for (String key : keys) {
            byte[] bytes = HexFormat.of().parseHex(key);
            String list = Arrays.toString(bytes);
            if (Stream.of("", " ", ":")
                            .anyMatch(delimiter -> lower.contains(
                                    HexFormat.ofDelimiter(delimiter).formatHex(bytes)))
                    || lower.contains(list.substring(1, list.length() - 1))
                    || text.contains(new String(bytes, StandardCharsets.ISO_8859_1))
                    || text.contains(new String(bytes, StandardCharsets.UTF_8))) {
                throw new AssertionError("a key is in: " + text);
            }
        }
    }
}
