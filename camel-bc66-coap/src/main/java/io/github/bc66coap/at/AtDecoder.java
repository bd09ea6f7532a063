// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.at;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Cuts a module's byte stream into lines, notifications and prompts.
 *
 * <p>The events don't depend on how the stream is split into chunks. A line ends at CR or LF, in any combination; blank lines, and
 * NULs between lines, are skipped. A line that the {@link UrcRule} claims ends where the rule says. {@link #CAPACITY} bounds the
 * memory.
 */
public final class AtDecoder {
    private static final Logger LOG = LoggerFactory.getLogger(AtDecoder.class);

    /** The longest line kept, in bytes; the longest legal notification is 1300 bytes of content. */
    static final int CAPACITY = 8192;

    /** How much is decoded at a time: when a line ends, the bytes behind it are moved. */
    private static final int SLICE = 256;

    private static final byte[] NO_ECHO = new byte[0];

    /** For each length up to this, the last line is kept. */
    private static final int SHORT_LINE = 20;

    private enum Mode {
        /** Before the first byte of a line. */
        START,
        /** The rule has not decided on the line yet. */
        CLAIMED,
        /** The line ends at CR or LF. */
        ORDINARY,
        /** The line was too long; its rest is discarded. */
        DISCARDING
    }

    private final UrcRule rule;
    private final byte[] buffer = new byte[CAPACITY];
    private final List<AtEvent> events = new ArrayList<>();
    /** By length: most lines repeat one of a few replies. */
    private final AtEvent.Line[] shortAnswers = new AtEvent.Line[SHORT_LINE + 1];

    private int length;
    private Mode mode = Mode.START;
    /** While CLAIMED: the length at which to ask the rule next. While ORDINARY: how many bytes hold no line end. */
    private int looked;
    /** While CLAIMED: characters at which to ask the rule earlier, and how many bytes hold none of them. */
    private String stops = "";

    private int withoutStop;

    private boolean promptAwaited;
    private byte[] echo = NO_ECHO;

    public AtDecoder(UrcRule rule) {
        this.rule = rule.resumable();
    }

    /** From now on, the next {@code >} at the start of a line is a prompt. */
    public void awaitPrompt(boolean awaited) {
        promptAwaited = awaited;
    }

    /**
     * The module will echo these raw bytes at the start of a line, before or after other lines. They are skipped if they come in one
     * piece, and decoded as usual if not.
     */
    public void expectEcho(byte[] data) {
        // the buffer can't hold more in one piece
        echo = data.length < CAPACITY ? data.clone() : NO_ECHO;
    }

    /** The module will echo no more raw bytes. */
    public void expectNoEcho() {
        echo = NO_ECHO;
    }

    /** Whether the meaning of some bytes depends on what follows, so that silence means lost bytes. */
    public boolean isUndecided() {
        return mode == Mode.CLAIMED || mode == Mode.START && length > 0;
    }

    /**
     * Decodes the next bytes.
     *
     * @param count how many bytes of {@code chunk}, from index 0
     * @return the events that they complete
     */
    public List<AtEvent> feed(byte[] chunk, int count) {
        int taken = 0;
        while (taken < count) {
            int slice = Math.min(Math.min(count - taken, SLICE), CAPACITY - length);
            System.arraycopy(chunk, taken, buffer, length, slice);
            length += slice;
            taken += slice;
            decode();
        }
        return drain();
    }

    /** Decides undecided bytes after the line has been silent for a while. */
    public List<AtEvent> idle() {
        if (mode == Mode.CLAIMED) {
            UrcRule.Verdict verdict = conclude();
            settle(verdict instanceof UrcRule.Complete ? verdict : UrcRule.Verdict.NOT_MINE);
        } else {
            echo = NO_ECHO;
        }
        decode();
        return drain();
    }

    private List<AtEvent> drain() {
        if (events.isEmpty()) {
            return List.of();
        }
        List<AtEvent> drained = Arrays.asList(events.toArray(AtEvent[]::new));
        events.clear();
        return drained;
    }

    private void decode() {
        boolean progress = true;
        while (progress && length > 0) {
            progress = switch (mode) {
                case START -> start();
                case CLAIMED -> claimed();
                case ORDINARY -> ordinary();
                case DISCARDING -> discarding();
            };
        }
    }

    private boolean start() {
        if (echo.length > 0) {
            int same = commonPrefix(echo, buffer, Math.min(length, echo.length));
            if (same == echo.length) {
                drop(same);
                echo = NO_ECHO;
                return true;
            }
            if (same == length) {
                return false;
            }
        }
        int blanks = blanks();
        if (blanks > 0) {
            drop(blanks);
        } else if (promptAwaited && buffer[0] == '>') {
            promptAwaited = false;
            events.add(new AtEvent.Prompt());
            drop(1);
        } else {
            mode = Mode.CLAIMED;
            looked = 1;
            stops = "";
        }
        return true;
    }

    /** Asks at exactly the lengths that the rule names, so that the verdict doesn't depend on how the stream was split. */
    private boolean claimed() {
        stopEarly();
        if (length < looked) {
            return false;
        }
        settle(inspect());
        return true;
    }

    private void stopEarly() {
        int end = stops.isEmpty() ? 0 : Math.min(length, looked);
        for (; withoutStop < end; withoutStop++) {
            if (stops.indexOf(buffer[withoutStop]) >= 0) {
                looked = withoutStop + 1;
                return;
            }
        }
    }

    /** A peer may have written what the rule reads. If the rule fails, the line is decoded all the same. */
    private UrcRule.Verdict inspect() {
        try {
            return rule.inspect(buffer, looked);
        } catch (RuntimeException e) {
            LOG.error("the rule for notifications failed", e);
            return UrcRule.Verdict.NOT_MINE;
        }
    }

    private UrcRule.Verdict conclude() {
        try {
            return rule.conclude(buffer, length);
        } catch (RuntimeException e) {
            LOG.error("the rule for notifications failed", e);
            return UrcRule.Verdict.NOT_MINE;
        }
    }

    private void settle(UrcRule.Verdict verdict) {
        if (verdict instanceof UrcRule.NeedMore more && more.bytes() <= CAPACITY - looked) {
            withoutStop = looked;
            looked += more.bytes();
            stops = more.stops();
        } else if (verdict instanceof UrcRule.Complete complete && complete.length() <= length) {
            byte[] notification = new byte[complete.length()];
            System.arraycopy(buffer, 0, notification, 0, notification.length);
            events.add(new AtEvent.Notification(notification, complete.truncated()));
            drop(notification.length);
            mode = Mode.START;
        } else {
            mode = Mode.ORDINARY;
            looked = 0;
        }
    }

    private boolean ordinary() {
        int end = lineEnd(looked);
        if (end >= 0) {
            emitLine(end);
            drop(end + 1);
            mode = Mode.START;
            return true;
        }
        looked = length;
        if (length == CAPACITY) {
            events.add(new AtEvent.OverlongLine());
            drop(length);
            mode = Mode.DISCARDING;
        }
        return false;
    }

    private boolean discarding() {
        int end = lineEnd(0);
        drop(end < 0 ? length : end + 1);
        if (end >= 0) {
            mode = Mode.START;
        }
        return true;
    }

    private void emitLine(int end) {
        // echo is not kept: it may hold a secret
        boolean answer = end <= SHORT_LINE && (buffer[0] == 'O' || buffer[0] == '+');
        AtEvent.Line line = answer && isLast(end) ? shortAnswers[end] : line(end);
        if (answer) {
            shortAnswers[end] = line;
        }
        events.add(line);
    }

    private boolean isLast(int length) {
        AtEvent.Line last = shortAnswers[length];
        boolean same = last != null && last.text().length() == length;
        for (int i = 0; same && i < length; i++) {
            same = last.text().charAt(i) == (buffer[i] & 0xFF);
        }
        return same;
    }

    private AtEvent.Line line(int end) {
        String text = new String(buffer, 0, end, StandardCharsets.ISO_8859_1);
        return new AtEvent.Line(text.indexOf(0) < 0 ? text : text.replace("\0", ""));
    }

    private int lineEnd(int from) {
        for (int i = from; i < length; i++) {
            if (buffer[i] == '\r' || buffer[i] == '\n') {
                return i;
            }
        }
        return -1;
    }

    private void drop(int count) {
        length -= count;
        System.arraycopy(buffer, count, buffer, 0, length);
    }

    /** How many bytes between lines come first; at most one if it may begin an echo. */
    private int blanks() {
        int most = echo.length > 0 ? 1 : length;
        int blanks = 0;
        while (blanks < most && isBlank(buffer[blanks])) {
            blanks++;
        }
        return blanks;
    }

    private static boolean isBlank(byte b) {
        return b == '\r' || b == '\n' || b == 0 || b == ' ';
    }

    private static int commonPrefix(byte[] a, byte[] b, int limit) {
        int same = 0;
        while (same < limit && a[same] == b[same]) {
            same++;
        }
        return same;
    }
}
