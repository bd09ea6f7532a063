// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.at;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The last lines to and from a module. Secret arguments, and whatever may be their echo, are neither logged nor kept. The bytes of
 * messages are kept; {@link Entry#redacted()} hides them.
 *
 * <p>An unsolicited line may be part of a damaged message, or forged by a peer. So its redacted form shows no more than notifications
 * have: a name and small numbers. The same applies to replies to commands that a user wrote.
 *
 * <p>Written by the event loop, read by any thread; the lock is held only to copy references. The reader gets each line in the event
 * loop, without the lock.
 */
public final class AtTrace {
    /** How many lines are kept. */
    public static final int CAPACITY = 200;

    /** How many characters of a line are kept: more than any line to or from a module has. */
    static final int LONGEST = 2600;

    /** Which way a line went. */
    public enum Direction {
        /** To the module. */
        SENT,
        /** From the module. */
        RECEIVED
    }

    /** One line. Its text is made when somebody reads it. Immutable. */
    public static final class Entry {
        private final Instant at;
        private final Direction direction;
        /** Its redacted form, or {@code null} if that of an unsolicited line applies. */
        private final String shown;
        /** Its first characters. */
        private final String text;
        /** How many characters the line had. */
        private final int length;
        /** Their encoding on the line. */
        private final Charset charset;

        private Entry(Instant at, Direction direction, String shown, String text, Charset charset) {
            this.at = at;
            this.direction = direction;
            this.shown = shown;
            this.text = cut(text);
            this.length = text.length();
            this.charset = charset;
        }

        /** When it was sent, or its end came. */
        public Instant at() {
            return at;
        }

        /** Which way it went. */
        public Direction direction() {
            return direction;
        }

        /** The line without the bytes of messages, in printable ASCII. */
        public String redacted() {
            String harmless = shown == null ? AtTrace.redacted(text, length) : cut(shown);
            return printable(harmless.getBytes(charset));
        }

        /** The line, still without secrets, in printable ASCII; {@code \\xNN} stands for any other byte. */
        public String whole() {
            return printable(text.getBytes(charset)) + (length > LONGEST ? "... " + bytes(length) : "");
        }
    }

    /** The part of a message notification before the length: kind, peer, type, code, message ID (note, section 3.1). */
    private static final Pattern MESSAGE_HEAD = Pattern.compile(
            "\\+QCOAPURC: ?\"(?:req|rsp)\",(?:\"?[0-9A-Fa-f.:]{2,45}\"?,[0-9]{1,5},)?[0-3],[0-9.]{1,4},[0-9]{1,5}(?=,)");

    private static final Pattern HARMLESS =
            Pattern.compile("\\+[A-Z]{2,16}: ?(?:\"[a-z]{1,9}\",)?[0-9]{1,3}(?:,[0-9]{1,3}){0,3}"
                    + "|\\+CPIN: ?[A-Z ]{1,16}|RDY|F1: ?[0-9 ]{1,20}|OK|ERROR|\\+CM(?:EE?|S) ERROR: ?[0-9]{1,4}");

    private static final Pattern NAME = Pattern.compile("\\+[A-Z]{2,16}: ?");

    /** A character is a byte. */
    private static final Charset BYTES = StandardCharsets.ISO_8859_1;

    private final EventLoop loop;
    private final Consumer<Entry> reader;
    private final Deque<Entry> lines = new ArrayDeque<>();
    private volatile boolean on = true;

    /**
     * @param loop tells the time
     * @param reader is handed each line that is kept; called in the loop, must not block or throw
     */
    public AtTrace(EventLoop loop, Consumer<Entry> reader) {
        this.loop = loop;
        this.reader = reader;
    }

    /** Starts or stops keeping lines; lines already kept stay. On at first. From any thread. */
    public void keep(boolean wanted) {
        on = wanted;
    }

    /** Whether lines are kept. From any thread. */
    public boolean isOn() {
        return on;
    }

    /** The lines, oldest first. From any thread. */
    public List<Entry> lines() {
        synchronized (lines) {
            return List.copyOf(lines);
        }
    }

    /** A command line leaves. */
    void sent(CommandLine line) {
        if (on) {
            String redacted = line.redacted();
            add(Direction.SENT, redacted, line.isSecret() ? redacted : line.text(), StandardCharsets.UTF_8);
        }
    }

    /** The bytes of a message leave, after the module's prompt. */
    void sentData(byte[] data) {
        if (on) {
            add(Direction.SENT, bytes(data.length), text(data), BYTES);
        }
    }

    /** Carriage returns leave. */
    void sentFilling(int count) {
        if (on) {
            add(Direction.SENT, count + " carriage returns");
        }
    }

    /** A line came that holds nothing to hide. */
    void received(String line) {
        if (on) {
            add(Direction.RECEIVED, line);
        }
    }

    /** A line came whose content is unknown. */
    void receivedUnasked(String line) {
        if (on) {
            add(Direction.RECEIVED, null, line, BYTES);
        }
    }

    /** A notification came, with the bytes of a message. */
    void receivedNotification(byte[] notification) {
        if (on) {
            receivedUnasked(text(notification));
        }
    }

    /** An echo came. */
    void receivedEcho() {
        if (on) {
            add(Direction.RECEIVED, "(echo)");
        }
    }

    /** Something came that may be the echo of a secret. */
    void receivedSecret(int length) {
        if (on) {
            add(Direction.RECEIVED, "(" + bytes(length) + ", withheld: they may be the echo of a secret)");
        }
    }

    /** A reply came that may hold a password. */
    void receivedPassword(int length) {
        if (on) {
            add(Direction.RECEIVED, "(" + bytes(length) + ", withheld: there may be a password in them)");
        }
    }

    /** A line came that was too long. */
    void receivedOverlong(int length) {
        if (on) {
            add(Direction.RECEIVED, "(more than " + bytes(length) + ", thrown away)");
        }
    }

    private void add(Direction direction, String text) {
        add(direction, text, text, BYTES);
    }

    private void add(Direction direction, String redacted, String whole, Charset charset) {
        Entry line = new Entry(loop.now(), direction, redacted, whole, charset);
        synchronized (lines) {
            if (lines.size() == CAPACITY) {
                lines.removeFirst();
            }
            lines.addLast(line);
        }
        reader.accept(line);
    }

    private static String cut(String text) {
        return text.length() > LONGEST ? text.substring(0, LONGEST) : text;
    }

    /** The redacted form of an unsolicited line. */
    private static String redacted(String line, int length) {
        if (HARMLESS.matcher(line).matches()) {
            return line;
        }
        Matcher message = MESSAGE_HEAD.matcher(line);
        Matcher name = NAME.matcher(line);
        int shown = message.lookingAt() ? message.end() : name.lookingAt() ? name.end() : 0;
        return line.substring(0, shown) + (message.lookingAt() ? "," : "") + bytes(length - shown);
    }

    private static String bytes(int count) {
        return "<" + count + " bytes>";
    }

    private static String text(byte[] bytes) {
        return new String(bytes, BYTES);
    }

    /** Contains nothing that moves a cursor or ends a line. */
    private static String printable(byte[] text) {
        StringBuilder shown = new StringBuilder(text.length);
        for (byte b : text) {
            if (b >= ' ' && b <= '~') {
                shown.append((char) b);
            } else {
                shown.append("\\x%02X".formatted(b));
            }
        }
        return shown.toString();
    }
}
