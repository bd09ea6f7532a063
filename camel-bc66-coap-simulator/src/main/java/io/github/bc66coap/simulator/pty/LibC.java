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

import com.sun.jna.Library;
import com.sun.jna.Memory;
import com.sun.jna.Native;
import com.sun.jna.NativeLong;

/** The few functions of the C library that a pseudo-terminal takes. */
interface LibC extends Library {
    /** Loads the C library of this process. */
    static LibC load() {
        return Native.load("c", LibC.class);
    }

    int posix_openpt(int flags);

    int grantpt(int fd);

    int unlockpt(int fd);

    int ptsname_r(int fd, byte[] name, NativeLong length);

    int open(String path, int flags);

    int close(int fd);

    NativeLong read(int fd, byte[] buffer, NativeLong count);

    NativeLong write(int fd, byte[] buffer, NativeLong count);

    int poll(Memory fds, NativeLong count, int timeoutMillis);

    int pipe(int[] fds);

    /** Declared variadic, since some ABIs pass variadic arguments differently. */
    int fcntl(int fd, int command, Object... arguments);

    int tcgetattr(int fd, Memory termios);

    int tcsetattr(int fd, int actions, Memory termios);

    void cfmakeraw(Memory termios);
}
