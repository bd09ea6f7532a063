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
package io.github.bc66coap.benchmarks;

import java.io.IOException;
import java.util.Arrays;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * A module on a line of 115200 baud: each byte takes ten bit times on its way, from the module as to it. It answers at once, so that
 * nothing but the line takes time. The first exchanges aren't paced.
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
    private final BlockingQueue<Command> commands = new LinkedBlockingQueue<>();
    /** When the last byte to the module has arrived; of the thread that reads. */
    private double arrived;

    /** A command, and when its last byte has arrived. */
    private record Command(String text, double start, double end, long bytes) {}

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
        double now = System.nanoTime();
        double start = Math.max(arrived, now);
        arrived = start;
        int from = 0;
        for (int i = 0; i < length; i++) {
            arrived += BYTE_NANOS;
            if (bytes[i] == '\r' || i == length - 1) {
                byte[] piece = Arrays.copyOfRange(bytes, from, i + 1);
                from = i + 1;
                take(piece, start, arrived);
            }
        }
    }

    private void take(byte[] piece, double start, double end) throws IOException {
        String[] complete = {""};
        dialogue.feed(piece, piece.length, command -> complete[0] = command);
        commands.add(new Command(complete[0], start, end, piece.length));
    }

    void start() {
        Thread thread = new Thread(this::serve, "module");
        thread.setDaemon(true);
        thread.start();
    }

    private void serve() {
        int sent = 0;
        double start = 0;
        double end = 0;
        long moved = 0;
        try {
            while (sent < warmUp + count) {
                Command command = commands.take();
                boolean paced = sent >= warmUp;
                if (paced && start == 0) {
                    start = command.start();
                    end = start;
                }
                byte[] answer = command.text().isEmpty() ? new byte[0] : dialogue.answer(command.text());
                if (paced) {
                    moved += command.bytes() + answer.length;
                    end = pace(answer, Math.max(end, command.end()));
                } else {
                    line.write(answer);
                }
                if (command.text().startsWith(Dialogue.SEND)) {
                    sent++;
                }
            }
            double seconds = (end - start) / 1e9;
            System.out.println(moved * BYTE_NANOS / 1e9 / seconds + " " + count / seconds);
        } catch (InterruptedException | IOException e) {
            e.printStackTrace();
            System.exit(1);
        }
    }

    /** Writes each byte when its last bit is there; the time of the last one. */
    private double pace(byte[] bytes, double start) throws IOException {
        double end = start + bytes.length * BYTE_NANOS;
        int written = 0;
        while (written < bytes.length) {
            await(Math.min(end, System.nanoTime() + (double) STEP_NANOS));
            int due = (int) Math.min(bytes.length, (System.nanoTime() - start) / BYTE_NANOS);
            if (due > written) {
                line.write(Arrays.copyOfRange(bytes, written, due));
                written = due;
            }
        }
        return end;
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
