// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.simulator;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

import io.github.bc66coap.simulator.at.AtError;
import io.github.bc66coap.simulator.at.AtFormat;
import io.github.bc66coap.simulator.at.CmeError;
import io.github.bc66coap.simulator.at.Printer;
import io.github.bc66coap.simulator.at.Printer.Kind;
import io.github.bc66coap.simulator.at.Reply;
import io.github.bc66coap.simulator.at.Timing;

/**
 * The module's end of the line: turns bytes into command lines and data, echoes, and prints results. It executes one
 * command at a time; other input waits.
 *
 * <p>Decisions where the note is silent: a line ends with CR; line feeds before a line are skipped; an empty line is
 * ignored. Data mode begins after the prompt, so bytes received together with the command line are lost. Data is echoed
 * if echo is on. Unsolicited results wait in data mode, and while the TE is in the middle of a line, for at most half a
 * second after its last byte.
 *
 * <p>Core thread only.
 */
final class CommandPort {
    /** Executes lines. */
    interface Handler {
        /** Executes a command line. */
        Reply execute(String line);

        /** The level of {@code AT+CMEE}. */
        int errorLevel();

        /** Whether echo is on. */
        boolean echo();
    }

    private static final Logger LOG = LoggerFactory.getLogger(CommandPort.class);
    private static final int MAX_LINE = 16 * 1024;
    private static final long LINE_IDLE_MILLIS = 500;

    private final ScheduledExecutorService core;
    private final LongSupplier nanoTime;
    private final AtFormat format;
    private final boolean discardsRest;
    private final Timing timing;
    private final Handler handler;
    private final Printer printer;
    private final Output output;
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();
    private final Deque<byte[]> input = new ArrayDeque<>();
    private final Deque<byte[]> held = new ArrayDeque<>();
    private ByteArrayOutputStream data;
    private Reply.Prompt prompt;
    private boolean busy;
    private String current = "";
    private int resets;
    private long lastByteNanos;
    private ScheduledFuture<?> flush;

    CommandPort(
            ScheduledExecutorService core,
            LongSupplier nanoTime,
            Firmware firmware,
            Timing timing,
            Handler handler,
            Printer printer,
            Output output) {
        this.core = core;
        this.nanoTime = nanoTime;
        this.format = firmware.atFormat();
        this.discardsRest = firmware.discardsRest();
        this.timing = timing;
        this.handler = handler;
        this.printer = printer;
        this.output = output;
    }

    /** Takes bytes from the TE. */
    void received(byte[] bytes) {
        input.add(bytes);
        work();
    }

    private void work() {
        while (!busy && !input.isEmpty()) {
            byte[] chunk = input.poll();
            int before = resets;
            int used = prompt == null ? takeLine(chunk) : takeData(chunk);
            if (used < chunk.length && before == resets) {
                input.addFirst(Arrays.copyOfRange(chunk, used, chunk.length));
            }
        }
    }

    private int takeLine(byte[] chunk) {
        int from = 0;
        while (from < chunk.length && line.size() == 0 && chunk[from] == '\n') {
            from++;
        }
        int end = from;
        while (end < chunk.length && chunk[end] != '\r') {
            end++;
        }
        boolean complete = end < chunk.length;
        echo(format.echo(Arrays.copyOfRange(chunk, from, complete ? end + 1 : end)));
        line.write(chunk, from, Math.min(end - from, MAX_LINE - line.size()));
        lastByteNanos = nanoTime.getAsLong();
        if (!complete) {
            return chunk.length;
        }
        String text = line.toString(StandardCharsets.ISO_8859_1);
        line.reset();
        if (text.isEmpty()) {
            releaseHeld();
            return end + 1;
        }
        current = text;
        afterLatency(() -> execute(text));
        if (prompt != null) {
            input.clear();
            return chunk.length;
        }
        return end + 1;
    }

    private int takeData(byte[] chunk) {
        int count = Math.min(chunk.length, prompt.length() - data.size());
        echo(Arrays.copyOf(chunk, count));
        data.write(chunk, 0, count);
        if (data.size() == prompt.length()) {
            Reply.Prompt done = prompt;
            byte[] bytes = data.toByteArray();
            prompt = null;
            data = null;
            output.traceData(bytes.length);
            afterLatency(() -> reply(() -> done.then().apply(bytes)));
            return discardsRest ? chunk.length : count;
        }
        return count;
    }

