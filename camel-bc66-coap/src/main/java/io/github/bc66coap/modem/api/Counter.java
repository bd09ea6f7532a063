// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.modem.api;

/** What a session counts, from its start on. */
public enum Counter {
    /** Outgoing requests whose message the module has sent. */
    REQUESTS_SENT,
    /** Outgoing requests that got a response. */
    REQUESTS_ANSWERED,
    /** Outgoing requests that got no response or, if none was awaited, were not sent. */
    REQUESTS_FAILED,
    /** Incoming requests, without duplicates. */
    REQUESTS_RECEIVED,
    /** Incoming requests for which a consumer had no room; the peer gets 5.03. */
    REQUESTS_REFUSED,
    /** Incoming requests whose body is incomplete, or may be; the peer gets 4.13. */
    REQUESTS_INCOMPLETE,
    /** Incoming requests without a response after {@code replyTimeout}; the peer gets 5.03. */
    REPLY_TIMEOUTS,
    /** Responses to incoming requests that the module has sent. */
    REPLIES_SENT,
    /** Incoming responses, expected or not. */
    RESPONSES_RECEIVED,
    /** URCs of the module that could not be parsed. */
    MALFORMED_URCS,
    /** Dropped: a response that had been received before. */
    DROPPED_DUPLICATE_RESPONSE,
    /** Dropped: a request that had been received before; the peer gets the response to the first one. */
    DROPPED_DUPLICATE_REQUEST,
    /** Dropped: an ACK or RST that matches no outstanding message. */
    DROPPED_UNMATCHED_ACK,
    /** Dropped: a response that matches no request and that no consumer takes. */
    DROPPED_UNWANTED_RESPONSE,
    /** Dropped: a message whose sender the module did not show. */
    DROPPED_NO_PEER,
    /** Dropped: a response that was not sent, because the line or module was lost or too many waited for the line. */
    DROPPED_REPLY,
    /** Dropped: a request that the line damaged, or that there was no time to refuse; a retransmission counts as a new one. */
    DROPPED_REQUEST,
    /** Dropped: an event for which its consumer had no room. */
    DROPPED_EVENT,
    /** Dropped: a notification that is older than the last one. */
    DROPPED_STALE_NOTIFICATION,
    /** Notifications sent to observers. */
    NOTIFICATIONS_SENT,
    /** Waiting notifications that were replaced by a newer one to the same observer. */
    NOTIFICATIONS_REPLACED,
    /** Observers dropped because the module restarted. */
    OBSERVERS_DROPPED,
    /** Peers that no longer observe a path but have not cancelled, for whatever reason. */
    OBSERVERS_LOST,
    /** Commands without a reply in time. */
    COMMAND_TIMEOUTS,
    /** How often the line was probed and drained after a command without a reply. */
    RESYNCHRONISATIONS,
    /** How often a module was woken and initialised again on its open line, because probing did not help. */
    REINITIALISATIONS,
    /** How often carriage returns were sent to a module that may have been in data mode. */
    DATA_MODE_FILLED,
    /** How often the session reconnected to a lost module. */
    RECONNECTS,
    /** How often the module restarted by itself. */
    RESTARTS,
    /** How often the CoAP context was renewed: for a silent or unreachable DTLS peer, or on demand. */
    CONTEXT_RENEWALS,
    /** DTLS handshakes that failed or did not end in time. */
    DTLS_HANDSHAKES_FAILED,
    /** Messages refused because all message IDs towards their peer had been used within 247 s. */
    MESSAGE_IDS_USED_UP
}
