// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.benchmarks;

import java.io.IOException;

/** A line, seen from the module; as little as can be between it and the kernel. */
interface Wire {
    /** Takes what comes, on a thread of the line. */
    interface Receiver {
        /** @param buffer belongs to the line again when this returns */
        void received(byte[] buffer, int length) throws IOException;
    }

    /** What a component has to open. */
    String device();

    /** Writes all, from any thread. */
    void write(byte[] bytes) throws IOException;

    /** Reads until the line is gone. */
    void readAll(Receiver receiver) throws IOException;

    /** Reads in a thread of its own. */
    default void open(Receiver receiver) {
        Thread thread = new Thread(
                () -> {
                    try {
                        readAll(receiver);
                    } catch (IOException e) {
                        e.printStackTrace();
                        System.exit(1);
                    }
                },
                "module");
        thread.setDaemon(true);
        thread.start();
    }
}
