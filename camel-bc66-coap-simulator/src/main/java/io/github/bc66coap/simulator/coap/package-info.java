// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
/**
 * The CoAP side at message level (RFC 7252, sections 3 and 4), over Californium's connectors and codec, without its
 * endpoint stack.
 *
 * <p>{@link io.github.bc66coap.simulator.coap.CoapContext} is confined to the core thread; transports are thread-safe
 * and call back on threads of their own.
 */
package io.github.bc66coap.simulator.coap;
