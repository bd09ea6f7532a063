// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.camel;

import java.util.LinkedHashSet;
import java.util.Set;

import org.apache.camel.Exchange;

import io.github.bc66coap.coap.MessageId;
import io.github.bc66coap.coap.Peer;
import io.github.bc66coap.modem.api.OutgoingRequest;

/**
 * The message IDs that the route gave to requests of one exchange. A retry must use a new message ID: the server would take the old
 * one for a duplicate (RFC 7252 section 4.4).
 *
 * @param used the most recent ones, at most {@value #MAX}
 */
record UsedMessageIds(Set<UsedId> used) implements SharedProperty {
    private static final int MAX = 64;

    record UsedId(Peer peer, MessageId messageId) {
        private static UsedId by(OutgoingRequest request) {
            return new UsedId(request.peer(), request.messageId());
        }
    }

    /** Whether an earlier request of this exchange used the message ID of this one. */
    static boolean contain(Exchange exchange, OutgoingRequest request) {
        return request.messageId() != null && of(exchange).used.contains(UsedId.by(request));
    }

    /** Notes the message ID of a request that was sent, or may have been. */
    static void add(Exchange exchange, OutgoingRequest request) {
        if (request.messageId() != null) {
            Set<UsedId> more = new LinkedHashSet<>(of(exchange).used);
            more.add(UsedId.by(request));
            if (more.size() > MAX) {
                more.remove(more.iterator().next());
            }
            new UsedMessageIds(more).keep(exchange);
        }
    }

    private static UsedMessageIds of(Exchange exchange) {
        UsedMessageIds known = SharedProperty.of(exchange, UsedMessageIds.class);
        return known == null ? new UsedMessageIds(Set.of()) : known;
    }
}
