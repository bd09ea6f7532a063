// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.modem.api;

import java.time.Duration;
import java.util.List;

import io.github.bc66coap.coap.Code;
import io.github.bc66coap.coap.MessageId;
import io.github.bc66coap.coap.MessageType;
import io.github.bc66coap.coap.Peer;

/**
 * What a modem is busy with. Collected while the modem is at work, so one part may be a little newer than another.
 *
 * @param waiting how many sends wait for their turn or for the module
 * @param longestWait how long the first of them has waited; zero when none does
 * @param outstanding what has begun and is not over, at most one for each peer
 * @param observers who observes resources of this module
 * @param observations what is observed at servers
 */
public record Traffic(
        int waiting,
        Duration longestWait,
        List<Outstanding> outstanding,
        List<ObservedBy> observers,
        List<Observed> observations) {
    public Traffic {
        outstanding = List.copyOf(outstanding);
        observers = List.copyOf(observers);
        observations = List.copyOf(observations);
    }

    /**
     * A message whose commands are under way, or that waits for its response or acknowledgement.
     *
     * @param phase how far it has come: {@code SENDING}, {@code AWAITING_RESPONSE}
     * @param path of a request, percent-encoded; empty for others
     * @param acknowledged whether its empty ACK has come
     * @param age since it began to wait for its turn
     */
    public record Outstanding(
            Peer peer,
            MessageType type,
            Code code,
            MessageId messageId,
            String path,
            String phase,
            boolean acknowledged,
            Duration age) {}

    /**
     * An observer.
     *
     * @param path percent-encoded
     * @param doubtful whether the peer has left a notification unacknowledged
     * @param notifying whether a notification to it is in the queue or under way
     */
    public record ObservedBy(Peer peer, String path, boolean doubtful, boolean notifying) {}

    /**
     * A resource of a server.
     *
     * @param path percent-encoded
     * @param phase where the observation stands: {@code UNREGISTERED}, {@code REGISTERING}, {@code ESTABLISHED}
     */
    public record Observed(Peer peer, String path, String phase) {}
}
