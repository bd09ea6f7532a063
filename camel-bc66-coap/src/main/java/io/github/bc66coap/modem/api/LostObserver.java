// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.modem.api;

import java.util.List;

import io.github.bc66coap.coap.Peer;

/**
 * A peer that observes a path no longer, without having asked for that.
 *
 * @param path its segments
 */
public record LostObserver(Peer peer, List<String> path, Cause cause) {

    public LostObserver {
        path = List.copyOf(path);
    }

    /** Why an observation has ended. */
    public enum Cause {
        /** The peer has rejected a notification. */
        RESET("it rejected a notification"),
        /** The peer has acknowledged nothing for as long as an observer is kept, or no DTLS session with it could be made. */
        UNACKNOWLEDGED("it doesn't acknowledge"),
        /** The module has restarted. */
        MODULE_RESTARTED("the module restarted"),
        /** The module has lost its CoAP context in deep sleep. */
        CONTEXT_LOST("the module lost its context in deep sleep"),
        /** The path is not served any longer. The peer was told by a NON 4.04. */
        NOT_SERVED("its path is not served any more"),
        /** The peer asked again to observe, and got an error. */
        REFUSED("it asked again, and was answered with an error"),
        /** It had not acknowledged, and made room for another observer. */
        EVICTED("it doesn't acknowledge, and others want to observe");

        private final String reason;

        Cause(String reason) {
            this.reason = reason;
        }

        /** For people. */
        public String reason() {
            return reason;
        }
    }
}
