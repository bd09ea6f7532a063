// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.benchmarks;

import java.io.IOException;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * A module on a line of 115200 baud: each byte takes ten bit times on its way, from the module as to it. It answers at once, so that
 * nothing but the line takes time, and reads on when its answer is out. The first exchanges aren't paced. All is done by the thread that
 * reads: another one would have to be woken for each command.
 */
final class PacedModule implements Wire.Receiver {
    private static final double BYTE_NANOS = 1e9 * 10 / 115_200;
    /** What is due is written as often as a UART with a small buffer would. */
    private static final long STEP_NANOS = TimeUnit.MICROSECONDS.toNanos(500);
    /** A sleep is no more exact than this. */
    private static final long INEXACT_NANOS = TimeUnit.MICROSECONDS.toNanos(100);

    private final Wire line;
    private final int warmUp;
    private final int count;
    private final Dialogue dialogue = new Dialogue();
    private int sent;
    private long moved;
    /** When the first byte was on the line, and when the last one will have been. */
    private double start;

    private double end;

    /**
     * @param warmUp after so many exchanges it is paced
     * @param count how many exchanges are measured from there on
     */
    PacedModule(Wire line, int warmUp, int count) {
        this.line = line;
        this.warmUp = warmUp;
        this.count = count;
    }

    @Override
    public void received(byte[] bytes, int length) throws IOException {
        if (sent >= warmUp) {
            double now = System.nanoTime();
            start = start == 0 ? now : start;
            end = Math.max(end, now) + length * BYTE_NANOS;
            moved += length;
        }
        dialogue.feed(bytes, length, this::answer);
    }

    private void answer(String command) throws IOException {
        byte[] answer = dialogue.answer(command);
        if (sent < warmUp) {
            line.write(answer);
        } else {
            pace(answer);
        }
        if (command.startsWith(Dialogue.SEND)) {
            sent++;
            if (sent == warmUp + count) {
                double seconds = (end - start) / 1e9;
                System.out.println(moved * BYTE_NANOS / 1e9 / seconds + " " + count / seconds);
            }
        }
    }

    /** Writes each byte when its last bit is there, from the time on when all that came has arrived. */
    private void pace(byte[] bytes) throws IOException {
        double from = end;
        end += bytes.length * BYTE_NANOS;
        moved += bytes.length;
        int written = 0;
        while (written < bytes.length) {
            await(Math.min(end, Math.max(from, System.nanoTime()) + STEP_NANOS));
            int due = (int) Math.min(bytes.length, (System.nanoTime() - from) / BYTE_NANOS);
            if (due > written) {
                line.write(Arrays.copyOfRange(bytes, written, due));
                written = due;
            }
        }
    }

    private static void await(double time) {
        for (long left = (long) (time - System.nanoTime()); left > 0; left = (long) (time - System.nanoTime())) {
            if (left > INEXACT_NANOS) {
                LockSupport.parkNanos(left - INEXACT_NANOS);
            } else {
                Thread.onSpinWait();
            }
        }
    }
}
