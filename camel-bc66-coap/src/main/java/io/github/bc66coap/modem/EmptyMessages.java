// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.modem;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.github.bc66coap.at.EventLoop;

/**
 * Finds out whether the module puts the options of earlier messages into empty ones, as firmware may that keeps them until they
 * are replaced. An acknowledgement with options is malformed (RFC 7252 section 4.1): its peer ignores it, and repeats what it is
 * for. Who has done so twice although both times the acknowledgement was sent has hardly lost both.
 */
final class EmptyMessages {
    private static final Logger LOG = LoggerFactory.getLogger(EmptyMessages.class);
    private static final int REMEMBERED = 1024;
    private static final int ENOUGH = 2;

    private final String device;
    /** How often each was sent while there were options of an earlier message. */
    private final ExpiringMap<MessageKey, Integer> sent;

    private volatile boolean carryOptions;

    EmptyMessages(EventLoop loop, String device) {
        this.device = device;
        this.sent = new ExpiringMap<>(loop, REMEMBERED);
    }

    /** Whether that has been seen. From any thread. */
    boolean carryOptions() {
        return carryOptions;
    }

    /** The module has restarted: another firmware may be at work. */
    void forget() {
        carryOptions = false;
    }

    /** The module has sent it, maybe with options of an earlier message. */
    void sent(OutgoingMessage message) {
        MessageKey key = key(message);
        Integer before = sent.get(key);
        sent.put(key, before == null ? 1 : before + 1, TransmissionParameters.lifetime(message.type()));
    }

    /** Whether this one would carry the options of an earlier message. */
    boolean carriesOptions(OutgoingMessage message) {
        Integer before = sent.get(key(message));
        if (!carryOptions && before != null && before >= ENOUGH) {
            carryOptions = true;
            LOG.warn(
                    "{}: the firmware puts the options of earlier messages into empty ones; its context is made anew"
                            + " before them, unless it is encrypted",
                    device);
        }
        return carryOptions;
    }

    private static MessageKey key(OutgoingMessage message) {
        return new MessageKey(message.peer(), message.messageId());
    }
}
