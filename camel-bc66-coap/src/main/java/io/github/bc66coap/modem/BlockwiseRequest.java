// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.modem;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.function.Predicate;

import io.github.bc66coap.coap.BlockOption;
import io.github.bc66coap.coap.CoapOptions;
import io.github.bc66coap.coap.Code;
import io.github.bc66coap.coap.MessageId;
import io.github.bc66coap.coap.Method;
import io.github.bc66coap.coap.OptionDefinition;
import io.github.bc66coap.coap.Token;
import io.github.bc66coap.modem.api.OutgoingRequest;
import io.github.bc66coap.modem.api.SendOutcome;
import io.github.bc66coap.modem.api.SendOutcome.Answered;
import io.github.bc66coap.qcoap.QcoapOption;

/**
 * A request or response whose body is more than one message can carry (RFC 7959). Its messages follow each other with no other request to
 * the peer between them.
 *
 * <p>Blocks are as large as the request wants, or smaller where a message would be too long. If messages of one size fit, so do those of
 * half the size: the block number grows by less than the block shrinks.
 *
 * <p>The module shows neither Block1 nor Block2 of what it receives, so the transfer is blind. Upload: the response to the last block, or
 * any error, is the result. After 4.13 (too large) or 4.08 (blocks missing) it starts again with half the block size. Download: a block of
 * exactly a block's length asks for the next one. A shorter or empty block, or a refusal that servers give beyond the last block, ends the
 * body.
 */
final class BlockwiseRequest {
    /** In hexadecimal digits it fits into one notification, so the module does not cut it. */
    private static final int MAX_DOWNLOAD_BLOCK = 512;

    /** At a second a message: hours. A longer transfer holds up everything else for too long. */
    private static final int MAX_BLOCKS = 8192;
    /** After so many blocks the server is checked: one that repeats its whole body, and changes it, would continue for ever. */
    private static final int MANY_BLOCKS = 8;

    /** How servers answer a request beyond the last block. */
    private static final Set<Code> BEYOND_THE_END =
            Set.of(Code.BAD_REQUEST, Code.BAD_OPTION, Code.INTERNAL_SERVER_ERROR);

    private final OutgoingRequest request;
    private final Predicate<OutgoingRequest> fits;
    private final Function<OutgoingRequest, CompletableFuture<SendOutcome>> sender;
    private final ByteArrayOutputStream body = new ByteArrayOutputStream();
    /** Of all messages, once one has its response. */
    private Token token;

    private Answered first;
    private int blocks;
    /** Whether the server is known to support blocks. */
    private boolean known;

    /**
     * @param fits whether one message is short enough
     * @param sender sends one message ahead of other requests
     */
    BlockwiseRequest(
            OutgoingRequest request,
            Predicate<OutgoingRequest> fits,
            Function<OutgoingRequest, CompletableFuture<SendOutcome>> sender) {
        this.request = request;
        this.fits = fits;
        this.sender = sender;
    }

    /** Whether a request wants blocks if need be, and has none by itself. */
    static boolean isWanted(OutgoingRequest request) {
        return request.blockSize() > 0
                && request.awaitResponse()
                && request.options().size() < QcoapOption.MAX_OPTIONS
                && !request.options().contains(OptionDefinition.OBSERVE)
                && !request.options().contains(OptionDefinition.BLOCK1)
                && !request.options().contains(OptionDefinition.BLOCK2);
    }

    /** One of the messages of the body, for checking; if any is too long, one that is. */
    static OutgoingRequest largest(OutgoingRequest request, Predicate<OutgoingRequest> fits) {
        byte[] body = request.payload();
        int size = uploadSize(request, body, fits);
        if (size == 0) {
            return request;
        }
        OutgoingRequest first = part(request, body, 0, size, null);
        return fits.test(first) ? lastWhole(request, body, size) : first;
    }

    /** The block size of the upload: the largest that fits; 0: one message. */
    private static int uploadSize(OutgoingRequest request, byte[] body, Predicate<OutgoingRequest> fits) {
        int size = request.blockSize();
        if (body.length <= size && (body.length <= BlockOption.MIN_SIZE || fits.test(request))) {
            return 0;
        }
        while (size > BlockOption.MIN_SIZE && (size >= body.length || !allFit(request, body, size, fits))) {
            size /= 2;
        }
        return size;
    }

    /** The longest message is the first, with Size1, or the last whole one, with the highest number. */
    private static boolean allFit(OutgoingRequest request, byte[] body, int size, Predicate<OutgoingRequest> fits) {
        return fits.test(part(request, body, 0, size, null)) && fits.test(lastWhole(request, body, size));
    }

    private static OutgoingRequest lastWhole(OutgoingRequest request, byte[] body, int size) {
        return part(request, body, (body.length / size - 1) * size, size, null);
    }

    CompletableFuture<SendOutcome> run() {
        int size = uploadSize(request, request.payload(), fits);
        return (size == 0 ? send(request) : upload(0, size, request.messageId())).thenCompose(this::downloadRest);
    }

    /** All have the same token: some servers use it to join blocks (node-coap 1.5.0). */
    private CompletableFuture<SendOutcome> send(OutgoingRequest part) {
        return sender.apply(token == null ? part : part.withToken(token)).thenApply(outcome -> {
            if (outcome instanceof Answered answered) {
                token = answered.response().token();
            }
            return outcome;
        });
    }