    private void echo(byte[] bytes) {
        if (handler.echo() && bytes.length > 0) {
            printer.print(Kind.ECHO, bytes);
        }
    }

    private void afterLatency(Runnable action) {
        Duration latency = timing.latency(current);
        if (latency.isZero()) {
            action.run();
            return;
        }
        busy = true;
        int before = resets;
        core.schedule(
                () -> {
                    if (before != resets) {
                        return;
                    }
                    busy = false;
                    action.run();
                    if (prompt != null) {
                        input.clear();
                    }
                    work();
                },
                latency.toNanos(),
                TimeUnit.NANOSECONDS);
    }

    private void execute(String text) {
        output.traceReceived(text);
        reply(() -> handler.execute(text));
    }

    private void reply(Supplier<Reply> command) {
        Reply reply;
        try {
            reply = command.get();
        } catch (AtError e) {
            LOG.atLevel(e.isFromHost() ? Level.WARN : Level.DEBUG).log("Refused: {}", e.getMessage());
            output.traceRefused(e);
            printer.print(Kind.ERROR, format.error(handler.errorLevel(), e.reason()));
            releaseHeld();
            return;
        } catch (RuntimeException e) {
            LOG.warn("Command failed", e);
            printer.print(Kind.ERROR, format.error(handler.errorLevel(), CmeError.UNKNOWN));
            releaseHeld();
            return;
        }
        print(reply);
    }

    private void print(Reply reply) {
        if (reply instanceof Reply.Prompt asked) {
            prompt = asked;
            data = new ByteArrayOutputStream();
            printer.print(Kind.PROMPT, format.prompt());
            return;
        }
        if (reply instanceof Reply.Later later) {
            printLater(later);
            return;
        }
        if (reply instanceof Reply.Raw raw) {
            printer.print(Kind.RAW, raw.text().getBytes(StandardCharsets.UTF_8));
        } else if (reply instanceof Reply.Done done) {
            if (!done.information().isEmpty()) {
                printer.print(Kind.INFORMATION, format.information(done.information()));
            }
            printer.print(Kind.OK, format.ok());
            done.afterwards().run();
        }
        releaseHeld();
    }

    private void printLater(Reply.Later later) {
        busy = true;
        int before = resets;
        later.begin().accept(reply -> {
            if (before == resets) {
                busy = false;
                print(reply);
                work();
            }
        });
    }

    /** Prints an unsolicited result in the middle of a command, in front of its reply. */
    void interject(byte[] content) {
        printer.print(Kind.UNSOLICITED, format.unsolicited(content));
    }

    /** Prints the boot log. */
    void boot(BootLog log) {
        if (log.garbage().length > 0) {
            printer.print(Kind.RAW, log.garbage());
        }
        if (!log.lines().isEmpty()) {
            printer.print(Kind.RAW, format.boot(log.lines()));
        }
    }

    /** Prints an unsolicited result, now or as soon as the line is free. */
    void unsolicited(byte[] content) {
        held.add(content);
        if (isFree()) {
            releaseHeld();
        } else if (prompt == null) {
            releaseWhenIdle();
        }
    }

    private boolean isFree() {
        return prompt == null && !busy && (line.size() == 0 || isIdle());
    }

    private boolean isIdle() {
        return nanoTime.getAsLong() - lastByteNanos >= TimeUnit.MILLISECONDS.toNanos(LINE_IDLE_MILLIS);
    }

    private void releaseWhenIdle() {
        if (flush == null || flush.isDone()) {
            flush = core.schedule(
                    () -> {
                        flush = null;
                        if (isFree()) {
                            releaseHeld();
                        } else if (prompt == null) {
                            releaseWhenIdle();
                        }
                    },
                    LINE_IDLE_MILLIS,
                    TimeUnit.MILLISECONDS);
        }
    }

    private void releaseHeld() {
        while (prompt == null && !held.isEmpty()) {
            printer.print(Kind.UNSOLICITED, format.unsolicited(held.poll()));
        }
    }

    /** Forgets everything, as after a reset or deep sleep. */
    void reset() {
        line.reset();
        input.clear();
        held.clear();
        data = null;
        prompt = null;
        busy = false;
        resets++;
    }
}
