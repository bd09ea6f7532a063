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
package io.github.bc66coap.simulator.pty;

import com.sun.jna.Platform;

/** Numbers of the C headers that differ between Linux and macOS. */
record Constants(int noCtty, int nonBlock, int closeOnExec, int eagain) {
    static final int O_RDWR = 2;
    static final int F_SETFL = 4;
    static final int EINTR = 4;
    static final short POLLIN = 1;
    static final short POLLOUT = 4;

    static Constants ofThisPlatform() {
        return Platform.isMac() ? new Constants(0x20000, 0x4, 0x1000000, 35) : new Constants(0x100, 0x800, 0x80000, 11);
    }
}
