// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.modem.api;

import java.util.concurrent.RejectedExecutionException;

/**
 * Gets what comes from the network if no outgoing request waits for it. Called in the event loop; must not block. It refuses what it
 * wants but can't take now by a {@link RejectedExecutionException}, which is counted.
 */
public interface ModemListener {

    /**
     * A response that no outgoing request waits for: a notification, a late response. If all who want it refuse it, a CON is not
     * acknowledged, so that the peer sends it again.
     *
     * @return whether the listener takes it
     */
    boolean onResponse(IncomingResponse response);

    /**
     * The module woke up from deep sleep.
     *
     * @param state 0: its CoAP context is still there; 1: it was lost, and a new one will be made
     */
    void onRecovered(int state);

    /**
     * The module is ready again with a new CoAP context. Peers may have forgotten what belonged to the last one, or may be unable to reach it.
     *
     * @param reason why there is a new one, for people
     */
    default void onRestarted(String reason) {}

    /** A peer observes a path no longer, without having asked for that. */
    default void onObserverLost(LostObserver lost) {}
}
