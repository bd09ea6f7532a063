// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.at;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;

import io.github.bc66coap.transport.ControlLine;
import io.github.bc66coap.transport.ModemTransport;

/** The bytes of one open line for the event loop. No method blocks. */
public interface Wire {
    /** The reason of an end without another reason. */
    String HUNG_UP = "the other side hung up";

    /** Starts to deliver incoming bytes. Called once. */
    void start(Sink sink);

    /**
     * Writes bytes after those of earlier calls.
     *
     * @return completes in the loop once the line has taken all bytes, perhaps before this returns; or later, exceptionally, with an
     *     {@code IOException}
     */
    CompletableFuture<Void> write(byte[] bytes);

    /**
     * Drives a control line, after the writes of earlier calls.
     *
     * @return completes in the loop when the driver call returns, if ever: with false if there is no such line or it can't be driven;
     *     exceptionally if the driver fails
     */
    CompletableFuture<Boolean> drive(ControlLine line, boolean active);

    /** The other side has answered, so it has read all bytes written before. */
    default void answered() {}

    /** How long the line takes to transmit that many bytes. */
    Duration transmitTime(int bytes);

    /** What to consider when no module answers; see {@link ModemTransport#rateHint()}. */
    default String rateHint() {
        return "";
    }

    /**
     * Closes the line; nothing is delivered afterwards. Idempotent.
     *
     * @return completes in the loop when the line is released and no driver call is running, which can take long; never exceptionally
     */
    CompletableFuture<Void> close();

    /** Receives what arrives, in the event loop. */
    interface Sink {
        /**
         * @param chunk the bytes, the sink's to keep
         */
        void onBytes(byte[] chunk);

        /**
         * No more bytes will come; called once, and not after {@link Wire#close()}.
         *
         * @param reason why, for people
         */
        void onEnd(String reason);
    }
}
