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
package io.github.bc66coap.simulator;

/** What the module keeps in RAM besides CoAP. Core thread only. */
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
