// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.modem;

import java.io.ByteArrayOutputStream;

import io.github.bc66coap.at.EventLoop;
import io.github.bc66coap.coap.BlockOption;
import io.github.bc66coap.coap.CoapOptions;
import io.github.bc66coap.coap.Code;
import io.github.bc66coap.coap.OptionDefinition;
import io.github.bc66coap.coap.Peer;
import io.github.bc66coap.modem.IncomingBodies.Verdict;
import io.github.bc66coap.modem.api.IncomingRequest;
import io.github.bc66coap.modem.api.Reply;

/**
 * Joins the bodies that peers send block by block, in order (RFC 7959 sections 2.5 and 2.9), if the module shows Block1. Bounded in size,
 * number and time.
 */
final class BlockwiseBodies {
    /** At a second for a block of 512 bytes: two minutes. */
    static final int MAX_BYTES = 64 * 1024;
    /** Of bodies under way; with one more, the oldest is forgotten. */
    static final int MAX_BODIES = 16;

    /** What the requests of one body have in common (RFC 7959 section 2.5). */
    private record Upload(Peer peer, Code code, CoapOptions options) {}

    /** None stays longer than its peer may take for the next block. */
    private final ExpiringMap<Upload, ByteArrayOutputStream> bodies;

    BlockwiseBodies(EventLoop loop) {
        this.bodies = new ExpiringMap<>(loop, MAX_BODIES);
    }

    Verdict add(IncomingRequest request, BlockOption block) {
        byte[] payload = request.payload();
        CoapOptions options = request.options().without(OptionDefinition.BLOCK1);
        Upload upload = new Upload(request.peer(), request.code(), options.without(OptionDefinition.SIZE1));
        ByteArrayOutputStream body = block.number() == 0 ? new ByteArrayOutputStream() : bodies.get(upload);
        bodies.remove(upload);
        if (block.more() ? payload.length != block.size() : payload.length > block.size()) {
            return new Verdict.Refused(Reply.of(Code.BAD_REQUEST));
        }
        if (body == null || (long) block.number() * block.size() != body.size()) {
            return new Verdict.Refused(Reply.of(Code.REQUEST_ENTITY_INCOMPLETE));
        }
        if (body.size() + payload.length > MAX_BYTES) {
            return new Verdict.Refused(new Reply(
                    Code.REQUEST_ENTITY_TOO_LARGE,
                    CoapOptions.EMPTY.with(OptionDefinition.SIZE1, MAX_BYTES),
                    OutgoingMessage.NO_PAYLOAD));
        }
        body.writeBytes(payload);
        if (block.more()) {
            bodies.put(upload, body, TransmissionParameters.EXCHANGE_LIFETIME);
            return new Verdict.Part(new Reply(
                    Code.CONTINUE,
                    CoapOptions.EMPTY.with(OptionDefinition.BLOCK1, block.value()),
                    OutgoingMessage.NO_PAYLOAD));
        }
        return new Verdict.Whole(request.with(options, body.toByteArray()));
    }
}
