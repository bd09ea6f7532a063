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
 * A request whose body, or whose response's body, is more than one message can carry (RFC 7959). Its messages go out
 * one after the other, with no other request between them.
 *
 * <p>The blocks of the body are as large as the request wants them, or smaller where a message would be too long otherwise. If messages
 * of one size are short enough, so are those of half the size: the block's number grows by less than the block loses.
 *
 * <p>The module shows neither Block1 nor Block2 of what it receives. So the transfer is driven blindly. Going out, an
 * answer other than 2.31 to the last block, or an error to any, is the result, except that a server which wants smaller
 * blocks (4.13) or has lost some (4.08) is served anew with half the size. Coming in, a block that is exactly as long as
 * a block can be is followed by a request for the next; a shorter or empty one, or one of the refusals that servers give
 * for a block beyond the last, ends the body.
 */
final class BlockwiseRequest {
    /** What fits into one notification in hexadecimal digits, so that the module doesn't cut it. */
    private static final int MAX_DOWNLOAD_BLOCK = 512;

    /** At a second a message, hours; what is longer holds up everything else for too long. */
    private static final int MAX_BLOCKS = 8192;
    /** A body that is whole in each of as many answers would, if it changes, go on like that for ever. */
    private static final int MANY_BLOCKS = 8;

    /** What servers answer to a request for a block behind the last one. */
    private static final Set<Code> BEYOND_THE_END =
            Set.of(Code.BAD_REQUEST, Code.BAD_OPTION, Code.INTERNAL_SERVER_ERROR);

    private final OutgoingRequest request;
    private final Predicate<OutgoingRequest> fits;
    private final Function<OutgoingRequest, CompletableFuture<SendOutcome>> sender;
    private final ByteArrayOutputStream body = new ByteArrayOutputStream();
    /** Of all the messages, once one has been answered. */
    private Token token;

    private Answered first;
    private int blocks;
    /** Whether the server is known to know of blocks. */
    private boolean known;

    /**
     * @param fits tells whether one message is short enough
     * @param sender sends one message before any other request that waits
     */
    BlockwiseRequest(
            OutgoingRequest request,
            Predicate<OutgoingRequest> fits,
            Function<OutgoingRequest, CompletableFuture<SendOutcome>> sender) {
        this.request = request;
        this.fits = fits;
        this.sender = sender;
    }

    /** Whether blocks are to be used for a request if need be, and it doesn't use them by itself. */
    static boolean isWanted(OutgoingRequest request) {
        return request.blockSize() > 0
                && request.awaitResponse()
                && request.options().size() < QcoapOption.MAX_OPTIONS
                && !request.options().contains(OptionDefinition.OBSERVE.number())
                && !request.options().contains(OptionDefinition.BLOCK1.number())
                && !request.options().contains(OptionDefinition.BLOCK2.number());
    }

    /**
     * One of the messages that the body needs, for checking; if any is too long, one that is.
     *
     * @param fits tells whether one message is short enough
     */
    static OutgoingRequest largest(OutgoingRequest request, Predicate<OutgoingRequest> fits) {
        byte[] body = request.payload();
        int size = uploadSize(request, body, fits);
        if (size == 0) {
            return request;
        }
        OutgoingRequest first = part(request, body, 0, size, null);
        return fits.test(first) ? lastWhole(request, body, size) : first;
    }

    /** The size of the blocks in which the body goes out: the largest one that does; 0: in one message. */
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

    /** Of all messages, the first is the longest, as it has Size1, or the last whole one, as its number is the highest. */
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

    /** All messages have the same token: servers are known that tell by it which blocks belong together (node-coap 1.5.0). */
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
        CoapOptions options = request.options().with(OptionDefinition.BLOCK1.number(), block.value());
        if (offset == 0 && options.size() < QcoapOption.MAX_OPTIONS) {
            options = options.with(OptionDefinition.SIZE1.number(), payload.length);
        }
        return request.with(messageId, options, Arrays.copyOfRange(payload, offset, end));
    }

    /** Fetches what may be missing of a response's body. */
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
        return take(answered, BlockOption.MAX_SIZE);
    }

    /** Asks for the block at an offset. */
    private CompletableFuture<SendOutcome> download(int offset, int size) {
        return ask(new BlockOption(offset / size, false, size)).thenCompose(outcome -> {
            if (!(outcome instanceof Answered answered)) {
                return CompletableFuture.completedFuture(outcome);
            }
            if (answered.response().truncated() && size > BlockOption.MIN_SIZE) {
                return download(offset, size / 2);
            }
            if (answered.response().code().equals(Code.CONTENT)) {
                return take(answered, size);
            }
            return CompletableFuture.completedFuture(
                    offset > 0 && BEYOND_THE_END.contains(answered.response().code()) ? whole(false) : outcome);
        });
    }

    private CompletableFuture<SendOutcome> ask(BlockOption block) {
        return send(asking(block));
    }

    private OutgoingRequest asking(BlockOption block) {
        return request.with(null, request.options().with(OptionDefinition.BLOCK2.number(), block.value()), new byte[0]);
    }

    /** Keeps a block, and goes on if it was as long as a block can be. */
    private CompletableFuture<SendOutcome> take(Answered answered, int asked) {
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
     * Two equal blocks, or several, may be what the body is made of, or a server that knows nothing of blocks, against the
     * RFC, and gives its whole body each time. One that knows has nothing to give far behind any end.
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
