// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.camel;

import java.util.Collection;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;

import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.core.Appender;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.appender.AbstractAppender;
import org.apache.logging.log4j.core.config.LoggerConfig;
import org.apache.logging.log4j.core.config.Property;

/**
 * Takes everything that anything in the JVM logs, down to a level; the console goes on as it was. One that starts while another one
 * records waits for its end. Tests beside it log, too: who cares is {@link org.junit.jupiter.api.parallel.Isolated}.
 */
final class LogRecorder {
    private static final Semaphore ONE = new Semaphore(1);

    private final Level depth;
    private final Memory memory = new Memory();
    private Level level;

    LogRecorder(Level depth) {
        this.depth = depth;
    }

    void start() {
        ONE.acquireUninterruptibly();
        LoggerContext loggers = (LoggerContext) LogManager.getContext(false);
        LoggerConfig root = loggers.getConfiguration().getRootLogger();
        level = root.getLevel();
        Map<String, Appender> usual = Map.copyOf(root.getAppenders());
        usual.forEach((name, appender) -> {
            root.removeAppender(name);
            root.addAppender(appender, level, null);
        });
        memory.start();
        root.addAppender(memory, depth, null);
        root.setLevel(depth);
        loggers.updateLoggers();
    }

    void stop() {
        LoggerContext loggers = (LoggerContext) LogManager.getContext(false);
        LoggerConfig root = loggers.getConfiguration().getRootLogger();
        root.removeAppender(memory.getName());
        root.setLevel(level);
        loggers.updateLoggers();
        memory.stop();
        ONE.release();
    }

    /** Level, logger, thread, message, and behind it what was thrown. */
    Collection<String> lines() {
        return memory.lines;
    }

    private static final class Memory extends AbstractAppender {
        private final Queue<String> lines = new ConcurrentLinkedQueue<>();

        Memory() {
            super("log-recorder", null, null, false, Property.EMPTY_ARRAY);
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