    private CompletableFuture<SendOutcome> upload(int offset, int size, MessageId messageId) {
        byte[] payload = request.payload();
        boolean last = offset + size >= payload.length;
        return send(part(request, payload, offset, size, messageId)).thenCompose(outcome -> {
            if (!(outcome instanceof Answered answered)) {
                return CompletableFuture.completedFuture(outcome);
            }
            Code code = answered.response().code();
            if (wantsSmallerBlocks(code) && size > BlockOption.MIN_SIZE) {
                return upload(0, size / 2, null);
            }
            return last || !code.isSuccess()
                    ? CompletableFuture.completedFuture(outcome)
                    : upload(offset + size, size, null);
        });
    }

    private static boolean wantsSmallerBlocks(Code code) {
        return code.equals(Code.REQUEST_ENTITY_TOO_LARGE) || code.equals(Code.REQUEST_ENTITY_INCOMPLETE);
    }

    private static OutgoingRequest part(
            OutgoingRequest request, byte[] payload, int offset, int size, MessageId messageId) {
        int end = Math.min(offset + size, payload.length);
        BlockOption block = new BlockOption(offset / size, end < payload.length, size);
        CoapOptions options = request.options().with(OptionDefinition.BLOCK1, block.value());
        if (offset == 0 && options.size() < QcoapOption.MAX_OPTIONS) {
            options = options.with(OptionDefinition.SIZE1, payload.length);
        }
        return request.with(messageId, options, Arrays.copyOfRange(payload, offset, end));
    }

    /** Fetches the rest of a response's body, if there may be one. */
    CompletableFuture<SendOutcome> downloadRest(SendOutcome outcome) {
        if (request.method() != Method.GET
                || !(outcome instanceof Answered answered)
                || !answered.response().code().equals(Code.CONTENT)
                || !fits.test(asking(new BlockOption(BlockOption.MAX_NUMBER, false, BlockOption.MAX_SIZE)))) {
            return CompletableFuture.completedFuture(outcome);
        }
        if (answered.response().truncated()) {
            return download(0, Math.min(request.blockSize(), MAX_DOWNLOAD_BLOCK));
        }
        return keepBlock(answered, BlockOption.MAX_SIZE);
    }

    private CompletableFuture<SendOutcome> download(int offset, int size) {
        return ask(new BlockOption(offset / size, false, size)).thenCompose(outcome -> {
            if (!(outcome instanceof Answered answered)) {
                return CompletableFuture.completedFuture(outcome);
            }
            if (answered.response().truncated() && size > BlockOption.MIN_SIZE) {
                return download(offset, size / 2);
            }
            if (answered.response().code().equals(Code.CONTENT)) {
                return keepBlock(answered, size);
            }
            return CompletableFuture.completedFuture(
                    offset > 0 && BEYOND_THE_END.contains(answered.response().code()) ? whole(false) : outcome);
        });
    }

    private CompletableFuture<SendOutcome> ask(BlockOption block) {
        return send(asking(block));
    }

    private OutgoingRequest asking(BlockOption block) {
        return request.with(null, request.options().with(OptionDefinition.BLOCK2, block.value()), new byte[0]);
    }

    /** Keeps a block, and requests the next one if it has the length of a block. */
    private CompletableFuture<SendOutcome> keepBlock(Answered answered, int asked) {
        byte[] block = answered.response().payload();
        if (first == null) {
            first = answered;
        }
        body.writeBytes(block);
        int offset = body.size();
        boolean mayContinue = BlockOption.isSize(block.length) && block.length <= asked && offset % block.length == 0;
        if (!mayContinue || answered.response().truncated()) {
            return CompletableFuture.completedFuture(whole(answered.response().truncated()));
        }
        blocks++;
        if (blocks >= MAX_BLOCKS) {
            return CompletableFuture.completedFuture(
                    new SendOutcome.Failed("the response has more than " + MAX_BLOCKS + " blocks"));
        }
        boolean suspicious = blocks == 2 && Arrays.equals(block, firstBlock()) || blocks == MANY_BLOCKS;
        return suspicious && !known ? downloadUnlessIgnored(block) : download(offset, block.length);
    }

    private byte[] firstBlock() {
        return first.response().payload();
    }

    /**
     * Equal blocks mean repetitive content, or a server that ignores Block2 and repeats its whole body. Asks for a block far past the end:
     * only the latter returns content.
     */
    private CompletableFuture<SendOutcome> downloadUnlessIgnored(byte[] block) {
        return ask(new BlockOption(BlockOption.MAX_NUMBER, false, block.length)).thenCompose(outcome -> {
            boolean ignored = outcome instanceof Answered answered
                    && answered.response().code().equals(Code.CONTENT)
                    && answered.response().payload().length > 0;
            if (!ignored) {
                known = true;
                return download(body.size(), block.length);
            }
            return CompletableFuture.completedFuture(first);
        });
    }

    private SendOutcome whole(boolean truncated) {
        return new Answered(first.response().withPayload(body.toByteArray(), truncated));
    }
}
