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
package io.github.bc66coap.simulator.line;

import java.io.IOException;

/**
 * The serial line between the terminal equipment (TE) and the module, seen from the module.
 *
 * <p>Received bytes are handed to the {@link Receiver} on a thread of the line. {@link #write} may be called from any
 * thread, never blocks, and loses what does not fit when nobody reads.
 */
public interface Line {
    /** Takes what comes from the TE. */
    interface Receiver {
        /** Some bytes arrived; the array belongs to the receiver. */
        void received(byte[] bytes);
    }

    /** Opens the line. */
    void open(Receiver receiver) throws IOException;

    /** What a serial library has to open. */
    String device();

    /** Sends bytes to the TE; drops them if the line is hung up. */
    void write(byte[] bytes);

    /** Hangs up: the TE sees the end of the line. Does nothing if hung up already. */
    void hangUp();

    /** Makes the line usable again after {@link #hangUp()}. */
    void reconnect() throws IOException;

    /** Closes the line for good; may be called more than once. */
    void close();
}
