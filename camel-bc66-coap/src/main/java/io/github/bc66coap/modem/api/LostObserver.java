// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.modem.api;

import java.util.List;

import io.github.bc66coap.coap.Peer;

/**
 * A peer that doesn't observe a path any more, though it hasn't asked for that.
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
        /** The peer has acknowledged nothing for as long as its observer is kept, or no DTLS session with it could be had. */
        UNACKNOWLEDGED("it doesn't acknowledge"),
        /** The module has restarted. */
        MODULE_RESTARTED("the module restarted"),
        /** The module has lost its CoAP context in deep sleep. */
        CONTEXT_LOST("the module lost its context in deep sleep"),
        /** The path isn't served any more; the peer has been told by a NON 4.04. */
        NOT_SERVED("its path is not served any more"),
        /** The peer has asked to observe once more, and was answered with an error. */
        REFUSED("it asked again, and was answered with an error"),
        /** It had not acknowledged, and gave way to another observer, as there were too many. */
        EVICTED("it doesn't acknowledge, and others want to observe");

        private final String reason;

        Cause(String reason) {
            this.reason = reason;
        }

        /** The same for people. */
        public String reason() {
            return reason;
        }
    }
}
