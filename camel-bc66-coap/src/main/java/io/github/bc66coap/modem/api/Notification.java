// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.modem.api;

import java.util.List;

import io.github.bc66coap.coap.CoapOptions;
import io.github.bc66coap.coap.Code;
import io.github.bc66coap.coap.MessageType;

/**
 * What the observers of a path are told.
 *
 * @param type {@link MessageType#CON}, which ends with its acknowledgement, or {@link MessageType#NON}
 * @param code a response code; one that is no success ends the observations
 * @param options without Observe; without a Content-Format, each observer gets that of the reply that began its observation
 * @param caller who has it sent, or {@code null}
 */
public record Notification(
        List<String> path, MessageType type, Code code, CoapOptions options, byte[] payload, Caller caller) {}
