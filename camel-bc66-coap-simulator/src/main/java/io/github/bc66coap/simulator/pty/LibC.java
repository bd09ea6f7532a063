// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
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
