// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.simulator.fault;

import java.io.ByteArrayOutputStream;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Garbles, splits or cuts the bytes between the module and its line.
 *
 * <p>After the byte of a hang-up, a restart or a deep sleep, everything is lost, in both directions, until the line or
 * the module is back. Core thread only.
 */
public final class LineFaults {
    /** What can happen to the module and its line. */
    public interface Events {
        /** Hangs up. */
        void hangUp();

        /** Makes the line usable again. */
        void reconnect();

        /** Restarts, with the boot lines. */
        void reboot();

        /** Toggles echo. */
        void toggleEcho();

        /** Wakes from deep sleep. */
        void awake(int contextState);
    }

    private static final long PAUSE_MILLIS = 3;
    private static final int MOST_NULS = 3;

    private final ScheduledExecutorService core;
    private final FaultPlan plan;
    private final Events events;
    private final Consumer<byte[]> module;
    private final Consumer<byte[]> line;
    private final Garbler out;
    private final Garbler in;
    private final Deque<byte[]> pieces = new ArrayDeque<>();
    private boolean pausing;
    private boolean cut;
    private boolean skipsLine;
    private boolean stopped;
    private long lastByteNanos = System.nanoTime();

    /**
     * Between a module and a line.
     *
     * @param module takes what comes from the TE
     * @param line takes what goes to the TE
     */
    public LineFaults(
            ScheduledExecutorService core,
            FaultPlan plan,
            Events events,
            Consumer<byte[]> module,
            Consumer<byte[]> line) {
        this.core = core;
        this.plan = plan;
        this.events = events;
        this.module = module;
        this.line = line;
        out = new Garbler(plan, Fault.NOISE, Fault.LOST_BYTE, Fault.FLIPPED_BYTE);
        in = new Garbler(plan, Fault.NOISE_IN, Fault.LOST_BYTE_IN, Fault.FLIPPED_BYTE_IN);
    }

    /** Ends all faults; a line that was hung up stays so. */
    public void stop() {
        stopped = true;
    }

    // --- to the TE ---

    /** Bytes of the module. */
    public void toTe(byte[] bytes) {
        lastByteNanos = System.nanoTime();
        if (plan.isQuiet() && !cut && !pausing) {
            line.accept(bytes);
            return;
        }
        ByteArrayOutputStream piece = new ByteArrayOutputStream();
        for (int i = 0; i < bytes.length && !cut; i++) {
            garble(bytes[i], piece);
            if (plan.strikes(Fault.HANG_UP)) {
                pass(piece);
                hangUp();
            } else if (plan.strikes(Fault.RESET)) {
                pass(piece);
                reboot();
            } else if (plan.strikes(Fault.SPLIT)) {
                pass(piece);
                pause();
            }
        }
        pass(piece);
    }

    private void garble(byte value, ByteArrayOutputStream piece) {
        if (plan.strikes(Fault.NUL)) {
            piece.writeBytes(new byte[1 + plan.random(Fault.NUL).nextInt(MOST_NULS)]);
        }
        out.pass(value, piece);
    }

    private void pass(ByteArrayOutputStream piece) {
        if (piece.size() == 0) {
            return;
        }
        if (pausing) {
            pieces.add(piece.toByteArray());
        } else {
            line.accept(piece.toByteArray());
        }
        piece.reset();
    }

    private void pause() {
        pausing = true;
        core.schedule(this::resume, PAUSE_MILLIS, TimeUnit.MILLISECONDS);
    }

    private void resume() {
        pausing = false;
        byte[] piece = pieces.poll();
        if (piece != null) {
            line.accept(piece);
            pause();
        }
    }

    // --- from the TE ---

    /** Bytes of the TE. */
    public void fromTe(byte[] bytes) {
        boolean first = System.nanoTime() - lastByteNanos >= plan.times().idle().toNanos();
        lastByteNanos = System.nanoTime();
        if (plan.isQuiet() && !cut && !skipsLine) {
            module.accept(bytes);
            return;
        }
        if (first && !cut) {
            wake();
        }
        ByteArrayOutputStream piece = new ByteArrayOutputStream();
        for (int i = 0; i < bytes.length && !cut; i++) {
            if (skipsLine) {
                skipsLine = bytes[i] != '\r';
            } else {
                take(bytes[i], piece);
            }
        }
        hand(piece);
    }

    private void take(byte value, ByteArrayOutputStream piece) {
        in.pass(value, piece);
        if (plan.strikes(Fault.HANG_UP_IN)) {
            hand(piece);
            hangUp();
        } else if (plan.strikes(Fault.RESET_IN)) {
            hand(piece);
            reboot();
        } else if (plan.strikes(Fault.ECHO_TOGGLE)) {
            hand(piece);
            events.toggleEcho();
        }
    }

    private void hand(ByteArrayOutputStream piece) {
        if (piece.size() > 0) {
            module.accept(piece.toByteArray());
            piece.reset();
        }
    }

    private void wake() {
        if (plan.strikes(Fault.DEEP_SLEEP_0)) {
            sleep(0);
        } else if (plan.strikes(Fault.DEEP_SLEEP_1)) {
            sleep(1);
        } else if (plan.strikes(Fault.FIRST_AT_LOST)) {
            skipsLine = true;
        }
    }

    // --- what happens at a byte ---

    private void hangUp() {
        cutUntilBack();
        core.execute(events::hangUp);
        later(events::reconnect);
    }

    /** Not at once: the module may be in the middle of printing. */
    private void reboot() {
        cutUntilBack();
        core.execute(() -> {
            cut = false;
            events.reboot();
        });
    }

    private void sleep(int contextState) {
        cutUntilBack();
        later(() -> events.awake(contextState));
    }

    private void cutUntilBack() {
        cut = true;
        skipsLine = false;
        pieces.clear();
    }

    private void later(Runnable back) {
        core.schedule(
                () -> {
                    if (!stopped) {
                        cut = false;
                        back.run();
                    }
                },
                plan.times().away().toNanos(),
                TimeUnit.NANOSECONDS);
    }
}
