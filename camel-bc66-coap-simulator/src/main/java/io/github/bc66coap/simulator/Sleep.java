// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.simulator;

import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

/**
 * Whether the module sleeps, and what it misses by that.
 *
 * <p>Falling asleep is no event: the next byte or message shows whether the module sleeps. A message from the network
 * wakes it, as in eDRX. Core thread only.
 */
final class Sleep {
    private static final int LOST_CHARACTERS = 3;
    private static final byte[] NOTHING = {};

    private final SleepRules rules;
    private final BooleanSupplier allowed;
    private final Runnable woke;
    private final LongSupplier nanoTime;
    private long lastByte;
    private boolean asleep;
    private boolean losingLine;
    private boolean deafToAt;

    /**
     * @param allowed has the TE not switched sleeping off?
     * @param woke called when deep sleep has ended
     */
    Sleep(LongSupplier nanoTime, SleepRules rules, BooleanSupplier allowed, Runnable woke) {
        this.nanoTime = nanoTime;
        this.rules = rules;
        this.allowed = allowed;
        this.woke = woke;
        lastByte = nanoTime.getAsLong();
    }

    /** Falls into deep sleep at once. */
    void begin() {
        asleep = true;
    }

    /** Wakes up, if it sleeps. */
    void wake() {
        if (isAsleep()) {
            lastByte = nanoTime.getAsLong();
            end();
        }
    }

    /** What the module hears of the bytes that the TE sends. */
    byte[] heard(byte[] bytes) {
        boolean deep = isAsleep();
        if (deep && !rules.wakesByLine()) {
            asleep = true;
            return NOTHING;
        }
        deafToAt |= isIdle(rules.deafToAtAfter());
        boolean light = allowed.getAsBoolean() && isIdle(rules.lightAfter());
        lastByte = nanoTime.getAsLong();
        if (deep) {
            end();
            losingLine = true;
        }
        if (losingLine) {
            return behindLine(bytes);
        }
        return light ? from(bytes, Math.min(LOST_CHARACTERS, bytes.length)) : bytes;
    }

    private byte[] behindLine(byte[] bytes) {
        int end = 0;
        while (end < bytes.length && bytes[end] != '\r') {
            end++;
        }
        if (end == bytes.length) {
            return NOTHING;
        }
        losingLine = false;
        return from(bytes, end + 1);
    }

    private static byte[] from(byte[] bytes, int index) {
        return Arrays.copyOfRange(bytes, index, bytes.length);
    }

    /** Something is about to be printed, so the module is awake. */
    void speaking() {
        wake();
        lastByte = nanoTime.getAsLong();
    }

    /** Is this line passed over? Only the first one may be. */
    boolean ignores(String line) {
        boolean ignored = deafToAt && "AT".equalsIgnoreCase(line);
        deafToAt = false;
        return ignored;
    }

    /** Forgets everything, as after a reset. */
    void reset() {
        asleep = false;
        losingLine = false;
        deafToAt = false;
        lastByte = nanoTime.getAsLong();
    }

    private void end() {
        asleep = false;
        deafToAt = rules.deafToAtAfter() > 0;
        woke.run();
    }

    private boolean isAsleep() {
        return asleep || allowed.getAsBoolean() && isIdle(rules.deepAfter());
    }

    private boolean isIdle(int millis) {
        return millis > 0 && nanoTime.getAsLong() - lastByte >= TimeUnit.MILLISECONDS.toNanos(millis);
    }
}
