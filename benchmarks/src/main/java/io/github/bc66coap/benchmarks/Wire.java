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
