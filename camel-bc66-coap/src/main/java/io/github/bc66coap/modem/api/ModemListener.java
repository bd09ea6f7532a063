// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.modem.api;

import java.util.concurrent.RejectedExecutionException;

/**
 * Hears what comes from the network without an own request that waits for it. Called in the event loop; must not block. What it
 * wants but can't take now it refuses by a {@link RejectedExecutionException}, which is counted.
 */
public interface ModemListener {

    /**
     * A response that no own request waits for: a notification, a late answer. When all who want it refuse it, a CON is
     * not acknowledged, so that the peer sends it again.
     *
     * @return whether the subscriber takes it
     */
    boolean onResponse(IncomingResponse response);

    /**
     * The module woke up from deep sleep.
     *
     * @param state 0: its CoAP context is still there; 1: it was lost, and will be made anew
     */
    void onRecovered(int state);

    /**
     * The module is ready again with a new CoAP context. Peers may have forgotten, or will not find again, what they had to do
     * with the one before.
     *
     * @param reason why there is a new one, for people
     */
    default void onRestarted(String reason) {}

    /** A peer doesn't observe a path any more, without having asked for that. */
    default void onObserverLost(LostObserver lost) {}
}
