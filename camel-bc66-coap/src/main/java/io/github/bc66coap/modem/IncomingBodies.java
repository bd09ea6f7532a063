// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.modem;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.github.bc66coap.at.EventLoop;
import io.github.bc66coap.coap.BlockOption;
import io.github.bc66coap.coap.CoapOptions;
import io.github.bc66coap.coap.Code;
import io.github.bc66coap.coap.OptionDefinition;
import io.github.bc66coap.coap.Peer;
import io.github.bc66coap.coap.SelfDelimitingBody;
import io.github.bc66coap.modem.api.BodyPolicy;
import io.github.bc66coap.modem.api.Counter;
import io.github.bc66coap.modem.api.IncomingRequest;
import io.github.bc66coap.modem.api.Reply;
import io.github.bc66coap.modem.link.Counters;
import io.github.bc66coap.qcoap.Payload;

/**
 * Makes sure that no part of a request's body passes for the whole. The module cuts long bodies, the line loses bytes, and peers send what is longer
 * than a block in several requests (RFC 7959), which the module, by its note, does not show.
 *
 * <p>Asking does not help: a peer that sends blocks continues only if asked for more, and one that has sent everything takes the same response as
 * final. So a body as long as such a peer's block is refused, unless it says where it ends. Some clients then try again in smaller blocks; those are
 * refused as well. Where the module does show blocks, they are joined.
 */
final class IncomingBodies {
    private static final Logger LOG = LoggerFactory.getLogger(IncomingBodies.class);
    private static final int REMEMBERED = 256;
    private static final byte[] MAY_BE_A_PART = "may be one block of a longer body".getBytes(StandardCharsets.US_ASCII);

    sealed interface Verdict {
        /** It is whole, perhaps joined from several requests, and is to be served. */
        record Whole(IncomingRequest request) implements Verdict {}

        /** It is a part, and more are to follow. */
        record Part(Reply reply) implements Verdict {}

        /** It is not to be served. */
        record Refused(Reply reply) implements Verdict {}

        /** The line lost a part. No response, so that the peer sends it again. */
        record Damaged() implements Verdict {}
    }

    /** What a peer would send again in smaller blocks. */
    private record Upload(Peer peer, Code code, List<String> path) {}

    private final Counters counters;
    private final BlockwiseBodies blockwise;
    private final ExpiringMap<Upload, Boolean> refused;
    private final ExpiringMap<MessageKey, Boolean> damaged;
    private final LogLimit tooLarge;

    IncomingBodies(EventLoop loop, Counters counters) {
        this.counters = counters;
        this.blockwise = new BlockwiseBodies(loop);
        this.refused = new ExpiringMap<>(loop, REMEMBERED);
        this.damaged = new ExpiringMap<>(loop, REMEMBERED);
        this.tooLarge = LogLimit.warnings(loop, LOG);
    }

    /** @param content the body and what is known of it */
    Verdict check(IncomingRequest request, Payload content, BodyPolicy policy) {
        String block = request.options().first(OptionDefinition.BLOCK1);
        if (content.truncated() && content.limit().isEmpty() && !policy.acceptsTruncated()) {
            return damaged(request);
        }
        if (content.truncated() && (block != null || !policy.acceptsTruncated())) {
            return refuseCut(request, content);
        }
        if (block != null) {
            return joined(request, BlockOption.parse(block));
        }
        return mayBePart(request, content, policy) ? refuseSuspect(request, content) : new Verdict.Whole(request);
    }

    /** What is damaged twice is not damaged by chance. */
    private Verdict damaged(IncomingRequest request) {
        MessageKey message = new MessageKey(request.peer(), request.messageId());
        if (damaged.get(message) != null) {
            return new Verdict.Refused(Reply.of(Code.INTERNAL_SERVER_ERROR));
        }
        damaged.put(message, true, TransmissionParameters.lifetime(request.type()));
        return new Verdict.Damaged();
    }

    private Verdict joined(IncomingRequest request, Optional<BlockOption> block) {
        if (block.isEmpty()) {
            return refuseSuspect(request, Payload.of(request.payload()));
        }
        Verdict verdict = blockwise.add(request, block.get());
        if (verdict instanceof Verdict.Refused) {
            counters.count(Counter.REQUESTS_INCOMPLETE);
        }
        return verdict;
    }

    private boolean mayBePart(IncomingRequest request, Payload content, BodyPolicy policy) {
        boolean uploads = request.code().equals(Code.PUT) || request.code().equals(Code.POST);
        if (!uploads || content.truncated()) {
            return false;
        }
        if (!BlockOption.isSize(content.length())
                || SelfDelimitingBody.isWhole(request.options().contentFormat(), content.bytes())) {
            refused.remove(upload(request));
            return false;
        }
        return policy.peerBlockSizes().contains(content.length()) || refused.get(upload(request)) != null;
    }

    private Verdict refuseCut(IncomingRequest request, Payload content) {
        int limit = content.limit().orElse(content.length());
        return refuse(
                request,
                new Reply(
                        Code.REQUEST_ENTITY_TOO_LARGE,
                        CoapOptions.EMPTY.with(OptionDefinition.SIZE1, limit),
                        new byte[0]),
                "the module has cut it after " + limit + " bytes (option truncated)");
    }

    private Verdict refuseSuspect(IncomingRequest request, Payload content) {
        return refuse(
                request,
                new Reply(Code.REQUEST_ENTITY_TOO_LARGE, CoapOptions.EMPTY, MAY_BE_A_PART),
                "with its " + content.length() + " bytes it may be one block of more, of which the module shows nothing"
                        + " (option peerBlockSizes)");
    }

    private Verdict refuse(IncomingRequest request, Reply reply, String reason) {
        counters.count(Counter.REQUESTS_INCOMPLETE);
        tooLarge.log(
                "a request from {} for {} is answered 4.13: {}",
                request.peer(),
                request.options().uriPath(),
                reason);
        refused.put(upload(request), true, TransmissionParameters.EXCHANGE_LIFETIME);
        return new Verdict.Refused(reply);
    }

    private static Upload upload(IncomingRequest request) {
        return new Upload(request.peer(), request.code(), request.options().values(OptionDefinition.URI_PATH));
    }
}
