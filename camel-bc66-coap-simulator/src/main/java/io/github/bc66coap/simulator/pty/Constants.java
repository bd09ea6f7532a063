// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.simulator.pty;

import com.sun.jna.Platform;

/** Numbers of the C headers that differ between Linux and macOS. */
record Constants(int noCtty, int nonBlock, int closeOnExec) {
    static final int O_RDWR = 2;
    static final int F_SETFL = 4;
    static final short POLLIN = 1;
    static final short POLLOUT = 4;

    static Constants ofThisPlatform() {
        return Platform.isMac() ? new Constants(0x20000, 0x4, 0x1000000) : new Constants(0x100, 0x800, 0x80000);
    }
}
