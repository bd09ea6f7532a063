// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.benchmarks;

import java.io.IOException;

import com.sun.jna.Memory;
import com.sun.jna.Native;
import com.sun.jna.Pointer;

/** A pseudo-terminal of Linux: one call of the kernel to read, one to write. */
final class PtyWire implements Wire {
    private static final int READ_WRITE_NO_CONTROL = 0x102;
    private static final int SIZE = 4096;

    private final Memory output = new Memory(SIZE);
    private final int master;
    private final String device;

    PtyWire() throws IOException {
        LibC.register();
        master = check(LibC.posix_openpt(READ_WRITE_NO_CONTROL));
        check(LibC.grantpt(master));
        check(LibC.unlockpt(master));
        Memory name = new Memory(256);
        check(LibC.ptsname_r(master, name, name.size()));
        device = name.getString(0);
        // open for good: without an open slave the master can't be read between two clients
        int slave = check(LibC.open(device, READ_WRITE_NO_CONTROL));
        Memory mode = new Memory(256);
        check(LibC.tcgetattr(slave, mode));
        LibC.cfmakeraw(mode);
        check(LibC.tcsetattr(slave, 0, mode));
    }

    @Override
    public String device() {
        return device;
    }

    @Override
    public synchronized void write(byte[] bytes) throws IOException {
        output.write(0, bytes, 0, bytes.length);
        for (long written = 0; written < bytes.length; ) {
            written += check((int) LibC.write(master, output.share(written), bytes.length - written));
        }
    }

    @Override
    public void readAll(Receiver receiver) throws IOException {
        Memory input = new Memory(SIZE);
        byte[] buffer = new byte[SIZE];
        while (true) {
            int length = check((int) LibC.read(master, input, SIZE));
            input.read(0, buffer, 0, length);
            receiver.received(buffer, length);
        }
    }

    private static int check(int result) throws IOException {
        if (result < 0) {
            throw new IOException("pseudo-terminal: errno " + Native.getLastError());
        }
        return result;
    }

    /** Sizes are those of a 64-bit system. */
    private static final class LibC {
        static void register() {
            Native.register(LibC.class, "c");
        }

        static native int posix_openpt(int flags);

        static native int grantpt(int descriptor);

        static native int unlockpt(int descriptor);

        static native int ptsname_r(int descriptor, Pointer name, long length);

        static native int open(String path, int flags);

        static native int tcgetattr(int descriptor, Pointer mode);

        static native void cfmakeraw(Pointer mode);

        static native int tcsetattr(int descriptor, int actions, Pointer mode);

        static native long read(int descriptor, Pointer buffer, long count);

        static native long write(int descriptor, Pointer buffer, long count);
    }
}
