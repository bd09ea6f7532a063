// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.simulator.testkit;

import java.util.List;
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
 * Records everything that is logged in this JVM, from its construction until it is closed. The usual appenders are not
 * affected. Needs Log4j 2 ({@code org.apache.logging.log4j:log4j-core}), which a project adds itself.
 *
 * <p>A second recorder waits until the first one is closed. Tests that run at the same time are recorded, too; if that
 * matters, use JUnit's {@code @Isolated}.
 */
public final class LogRecorder implements AutoCloseable {
    private static final Semaphore ONE = new Semaphore(1);

    private record Entry(Level level, String logger, String thread, String message, Throwable thrown) {
        @Override
        public String toString() {
            StringBuilder line = new StringBuilder(level + " " + logger + " " + thread + " " + message);
            for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
                line.append('\n').append(cause);
            }
            return line.toString();
        }
    }

    private final Queue<Entry> entries = new ConcurrentLinkedQueue<>();
    private final AbstractAppender appender =
            new AbstractAppender("log-recorder", null, null, false, Property.EMPTY_ARRAY) {
                @Override
                public void append(LogEvent event) {
                    entries.add(new Entry(
                            event.getLevel(),
                            event.getLoggerName(),
                            event.getThreadName(),
                            event.getMessage().getFormattedMessage(),
                            event.getThrown()));
                }
            };
    private final Level usual;

    /**
     * Begins to record.
     *
     * @param depth the lowest level that is recorded
     */
    public LogRecorder(Level depth) {
        ONE.acquireUninterruptibly();
        LoggerConfig root = root();
        usual = root.getLevel();
        for (Appender one : List.copyOf(root.getAppenders().values())) {
            root.removeAppender(one.getName());
            root.addAppender(one, usual, null);
        }
        appender.start();
        root.addAppender(appender, depth, null);
        setLevel(depth.isLessSpecificThan(usual) ? depth : usual);
    }

    private static LoggerConfig root() {
        return ((LoggerContext) LogManager.getContext(false)).getConfiguration().getRootLogger();
    }

    private static void setLevel(Level level) {
        root().setLevel(level);
        ((LoggerContext) LogManager.getContext(false)).updateLoggers();
    }

    /** Level, logger, thread and message of each entry, in their order; below it a line for each throwable and its causes. */
    public List<String> lines() {
        return entries.stream().map(Entry::toString).toList();
    }

    /** The messages of a class alone. */
    public List<String> messages(Class<?> logger) {
        return entries.stream()
                .filter(entry -> entry.logger.equals(logger.getName()))
                .map(Entry::message)
                .toList();
    }

    /** Ends the recording; what was recorded stays. */
    @Override
    public void close() {
        if (appender.isStarted()) {
            root().removeAppender(appender.getName());
            setLevel(usual);
            appender.stop();
            ONE.release();
        }
    }
}
