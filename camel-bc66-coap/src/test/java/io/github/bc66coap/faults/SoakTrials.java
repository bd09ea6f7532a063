// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.faults;

import java.util.SplittableRandom;

/** Makes requests of all kinds, from a seed. */
final class SoakTrials {
    private static final How[] HOWS = {
        How.PIGGYBACKED,
        How.PIGGYBACKED,
        How.PIGGYBACKED,
        How.PIGGYBACKED,
        How.PIGGYBACKED,
        How.PIGGYBACKED,
        How.PIGGYBACKED,
        How.SEPARATE_CON,
        How.SEPARATE_CON,
        How.SEPARATE_CON,
        How.SEPARATE_NON,
        How.SEPARATE_NON,
        How.BEFORE_ACK,
        How.BEFORE_ACK,
        How.NOT_FOUND,
        How.NOT_FOUND,
        How.RESET,
        How.ACK_ONLY,
        How.SILENT
    };
    /** Inline, at its edge, data mode, its edge, block-wise. */
    private static final int[] SIZES = {20, 20, 20, 20, 100, 511, 512, 513, 700, 1024, 1025, 2500};
    /** Of what GET is answered with: as one message, cut by the module, in two blocks, in five. */
    private static final int[] ANSWERS = {20, 20, 20, 300, 510, 700, 2100};

    private final SplittableRandom random;
    private int number;

    SoakTrials(long seed, int firstNumber) {
        random = new SplittableRandom(seed);
        number = firstNumber;
    }

    synchronized Trial next() {
        String method = new String[] {"GET", "POST", "PUT"}[random.nextInt(3)];
        boolean get = method.equals("GET");
        boolean confirmable = random.nextInt(3) > 0;
        boolean path = get || random.nextInt(4) > 0;
        int size = get ? 0 : SIZES[random.nextInt(SIZES.length)];
        // a transfer in blocks is awaited, or it is none; the blocks behind the first do not tell whose they are
        boolean blocks = size > Trial.BLOCK;
        boolean awaited = blocks || random.nextInt(5) > 0;
        return new Trial(
                number++,
                method,
                confirmable,
                awaited,
                path || blocks,
                HOWS[random.nextInt(HOWS.length)],
                size,
                get ? ANSWERS[random.nextInt(ANSWERS.length)] : 20);
    }

    synchronized int nextNumber() {
        return number++;
    }

    synchronized boolean oneIn(int count) {
        return random.nextInt(count) == 0;
    }
}
