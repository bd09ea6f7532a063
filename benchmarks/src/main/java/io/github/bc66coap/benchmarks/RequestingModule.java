// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.benchmarks;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.locks.LockSupport;

/**
 * A module to which peers send requests: when it is left in peace after its start, {@value #COLD} at 100/s, then {@value #WARM_UP} at
 * 400/s, then {@value #WARM} at 100/s. It takes the time from the last byte of a notification to the first of the HEAD that answers it.
 */
final class RequestingModule implements Wire.Receiver {
    static final int COLD = 200;
    static final int WARM_UP = 2_000;
    static final int WARM = 700;

    private static final long USUAL_PERIOD = TimeUnit.MILLISECONDS.toNanos(10);
    private static final long PEACE = TimeUnit.MILLISECONDS.toNanos(500);
    private static final long PATIENCE = TimeUnit.SECONDS.toNanos(2);

    private final Wire line;
    private final Dialogue dialogue = new Dialogue();
    private final AtomicLongArray sent = new AtomicLongArray(COLD + WARM_UP + WARM);
    private final AtomicLongArray answered = new AtomicLongArray(COLD + WARM_UP + WARM);
    private volatile long lastCommand;

    RequestingModule(Wire line) {
        this.line = line;
    }

    @Override
    public void received(byte[] bytes, int length) throws IOException {
        long now = System.nanoTime();
        dialogue.feed(bytes, length, command -> {
            if (command.startsWith(Dialogue.HEAD)) {
                answered.compareAndSet(Integer.parseInt(Dialogue.messageId(command)), 0, now);
            }
            line.write(dialogue.answer(command));
            lastCommand = now;
        });
    }

    void start() {
        Thread thread = new Thread(
                () -> {
                    try {
                        run();
                    } catch (IOException e) {
                        e.printStackTrace();
                        System.exit(1);
                    }
                },
                "peers");
        thread.setDaemon(true);
        thread.start();
    }

    private void run() throws IOException {
        while (lastCommand == 0 || System.nanoTime() - lastCommand < PEACE) {
            LockSupport.parkNanos(USUAL_PERIOD);
        }
        request(0, COLD, USUAL_PERIOD);
        request(COLD, COLD + WARM_UP, USUAL_PERIOD / 4);
        request(COLD + WARM_UP, sent.length(), USUAL_PERIOD);
        LockSupport.parkNanos(PATIENCE);
        double[] cold = latencies(0, COLD);
        double[] warm = latencies(COLD + WARM_UP, sent.length());
        System.out.println(Spread.percentile(0.5, cold) + " " + Spread.percentile(0.99, cold) + " "
                + Spread.percentile(0.5, warm) + " " + Spread.percentile(0.99, warm));
    }

    private void request(int from, int to, long period) throws IOException {
        long next = System.nanoTime();
        for (int id = from; id < to; id++) {
            for (long left = next - System.nanoTime(); left > 0; left = next - System.nanoTime()) {
                LockSupport.parkNanos(left);
            }
            next += period;
            byte[] urc = ("\r\n+QCOAPURC: \"req\",192.0.2." + (1 + id % 200) + ",5683,0,1," + id
                            + ",07,8,\"1A2B3C4D5E6F7081\",11,\"temperature\",15,\"unit=C\",17,\"0\"\r\n")
                    .getBytes(StandardCharsets.ISO_8859_1);
            sent.set(id, System.nanoTime());
            line.write(urc);
        }
    }

    /** In milliseconds; one that was never answered took as long as it was waited for. */
    private double[] latencies(int from, int to) {
        double[] all = new double[to - from];
        Arrays.setAll(
                all, i -> (answered.get(from + i) == 0 ? PATIENCE : answered.get(from + i) - sent.get(from + i)) / 1e6);
        return all;
    }
}
