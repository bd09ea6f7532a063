// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.transport;

import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

import com.fazecast.jSerialComm.SerialPort;

/**
 * The one lock of this process around the opening and closing of ports by jSerialComm. The library lists all ports of the process in
 * native memory. Creating, opening and closing a port change that list, and two threads doing so corrupt the heap. The list is global, so
 * the lock is, too. Reading and writing need no lock.
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

    /** @return whether the port is open now; close it by {@link #close} */
    static boolean open(SerialPort port) {
        if (OpenPorts.delayProcessEnd()) {
            NativeLibrary.warnIfItIsAnother();
        }
        return locked(port::openPort);
    }

    static void close(SerialPort port) {
        locked(port::closePort);
    }
}
