// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.qcoap;

import java.util.Optional;

import io.github.bc66coap.coap.CoapOptions;
import io.github.bc66coap.coap.Code;
import io.github.bc66coap.coap.MessageId;
import io.github.bc66coap.coap.MessageType;
import io.github.bc66coap.coap.Peer;
import io.github.bc66coap.coap.Token;

/**
 * {@code req}: a peer's request (note, section 3.2).
 *
 * @param peer who sent it; empty while the module doesn't show addresses
 * @param type CON or NON, unless the peer violates the RFC
 * @param code the method as a code of class 0; not only those of {@link io.github.bc66coap.coap.Method}
 * @param messageId the ACK repeats it
 * @param token the response repeats it; may be empty
 * @param options those that the module shows: Observe, Uri-Port, Location-Path, Uri-Path, Content-Format, Uri-Query
 * @param content the payload and what is known about it
 */
public record RequestUrc(
        Optional<Peer> peer,
        MessageType type,
        Code code,
        MessageId messageId,
        Token token,
        CoapOptions options,
        Payload content)
        implements MessageUrc {}
