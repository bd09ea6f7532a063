// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.examples.lwm2m;

/** A water meter; it stands for the thing that has the module. */
public final class Meter {
    private int litres;
    /** From the platform: how many litres flow between two measurements. */
    private int flow = 3;

    /** What the platform gets. */
    public synchronized String measure() {
        litres += flow;
        return "{\"litres\":" + litres + "}";
    }

    /**
     * Application data of the platform: one byte, the flow.
     *
     * @throws IllegalArgumentException if it is something else
     */
    public synchronized void take(byte[] data) {
        if (data == null || data.length != 1) {
            throw new IllegalArgumentException("application data are one byte");
        }
        flow = data[0] & 0xff;
    }
}
