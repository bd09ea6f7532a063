// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.simulator.fault;

import java.io.ByteArrayOutputStream;

/** Garbles bytes of one direction: noise, NULs, loss, flipped bits. Core thread only. */
final class Garbler {
    private static final int MOST_EXTRA = 4;

    private final FaultPlan plan;
    private final Fault noise;
    private final Fault lost;
    private final Fault flipped;

    Garbler(FaultPlan plan, Fault noise, Fault lost, Fault flipped) {
        this.plan = plan;
        this.noise = noise;
        this.lost = lost;
        this.flipped = flipped;
    }

    /** Lets a byte pass, more or less. */
    void pass(byte value, ByteArrayOutputStream to) {
        if (plan.strikes(noise)) {
            byte[] extra = new byte[1 + plan.random(noise).nextInt(MOST_EXTRA)];
            for (int i = 0; i < extra.length; i++) {
                extra[i] = (byte) plan.random(noise).nextInt(256);
            }
            to.writeBytes(extra);
        }
        if (plan.strikes(lost)) {
            return;
        }
        to.write(plan.strikes(flipped) ? value ^ 1 << plan.random(flipped).nextInt(8) : value);
    }
}
