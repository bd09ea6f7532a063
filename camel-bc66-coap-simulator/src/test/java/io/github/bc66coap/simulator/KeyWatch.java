// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.simulator;

import java.util.HexFormat;
import java.util.Locale;
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

import static org.assertj.core.api.Assertions.assertThat;

/** Takes what anything logs, down to TRACE, and fails when a key is in it. */
final class KeyWatch implements AutoCloseable {
    private final Memory memory = new Memory();
    private final LoggerContext loggers = (LoggerContext) LogManager.getContext(false);
    private final LoggerConfig root = loggers.getConfiguration().getRootLogger();
    private final Level level = root.getLevel();
    private final String key;

    /** @param key in hexadecimal digits */
    KeyWatch(String key) {
        this.key = key.toLowerCase(Locale.ROOT);
        for (Appender usual : root.getAppenders().values()) {
            // the console goes on as it was
            root.removeAppender(usual.getName());
            root.addAppender(usual, level, null);
        }
        memory.start();
        root.addAppender(memory, Level.TRACE, null);
        root.setLevel(Level.TRACE);
        loggers.updateLoggers();
    }

    /** Fails if the key was logged. */
    @Override
    public void close() {
        root.removeAppender(memory.getName());
        root.setLevel(level);
        loggers.updateLoggers();
        memory.stop();
        String delimited = HexFormat.ofDelimiter(" ").formatHex(HexFormat.of().parseHex(key));
        assertThat(memory.lines)
                .as("is anything logged at TRACE?")
                .anyMatch(line -> line.startsWith("TRACE org.eclipse.californium"));
        assertThat(memory.lines).noneMatch(line -> line.contains(key) || line.contains(delimited));
    }

    private static final class Memory extends AbstractAppender {
        private final Queue<String> lines = new ConcurrentLinkedQueue<>();

        Memory() {
            super("key-watch", null, null, false, Property.EMPTY_ARRAY);
        }

        @Override
        public void append(LogEvent event) {
            StringBuilder line = new StringBuilder()
                    .append(event.getLevel())
                    .append(' ')
                    .append(event.getLoggerName().toLowerCase(Locale.ROOT))
                    .append(' ')
                    .append(event.getMessage().getFormattedMessage().toLowerCase(Locale.ROOT));
            for (Throwable cause = event.getThrown(); cause != null; cause = cause.getCause()) {
                line.append('\n').append(cause.toString().toLowerCase(Locale.ROOT));
            }
            lines.add(line.toString());
        }
    }
}
