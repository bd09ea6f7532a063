// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.modem;

import java.time.Duration;
import java.util.function.Consumer;

import org.slf4j.Logger;
import org.slf4j.helpers.MessageFormatter;

import io.github.bc66coap.at.EventLoop;

/**
 * Writes the first line of its kind at once, and one line with the number of those that follow within a minute, so that peers can't fill
 * the log.
 */
final class LogLimit {
    private static final Duration PERIOD = Duration.ofMinutes(1);

    private final EventLoop loop;
    private final Consumer<String> log;
    private boolean quiet;
    private long withheld;
    private String last;

    LogLimit(EventLoop loop, Consumer<String> log) {
        this.loop = loop;
        this.log = log;
    }

    static LogLimit warnings(EventLoop loop, Logger log) {
        return new LogLimit(loop, log::warn);
    }

    static LogLimit information(EventLoop loop, Logger log) {
        return new LogLimit(loop, log::info);
    }

    /** Writes the line, or counts it. Of a failure it shows the text, without the stack. */
    void log(String format, Object... arguments) {
        String line = MessageFormatter.arrayFormat(format, arguments, null).getMessage();
        if (quiet) {
            withheld++;
            last = line;
        } else {
            log.accept(line);
            beQuiet();
        }
    }

    private void beQuiet() {
        quiet = true;
        loop.schedule(PERIOD, this::tell);
    }

    private void tell() {
        quiet = false;
        if (withheld > 0) {
            log.accept(last + " (the last of " + withheld + " within " + PERIOD.toSeconds() + " s)");
            withheld = 0;
            last = null;
            beQuiet();
        }
    }
}
