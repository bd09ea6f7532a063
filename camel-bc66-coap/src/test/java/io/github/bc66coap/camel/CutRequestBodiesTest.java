// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.camel;

import java.net.InetSocketAddress;
import java.util.Arrays;

import org.apache.camel.Exchange;
import org.eclipse.californium.core.coap.BlockOption;
import org.eclipse.californium.core.coap.CoAP.Code;
import org.eclipse.californium.core.coap.CoAP.ResponseCode;
import org.eclipse.californium.core.coap.CoAP.Type;
import org.eclipse.californium.core.coap.Request;
import org.eclipse.californium.core.coap.Response;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.github.bc66coap.modem.api.Counter;
import io.github.bc66coap.quirks.NotUnder;
import io.github.bc66coap.simulator.Quirk;
import io.github.bc66coap.simulator.Quirks;

import static io.github.bc66coap.camel.ModuleFixture.random;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.eclipse.californium.core.coap.CoAP.ResponseCode.CHANGED;
import static org.eclipse.californium.core.coap.CoAP.ResponseCode.CONTINUE;
import static org.eclipse.californium.core.coap.CoAP.ResponseCode.INTERNAL_SERVER_ERROR;
import static org.eclipse.californium.core.coap.CoAP.ResponseCode.REQUEST_ENTITY_INCOMPLETE;
import static org.eclipse.californium.core.coap.CoAP.ResponseCode.REQUEST_ENTITY_TOO_LARGE;

/** Bodies that are longer than the module delivers, and what peers are told of them: no part is taken for the whole. */
class CutRequestBodiesTest extends RouteTestSupport {
    private static final String MOCK = "mock:taken";

    private final RawPeer peer = new RawPeer();

    @AfterEach
    void closePeer() {
        peer.close();
    }

    private void serve(String... options) throws Exception {
        String[] all = Arrays.copyOf(options, options.length + 1);
        all[options.length] = "uriPath=/a";
        serve(1, r -> r.from(sandbox.uri(all)).to(MOCK).setBody(r.constant((Object) null)));
        peer.towards(
                new InetSocketAddress(sandbox.address(), module().coapAddress().getPort()));
    }

    private Request put(byte[] body) {
        Request request = peer.request(Type.CON, Code.PUT, "a", null);
        request.setPayload(body);
        return request;
    }

    private Request block(byte[] body, int number, int size, boolean withSize) {
        int end = Math.min(body.length, (number + 1) * size);
        Request request = put(Arrays.copyOfRange(body, number * size, end));
        request.getOptions().setBlock1(BlockOption.size2Szx(size), end < body.length, number);
        if (withSize) {
            request.getOptions().setSize1(body.length);
        }
        return request;
    }

    private Exchange theExchange() {
        assertThat(getMockEndpoint(MOCK).getExchanges()).hasSize(1);
        return getMockEndpoint(MOCK).getExchanges().get(0);
    }

    private void assertNothingTaken() {
        assertThat(getMockEndpoint(MOCK).getReceivedCounter()).isZero();
        assertThat(sandbox.lines("AT+QCOAPSEND=2,204")).isEmpty();
    }

    // cut by the module

    @ParameterizedTest
    @CsvSource({"CON,1000", "NON,1000", "CON,1024", "CON,700"})
    void aCutBodyIsAnswered413WithTheSizeThatFitsAndRunsNoRoute(Type type, int length) throws Exception {
        serve();
        Request request = put(random(length));
        request.setType(type);
        Response response = peer.ask(request);

        assertThat(response.getType()).isEqualTo(type == Type.CON ? Type.ACK : Type.NON);
        assertThat(response.getCode()).isEqualTo(REQUEST_ENTITY_TOO_LARGE);
        int fits = response.getOptions().getSize1();
        assertThat(fits).isBetween(590, 650);
        assertThat(count(Counter.REQUESTS_INCOMPLETE)).isEqualTo(1);
        assertNothingTaken();

        assertThat(peer.ask(put(random(fits))).getCode()).isEqualTo(CHANGED);
        assertThat(theExchange().getMessage().getBody(byte[].class)).isEqualTo(random(fits));
    }

    @Test
    void truncatedAcceptHandsACutBodyToTheRoute() throws Exception {
        serve("truncated=ACCEPT");

        assertThat(peer.ask(put(random(1000))).getCode()).isEqualTo(CHANGED);
        assertThat(theExchange().getMessage().getHeader(Bc66CoapConstants.TRUNCATED))
                .isEqualTo(true);
        assertThat(theExchange().getMessage().getBody(byte[].class))
                .hasSizeBetween(590, 650)
                .startsWith(random(1000)[0], random(1000)[1]);
    }

    // blocks that the module doesn't show

    /** Clients stop at whatever isn't 2.31, or isn't 2.04 with Block1. */
    @ParameterizedTest
    @CsvSource({"512,2048,0", "512,2048,-1", "1024,2048,0", "1024,2048,-1", "512,513,-1", "64,2048,-1", "16,17,-1"})
    @NotUnder(value = Quirk.BLOCKS_SHOWN, because = "it is about blocks that aren't shown")
    void theFirstBlockIsNotTakenForTheWholeBody(int size, int length, int format) throws Exception {
        serve();
        Request request = block(random(length), 0, size, true);
        if (format >= 0) {
            request.getOptions().setContentFormat(format);
        }
        assertThat(peer.ask(request).getCode()).isEqualTo(REQUEST_ENTITY_TOO_LARGE);
        assertNothingTaken();
    }

