// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.camel;

import java.util.LinkedHashSet;
import java.util.Set;

import org.apache.camel.Exchange;
import org.apache.camel.SafeCopyProperty;

import io.github.bc66coap.coap.MessageId;
import io.github.bc66coap.coap.Peer;
import io.github.bc66coap.modem.api.OutgoingRequest;

/**
 * The message IDs that the route gave to an exchange's own requests. A retry of one of them isn't the route's mistake, and
 * mustn't go out under the same ID again: its server would take it for a copy (RFC 7252 section 4.4).
 *
 * @param used the last of them, of which there are no more than {@value #MAX}
 */
record UsedMessageIds(Set<Used> used) implements SafeCopyProperty {
    private static final String KEY = UsedMessageIds.class.getName();
    private static final int MAX = 64;

    record Used(Peer peer, MessageId messageId) {
        private static Used by(OutgoingRequest request) {
            return new Used(request.peer(), request.messageId());
        }
    }

    /** Whether a request of this exchange has had the message ID of this one before. */
    static boolean contain(Exchange exchange, OutgoingRequest request) {
        return request.messageId() != null && of(exchange).used.contains(Used.by(request));
    }

    /** The request has been sent, or may have been. */
    static void add(Exchange exchange, OutgoingRequest request) {
        if (request.messageId() != null) {
            Set<Used> more = new LinkedHashSet<>(of(exchange).used);
            more.add(Used.by(request));
            if (more.size() > MAX) {
                more.remove(more.iterator().next());
            }
            exchange.getExchangeExtension().setSafeCopyProperty(KEY, new UsedMessageIds(more));
        }
    }

    private static UsedMessageIds of(Exchange exchange) {
        UsedMessageIds known = exchange.getExchangeExtension().getSafeCopyProperty(KEY, UsedMessageIds.class);
        return known == null ? new UsedMessageIds(Set.of()) : known;
    }

    @Override
    public SafeCopyProperty safeCopy() {
        return this;
    }
}
