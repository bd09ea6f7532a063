// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.simulator;

/** What the module keeps in RAM, except CoAP. Core thread only. */
final class ModuleState {
    boolean attached;
    boolean echo;
    int errorLevel;
    int registrationUrc;
    int connectionUrc;
    int sleepMode;
    /** Is the module registered with the network it is attached to? */
    boolean registered = true;

    private final int initialSleepMode;

    /**
     * @param sleeps may the module sleep until it is told otherwise?
     */
    ModuleState(boolean attached, boolean sleeps) {
        this.attached = attached;
        initialSleepMode = sleeps ? 1 : 0;
        reset();
    }

    /** Back to the defaults; the network is not affected. */
    void reset() {
        echo = true;
        errorLevel = 0;
        registrationUrc = 0;
        connectionUrc = 0;
        sleepMode = initialSleepMode;
    }
}
