// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.camel;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.atomic.AtomicReference;

import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.eclipse.californium.core.coap.BlockOption;
import org.eclipse.californium.core.coap.CoAP.Code;
import org.eclipse.californium.core.coap.CoAP.ResponseCode;
import org.eclipse.californium.core.coap.CoAP.Type;
import org.eclipse.californium.core.coap.Request;
import org.eclipse.californium.core.coap.Response;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.eclipse.californium.core.coap.CoAP.ResponseCode.BAD_OPTION;
import static org.eclipse.californium.core.coap.CoAP.ResponseCode.CHANGED;
import static org.eclipse.californium.core.coap.CoAP.ResponseCode.CONTENT;
import static org.eclipse.californium.core.coap.CoAP.ResponseCode.CONTINUE;
import static org.eclipse.californium.core.coap.CoAP.ResponseCode.INTERNAL_SERVER_ERROR;
import static org.eclipse.californium.core.coap.CoAP.ResponseCode.REQUEST_ENTITY_INCOMPLETE;
import static org.eclipse.californium.core.coap.CoAP.ResponseCode.REQUEST_ENTITY_TOO_LARGE;

/** Bodies of every size, in one message or block-wise (RFC 7959) with a server that does what servers may do. */
class PayloadSizesTest extends RouteFixture {
    private static final byte[] NOTHING = new byte[0];

    private final AtomicReference<byte[]> taken = new AtomicReference<>();
    private final AtomicReference<byte[]> given = new AtomicReference<>(NOTHING);

    @Override
    void configure(Bc66CoapConfiguration configuration) {
        configuration.setResponseTimeout(java.time.Duration.ofSeconds(5));
    }

    @Override
    void routes(RouteBuilder r) {
        r.from(uri("uriPath=/echo&peerBlockSizes=0"))
                .process(exchange -> taken.set(exchange.getMessage().getBody(byte[].class)))
                .process(exchange -> exchange.getMessage().setBody(given.get()));
    }

    /** Sends and answers, and both bodies must be what they were. */
    private void roundTrip(byte[] body) {
        peer.answering(request -> peer.piggyback(request, CONTENT, request.getPayload()));
        Exchange answer = send("method=PUT&blockSize=0", body);

        assertThat(answer.getException()).isNull();
        assertThat(peer.requests().get(0).getPayload()).isEqualTo(body);
        assertThat(answer.getMessage().getHeader(Bc66CoapConstants.TRUNCATED))
                .isEqualTo(body.length > 600 ? true : null);
        if (body.length <= 600) {
            assertThat(answer.getMessage().getBody(byte[].class)).isEqualTo(body);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 511, 512, 513, 600, 1023, 1024})
    void requestsOfEverySizeFitIntoOneMessage(int length) {
        roundTrip(random(length));
    }

