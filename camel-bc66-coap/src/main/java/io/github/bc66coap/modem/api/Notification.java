// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.modem.api;

import java.util.List;

import io.github.bc66coap.coap.CoapOptions;
import io.github.bc66coap.coap.Code;
import io.github.bc66coap.coap.MessageType;

/**
 * A notification for the observers of a path (RFC 7641).
 *
 * @param type {@link MessageType#CON}, which ends with its acknowledgement, or {@link MessageType#NON}
 * @param code a response code; an error code ends the observations
 * @param options without Observe; without a Content-Format, each observer gets that of the response that began its observation
 * @param payload copied here, because it is sent later, once for each observer
 * @param caller who sends it, or {@code null}
 */
public record Notification(
        List<String> path, MessageType type, Code code, CoapOptions options, byte[] payload, Caller caller) {
    public Notification {
        path = List.copyOf(path);
        payload = payload.clone();
    }

    public Notification(List<String> path, MessageType type, Code code, CoapOptions options, byte[] payload) {
        this(path, type, code, options, payload, null);
    }

    /** The same notification with its caller. */
    public Notification by(Caller other) {
        return new Notification(path, type, code, options, payload, other);
    }
}
