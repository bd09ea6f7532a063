// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.modem.api;

import io.github.bc66coap.coap.CoapOptions;
import io.github.bc66coap.coap.MessageType;
import io.github.bc66coap.coap.Peer;

/**
 * What is to be observed (RFC 7641).
 *
 * @param peer the CoAP server
 * @param type of the request that registers
 * @param options of that request, without Observe
 * @param blockSize as for {@link OutgoingRequest#blockSize()}
 */
public record Observation(Peer peer, MessageType type, CoapOptions options, int blockSize) {}
