// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.transport;

import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

import com.fazecast.jSerialComm.SerialPort;

/**
 * The one lock of this process around jSerialComm's opening and closing of ports. The library keeps a list of all ports of the
 * process in native memory; making a port object, opening and closing one read and change it, and when they meet in two threads they
 * corrupt the heap. That list is the process's, so its lock has to be as well. Reading and writing don't touch the list and need no
 * lock.
 */
final class SerialLibrary {
    private static final ReentrantLock LOCK = new ReentrantLock();

    private SerialLibrary() {}

    static <T> T locked(Supplier<T> action) {
        LOCK.lock();
        try {
            return action.get();
        } finally {
            LOCK.unlock();
        }
    }

    /** @return whether the port is open now; who opened it closes it by {@link #close} */
    static boolean open(SerialPort port) {
        if (OpenPorts.holdBack()) {
            NativeLibrary.warnIfItIsAnother();
        }
        return locked(port::openPort);
    }

    static void close(SerialPort port) {
        locked(port::closePort);
    }
}
