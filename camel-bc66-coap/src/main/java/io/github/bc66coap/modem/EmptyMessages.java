// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.modem;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.github.bc66coap.at.EventLoop;

/**
 * Finds out whether the module puts the options of earlier messages into empty ones, as firmware may that keeps options until they are
 * replaced. Peers ignore such an acknowledgement as malformed (RFC 7252 section 4.1) and retransmit. A peer that has retransmitted after
 * two sent acknowledgements has hardly lost both.
 */
final class EmptyMessages {
    private static final Logger LOG = LoggerFactory.getLogger(EmptyMessages.class);
    private static final int REMEMBERED = 1024;
    private static final int ENOUGH = 2;

    private final String device;
    /** How often each was sent while options of an earlier message were left. */
    private final ExpiringMap<MessageKey, Integer> sent;

    private volatile boolean carryOptions;

    EmptyMessages(EventLoop loop, String device) {
        this.device = device;
        this.sent = new ExpiringMap<>(loop, REMEMBERED);
    }

    /** From any thread. */
    boolean carryOptions() {
        return carryOptions;
    }

    /** The module has restarted: it may run other firmware now. */
    void forget() {
        carryOptions = false;
    }

    /** The module has sent it, maybe with options of an earlier message. */
    void sent(OutgoingMessage message) {
        MessageKey key = key(message);
        Integer before = sent.get(key);
        sent.put(key, before == null ? 1 : before + 1, TransmissionParameters.lifetime(message.type()));
    }

    /** Whether this one would carry options of an earlier message. */
    boolean carriesOptions(OutgoingMessage message) {
        Integer before = sent.get(key(message));
        if (!carryOptions && before != null && before >= ENOUGH) {
            carryOptions = true;
            LOG.warn(
                    "{}: the firmware puts the options of earlier messages into empty ones; its context is renewed"
                            + " before them, unless it is encrypted",
                    device);
        }
        return carryOptions;
    }

    private static MessageKey key(OutgoingMessage message) {
        return new MessageKey(message.peer(), message.messageId());
    }
}
