// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.at;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;

import io.github.bc66coap.transport.ControlLine;
import io.github.bc66coap.transport.ModemTransport;

/** The bytes of one open line as the event loop sees them: nothing here blocks. */
public interface Wire {
    /** The reason of an end that has no other. */
    String HUNG_UP = "the other side hung up";

    /** Begins to deliver what arrives. Called once. */
    void start(Sink sink);

    /**
     * Writes bytes behind those of earlier calls.
     *
     * @return completes in the loop once the line has taken all bytes, which may be before this returns; or later exceptionally with an
     *     {@code IOException}
     */
    CompletableFuture<Void> write(byte[] bytes);

    /**
     * Drives a control line, behind the writes of earlier calls.
     *
     * @return completes in the loop, when the driver has come back, which can take for ever: with false when there is no such line
     *     or it can't be driven; exceptionally when the driver fails
     */
    CompletableFuture<Boolean> drive(ControlLine line, boolean active);

    /** Says that the other side has answered, so that it has read what was written before. */
    default void answered() {}

    /** How long the line itself takes to move that many bytes. */
    Duration transmitTime(int bytes);

    /** What to consider when no module answers; see {@link ModemTransport#rateHint()}. */
    default String rateHint() {
        return "";
    }

    /**
     * Ends it; nothing is delivered afterwards. Idempotent.
     *
     * @return completes in the loop when the line has been given back and no driver is at work any more, which can take long; never
     *     exceptionally
     */
    CompletableFuture<Void> close();

    /** Takes what arrives; called in the event loop. */
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
