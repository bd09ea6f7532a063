// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.qcoap;

import java.util.Optional;

import io.github.bc66coap.coap.CoapOptions;
import io.github.bc66coap.coap.Code;
import io.github.bc66coap.coap.MessageId;
import io.github.bc66coap.coap.MessageType;
import io.github.bc66coap.coap.Peer;

/**
 * {@code rsp}: a peer's response, or an empty ACK or RST (note, section 3.1). The module never shows its token.
 *
 * @param peer who sent it; empty while the module doesn't show addresses
 * @param type any of the four: a separate response is a CON or NON
 * @param code the response code, or {@link Code#EMPTY}
 * @param messageId the message's own ID; for ACK and RST, that of the message that they acknowledge or reset
 * @param options those that the module shows: Observe, Uri-Port, Location-Path, Uri-Path, Content-Format, Uri-Query
 * @param content the payload and what is known about it
 */
public record ResponseUrc(
        Optional<Peer> peer, MessageType type, Code code, MessageId messageId, CoapOptions options, Payload content)
        implements MessageUrc {}
