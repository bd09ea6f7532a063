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
package io.github.bc66coap.camel;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.core.Appender;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.appender.AbstractAppender;
import org.apache.logging.log4j.core.config.LoggerConfig;
import org.apache.logging.log4j.core.config.Property;
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
    private final Recorder recorder = new Recorder();
    private Level level;
    private Map<String, Appender> usual;

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
        if (QuirkRuns.isOne()) {
            return; // others are logging at the same time
        }
        LoggerContext loggers = (LoggerContext) LogManager.getContext(false);
        LoggerConfig root = loggers.getConfiguration().getRootLogger();
        level = root.getLevel();
        usual = Map.copyOf(root.getAppenders());
        usual.forEach((name, appender) -> {
            root.removeAppender(name);
            root.addAppender(appender, level, null);
        });
        recorder.start();
        root.addAppender(recorder, Level.TRACE, null);
        root.setLevel(Level.TRACE);
        loggers.updateLoggers();
    }

    @Override
    public void afterAll(ExtensionContext context) {
        if (usual == null) {
            return;
        }
        LoggerContext loggers = (LoggerContext) LogManager.getContext(false);
        LoggerConfig root = loggers.getConfiguration().getRootLogger();
        root.removeAppender(recorder.getName());
        root.setLevel(level);
        loggers.updateLoggers();
        recorder.stop();
        assertThat(recorder.lines)
                .as("is anything logged at TRACE?")
                .anyMatch(line -> line.startsWith("TRACE io.github.bc66coap"));
        assertThat(recorder.lines)
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

    private static final class Recorder extends AbstractAppender {
        private final Queue<String> lines = new ConcurrentLinkedQueue<>();

        Recorder() {
            super("key-watch", null, null, false, Property.EMPTY_ARRAY);
        }

        @Override
        public void append(LogEvent event) {
            StringBuilder line = new StringBuilder()
                    .append(event.getLevel())
                    .append(' ')
                    .append(event.getLoggerName())
                    .append(' ')
                    .append(event.getThreadName())
                    .append(' ')
                    .append(event.getMessage().getFormattedMessage());
            for (Throwable cause = event.getThrown(); cause != null; cause = cause.getCause()) {
                line.append('\n').append(cause);
            }
            lines.add(line.toString());
        }
    }
}