    @Test
    void everyByteValueArrivesInlineAndInDataMode() {
        byte[] inline = new byte[256];
        byte[] data = new byte[1024];
        for (int i = 0; i < data.length; i++) {
            inline[i & 255] = (byte) i;
            data[i] = (byte) i;
        }
        roundTrip(inline);
        peer.received().clear();
        roundTrip(data);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 512, 513, 600})
    void requestsAndRepliesOfEverySizeAreServed(int length) {
        awaitReady();
        given.set(random(length == 600 ? 1024 : length));
        Request request = peer.request(Type.CON, Code.POST, "echo", null);
        request.setPayload(random(length));
        peer.send(request);

        assertThat(peer.takeResponse().getPayload()).isEqualTo(given.get());
        assertThat(taken.get()).isEqualTo(random(length));
    }

    @Test
    void aReplyTooLongForTheModuleIsAnswered500() {
        awaitReady();
        given.set(random(1025));
        peer.send(peer.request(Type.CON, Code.GET, "echo", null));

        assertThat(peer.takeResponse().getCode()).isEqualTo(INTERNAL_SERVER_ERROR);
    }

    // what the module cuts

    /** A server that answers with blocks as they are asked for, or, unasked, with all at once. */
    private void serveWithoutPreference(byte[] body) {
        peer.answering(request -> {
            BlockOption block = request.getOptions().getBlock2();
            if (block == null) {
                peer.piggyback(request, CONTENT, body);
            } else {
                serveBlock(request, body, block.getNum(), block.getSize(), BAD_OPTION);
            }
        });
    }

    private void serveBlock(Request request, byte[] body, int number, int size, ResponseCode beyond) {
        int offset = number * size;
        if (offset >= body.length) {
            peer.piggyback(request, beyond, NOTHING);
            return;
        }
        int end = Math.min(offset + size, body.length);
        Response response = RawPeer.piggybacked(request, CONTENT, java.util.Arrays.copyOfRange(body, offset, end));
        response.getOptions().setBlock2(BlockOption.size2Szx(size), end < body.length, number);
        peer.send(response);
    }

    @ParameterizedTest
    @ValueSource(ints = {700, 1000, 1024})
    void aResponseThatTheModuleCutsIsFetchedAnewInSmallerBlocks(int length) {
        serveWithoutPreference(random(length));
        Exchange answer = send("uriPath=/big", null);

        assertThat(answer.getException()).isNull();
        assertThat(answer.getMessage().getBody(byte[].class)).isEqualTo(random(length));
        assertThat(answer.getMessage().getHeader(Bc66CoapConstants.TRUNCATED)).isNull();
        assertThat(peer.requests().get(1).getOptions().getBlock2().getSize()).isEqualTo(512);
    }

    @ParameterizedTest
    @CsvSource({"GET,0", "POST,512", "PUT,512"})
    void aCutResponseThatIsNotFetchedAnewIsMarkedTruncated(String method, int blockSize) {
        serveWithoutPreference(random(1000));
        Exchange answer = send("uriPath=/big&method=" + method + "&blockSize=" + blockSize, null);

        assertThat(answer.getException()).isNull();
        assertThat(answer.getMessage().getHeader(Bc66CoapConstants.TRUNCATED)).isEqualTo(true);
        assertThat(answer.getMessage().getBody(byte[].class)).hasSizeLessThan(1000);
        assertThat(peer.requests()).hasSize(1);
    }

    @Test
    void aCutErrorIsNotFetchedAnew() {
        peer.answering(request -> peer.piggyback(request, ResponseCode.NOT_FOUND, random(1000)));
        Exchange answer = send("uriPath=/big&throwExceptionOnFailure=false", null);

        assertThat(answer.getMessage().getHeader(Bc66CoapConstants.RESPONSE_CODE))
                .isEqualTo("4.04");
        assertThat(answer.getMessage().getHeader(Bc66CoapConstants.TRUNCATED)).isEqualTo(true);
        assertThat(peer.requests()).hasSize(1);
    }

    // going up

    private static BlockOption block1(Request request) {
        return request.getOptions().getBlock1();
    }

    /** Answers each block, and once with something else. */
    private List<String> up(byte[] body, ResponseCode odd, int oddNumber) {
        List<String> blocks = new ArrayList<>();
        AtomicReference<ResponseCode> once = new AtomicReference<>(odd);
        peer.answering(request -> {
            BlockOption block = block1(request);
            blocks.add(block.getNum() + "/" + block.isM() + "/" + block.getSize());
            ResponseCode code = block.isM() ? CONTINUE : CHANGED;
            if (block.getNum() == oddNumber && once.get() != null) {
                code = once.getAndSet(null);
            }
            peer.piggyback(request, code, NOTHING);
        });
        Exchange answer = send("uriPath=/up&blockSize=512&throwExceptionOnFailure=false", body);
        assertThat(answer.getException()).isNull();
        blocks.add(answer.getMessage().getHeader(Bc66CoapConstants.RESPONSE_CODE, String.class));
        return blocks;
    }

    @Test
    void everyBlockHasItsNumberAndTheFirstBlockTheSize() {
        assertThat(up(random(1200), null, -1)).containsExactly("0/true/512", "1/true/512", "2/false/512", "2.04");
        assertThat(peer.requests().get(0).getOptions().getSize1()).isEqualTo(1200);
        assertThat(peer.requests().get(1).getOptions().hasSize1()).isFalse();
    }

    @Test
    void aServerThatFindsBlocksTooLargeGetsSmallerBlocks() {
        assertThat(up(random(600), REQUEST_ENTITY_TOO_LARGE, 0))
                .containsExactly("0/true/512", "0/true/256", "1/true/256", "2/false/256", "2.04");
        assertThat(peer.requests().get(1).getOptions().getSize1()).isEqualTo(600);
    }

    @Test
    void aServerThatMissesBlocksGetsThemAnew() {
        assertThat(up(random(1200), REQUEST_ENTITY_INCOMPLETE, 1))
                .startsWith("0/true/512", "1/true/512", "0/true/256", "1/true/256")
                .endsWith("4/false/256", "2.04");
    }

    @Test
    void aServerThatRefusesEvenTheSmallestBlockFailsTheSend() {
        peer.answering(request -> peer.piggyback(request, REQUEST_ENTITY_TOO_LARGE, NOTHING));

        assertThat(send("uriPath=/up", random(600)).getException())
                .isInstanceOfSatisfying(
                        CoapResponseException.class,
                        failure -> assertThat(failure.getCode().toString()).isEqualTo("4.13"));
        assertThat(peer.requests())
                .extracting(request -> block1(request).getSize())
                .containsExactly(512, 256, 128, 64, 32, 16);
    }

    @ParameterizedTest
    @CsvSource({"NOT_FOUND,4.04", "SERVICE_UNAVAILABLE,5.03", "BAD_OPTION,4.02"})
    void aRefusalInMidTransferIsTheOutcome(ResponseCode code, String text) {
        assertThat(up(random(1200), code, 1)).containsExactly("0/true/512", "1/true/512", text);
    }

    @Test
    void aResetInMidTransferIsTheOutcome() {
        peer.answering(request -> {
            if (block1(request).getNum() == 0) {
                peer.piggyback(request, CONTINUE, NOTHING);
            } else {
                peer.reset(request);
            }
        });
        assertThat(send("uriPath=/up", random(1200)).getException()).isInstanceOf(CoapResetException.class);
        assertThat(peer.requests()).hasSize(2);
    }

    @Test
    void silenceInMidTransferIsTheOutcome() {
        peer.answering(request -> {
            if (block1(request).getNum() == 0) {
                peer.piggyback(request, CONTINUE, NOTHING);
            } else {
                peer.acknowledge(request);
            }
        });
        assertThat(send("uriPath=/up", random(1200)).getException()).isInstanceOf(CoapTimeoutException.class);
    }

    // coming down

    @ParameterizedTest
    @EnumSource(names = {"INTERNAL_SERVER_ERROR", "BAD_OPTION", "BAD_REQUEST", "CONTENT"})
    void aDownloadEndsHoweverTheServerSignalsTheEnd(ResponseCode beyond) {
        byte[] body = random(1024);
        peer.answering(request -> {
            BlockOption block = request.getOptions().getBlock2();
            serveBlock(
                    request, body, block == null ? 0 : block.getNum(), block == null ? 256 : block.getSize(), beyond);
        });
        Exchange answer = send("uriPath=/down", null);

        assertThat(answer.getException()).isNull();
        assertThat(answer.getMessage().getBody(byte[].class)).isEqualTo(body);
        assertThat(peer.requests()).hasSize(5);
    }

    @Test
    void aServerMayShrinkItsBlocksOnTheWay() {
        byte[] body = random(1500);
        peer.answering(request -> {
            BlockOption block = request.getOptions().getBlock2();
            int offset = block == null ? 0 : block.getNum() * block.getSize();
            int size = offset < 512 ? 256 : offset < 768 ? 128 : 32;
            serveBlock(request, body, offset / size, size, BAD_OPTION);
        });
        assertThat(send("uriPath=/down", null).getMessage().getBody(byte[].class))
                .isEqualTo(body);
    }

    @ParameterizedTest
    @CsvSource({"NOT_FOUND,4.04", "SERVICE_UNAVAILABLE,5.03"})
    void failureInMidDownloadIsTheOutcomeNotAPartialBody(ResponseCode code, String text) {
        peer.answering(
                request -> peer.piggyback(request, request.getOptions().hasBlock2() ? code : CONTENT, random(256)));

        assertThat(send("uriPath=/down", null).getException())
                .isInstanceOfSatisfying(
                        CoapResponseException.class,
                        failure -> assertThat(failure.getCode().toString()).isEqualTo(text));
    }

    @Test
    void aResetInMidDownloadIsTheOutcome() {
        peer.answering(request -> {
            if (request.getOptions().hasBlock2()) {
                peer.reset(request);
            } else {
                peer.piggyback(request, CONTENT, random(256));
            }
        });
        assertThat(send("uriPath=/down", null).getException()).isInstanceOf(CoapResetException.class);
    }

    @Test
    void aTransferLetsOneWaitingRequestPassPerEightBlocks() {
        ConcurrentLinkedDeque<CompletableFuture<Exchange>> others = new ConcurrentLinkedDeque<>();
        peer.answering(request -> {
            if (request.getOptions().hasBlock1()) {
                // queued for certain before the transfer can go on
                others.add(sending("uriPath=/other&blockSize=0", "x"));
                others.add(sending("uriPath=/other&blockSize=0&messageType=NON", "x"));
                peer.piggyback(request, block1(request).isM() ? CONTINUE : CHANGED, NOTHING);
            } else {
                peer.piggyback(request, CHANGED, NOTHING);
            }
        });
        assertThat(send("uriPath=/up&blockSize=64", random(1280)).getException())
                .isNull();
        CompletableFuture.allOf(others.toArray(CompletableFuture[]::new)).join();
        assertThat(others)
                .allSatisfy(other -> assertThat(other.join().getException()).isNull());

        List<Boolean> blocks = peer.requests().stream()
                .map(request -> request.getOptions().hasBlock1())
                .toList();
        assertThat(blocks.subList(0, 9)).containsOnly(true);
        int between = blocks.lastIndexOf(true) + 1 - 20;
        assertThat(between).isBetween(1, 2);
        // the last NON may still be on its way
        await().untilAsserted(() -> assertThat(peer.requests()).hasSize(60));
    }
}