    /** It tries again by itself, block-wise and in smaller blocks, and gives up. */
    @ParameterizedTest
    @ValueSource(ints = {64, 512, 700, 1000, 1024, 2048, 20_000})
    @NotUnder(value = Quirk.BLOCKS_SHOWN, because = "it is about blocks that aren't shown")
    void aCaliforniumClientIsAnswered413(int length) throws Exception {
        serve();
        Request request = Request.newPut().setPayload(random(length));

        assertThat(ask(request, "/a").getCode()).isEqualTo(REQUEST_ENTITY_TOO_LARGE);
        assertNothingTaken();
    }

    /** Nobody can tell blocks from whole bodies unless the user knows what peers send. */
    @ParameterizedTest
    @CsvSource({"'peerBlockSizes=16,64',64,4.13", "'peerBlockSizes=16, 64',16,4.13", "'peerBlockSizes=16,64',512,2.04"})
    @CsvSource({"peerBlockSizes=0,512,2.04", "peerBlockSizes=0,64,2.04", "'',64,4.13", "'',511,2.04"})
    void peerBlockSizesSetsWhichLengthsAreRefused(String option, int length, String code) throws Exception {
        serve(option);
        assertThat(peer.ask(put(random(length))).getCode()).isEqualTo(ResponseCode.valueOfText(code));
    }

    /** A whole message of the size of a block is taken if it ends by itself. */
    @Test
    void completeJsonOfTheSizeOfABlockIsTaken() throws Exception {
        serve();
        String json = "{\"text\":\"%s\"}";
        Request request = put(RawPeer.bytes(json.formatted("x".repeat(64 - json.length() + 2))));
        assertThat(request.getPayloadSize()).isEqualTo(64);
        request.getOptions().setContentFormat(50);
        assertThat(peer.ask(request).getCode()).isEqualTo(CHANGED);
        assertThat(theExchange().getMessage().getBody(byte[].class)).hasSize(64);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "1", "2048", "512,", "512;1024", "x", "-512", "0,512"})
    void invalidPeerBlockSizesAreRefusedByName(String sizes) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> serve("peerBlockSizes=" + sizes))
                .withMessageStartingWith("option peerBlockSizes: must be");
    }

    // blocks that it shows

    private void moduleWith(Quirk... quirks) {
        sandbox.describe(module -> module.quirks(Quirks.of(quirks)));
    }

    /** As libcoap's client sends them. */
    @ParameterizedTest
    @CsvSource({"512,2048", "512,2049", "64,1000", "256,257"})
    void blocksArePutTogetherWhereTheModuleShowsThem(int size, int length) throws Exception {
        moduleWith(Quirk.BLOCKS_SHOWN, Quirk.ANY_CODE);
        serve();
        byte[] body = random(length);
        int last = (length - 1) / size;
        for (int number = 0; number < last; number++) {
            Response response = peer.ask(block(body, number, size, true));
            assertThat(response.getCode()).isEqualTo(CONTINUE);
            assertThat(response.getOptions().getBlock1())
                    .isEqualTo(new BlockOption(BlockOption.size2Szx(size), true, number));
        }
        Response response = peer.ask(block(body, last, size, true));

        assertThat(response.getCode()).isEqualTo(CHANGED);
        assertThat(response.getOptions().getBlock1())
                .isEqualTo(new BlockOption(BlockOption.size2Szx(size), false, last));
        assertThat(theExchange().getMessage().getBody(byte[].class)).isEqualTo(body);
        assertThat(theExchange().getMessage().getHeader(Bc66CoapConstants.REQUEST_OPTIONS, java.util.Map.class))
                .doesNotContainKey(27);
    }

    @Test
    void aBodyWithAMissingBlockIsNotTaken() throws Exception {
        moduleWith(Quirk.BLOCKS_SHOWN, Quirk.ANY_CODE);
        serve();
        byte[] body = random(2000);
        assertThat(peer.ask(block(body, 0, 512, true)).getCode()).isEqualTo(CONTINUE);
        assertThat(peer.ask(block(body, 2, 512, true)).getCode()).isEqualTo(REQUEST_ENTITY_INCOMPLETE);
        assertThat(peer.ask(block(body, 3, 512, true)).getCode()).isEqualTo(REQUEST_ENTITY_INCOMPLETE);
        assertNothingTaken();
    }

    /** Californium's says the size in the first block only, and of the others the module shows no number. */
    @Test
    void blocksThatAreShownDamagedAreNotTaken() throws Exception {
        moduleWith(Quirk.BLOCKS_SHOWN, Quirk.ANY_CODE);
        serve();
        Request request = Request.newPut().setPayload(random(2048));

        assertThat(ask(request, "/a").getCode()).isEqualTo(REQUEST_ENTITY_TOO_LARGE);
        assertNothingTaken();
    }

    @Test
    void blocksAreAnswered500WhereTheFirmwareRefuses231() throws Exception {
        moduleWith(Quirk.BLOCKS_SHOWN);
        serve();

        assertThat(peer.ask(block(random(2048), 0, 512, true)).getCode()).isEqualTo(INTERNAL_SERVER_ERROR);
        assertNothingTaken();
    }
}
