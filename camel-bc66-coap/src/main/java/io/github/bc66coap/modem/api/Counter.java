// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.modem.api;

/** What a modem counts, from its start on. */
public enum Counter {
    /** Own requests whose message the module has sent. */
    REQUESTS_SENT,
    /** Own requests that a response ended. */
    REQUESTS_ANSWERED,
    /** Own requests that ended without what was asked for: response, or being sent. */
    REQUESTS_FAILED,
    /** Requests that came over the air, without duplicates. */
    REQUESTS_RECEIVED,
    /** Requests that a consumer had no room for; they are answered 5.03. */
    REQUESTS_REFUSED,
    /** Requests of whose body a part is missing, or may be; they are answered 4.13. */
    REQUESTS_INCOMPLETE,
    /** Requests whose reply was not there after {@code replyTimeout}; they are answered 5.03. */
    REPLY_TIMEOUTS,
    /** Replies to them that the module has sent. */
    REPLIES_SENT,
    /** Responses that came over the air, whoever they were for. */
    RESPONSES_RECEIVED,
    /** Notifications of the module that could not be read. */
    MALFORMED_URCS,
    /** Dropped: a response that had been received before. */
    DROPPED_DUPLICATE_RESPONSE,
    /** Dropped: a request that had been received before; it gets the reply of the first one. */
    DROPPED_DUPLICATE_REQUEST,
    /** Dropped: an ACK or RST for a message that nobody waits for. */
    DROPPED_UNMATCHED_ACK,
    /** Dropped: a response that no request waits for and no consumer takes. */
    DROPPED_UNWANTED_RESPONSE,
    /** Dropped: a message whose sender the module did not show. */
    DROPPED_NO_PEER,
    /** Dropped: a reply that was not sent, because the line or the module was lost or too many were waiting for the line. */
    DROPPED_REPLY,
    /** Dropped: a request that the line damaged, or that there was no time to refuse; a copy is a new one. */
    DROPPED_REQUEST,
    /** Dropped: an event that its consumer had no room for. */
    DROPPED_EVENT,
    /** Dropped: a notification that is older than the last one. */
    DROPPED_STALE_NOTIFICATION,
    /** Observers that were notified. */
    NOTIFICATIONS_SENT,
    /** Notifications that gave way to a newer one of the same observer while they were waiting. */
    NOTIFICATIONS_REPLACED,
    /** Observers that were dropped because the module restarted. */
    OBSERVERS_DROPPED,
    /** Peers that observe a path no more without having asked for that, for whatever reason. */
    OBSERVERS_LOST,
    /** Commands that were not answered in time. */
    COMMAND_TIMEOUTS,
    /** How often a line on which a command wasn't answered was probed and drained. */
    RESYNCHRONISATIONS,
    /** How often a module that probing didn't help was woken and initialised again on its open line. */
    REINITIALISATIONS,
    /** How often a module was given carriage returns because it may have been in data mode. */
    DATA_MODE_FILLED,
    /** How often the module was found again after it had been lost. */
    RECONNECTS,
    /** How often the module restarted by itself. */
    RESTARTS,
    /** How often the CoAP context was made anew, because a DTLS peer was silent or couldn't be reached, or on demand. */
    CONTEXT_RENEWALS,
    /** DTLS handshakes that failed, or did not end in time. */
    DTLS_HANDSHAKES_FAILED,
    /** Messages that were refused because all message IDs towards their peer had been used within 247 s. */
    MESSAGE_IDS_USED_UP
}
