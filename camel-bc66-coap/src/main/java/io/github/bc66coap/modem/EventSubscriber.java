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
package io.github.bc66coap.modem;

import java.util.concurrent.RejectedExecutionException;

/**
 * Hears what comes from the network without an own request that waits for it. Called in the event loop; must not block. What it
 * wants but can't take now it refuses by a {@link RejectedExecutionException}, which is counted.
 */
public interface EventSubscriber {

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
