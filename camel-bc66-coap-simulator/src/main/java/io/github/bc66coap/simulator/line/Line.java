// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
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
