// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.modem;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiFunction;

import org.junit.jupiter.api.Test;

import io.github.bc66coap.coap.CoapOptions;
import io.github.bc66coap.coap.Code;
import io.github.bc66coap.coap.MessageId;
import io.github.bc66coap.coap.MessageType;
import io.github.bc66coap.coap.Method;
import io.github.bc66coap.coap.OptionDefinition;
import io.github.bc66coap.coap.Peer;
import io.github.bc66coap.coap.Token;
import io.github.bc66coap.modem.api.IncomingResponse;
import io.github.bc66coap.modem.api.OutgoingRequest;
import io.github.bc66coap.modem.api.SendOutcome;
import io.github.bc66coap.qcoap.Payload;

import static org.assertj.core.api.Assertions.assertThat;

/** Bodies whose blocks look alike, with a server that knows blocks and with one that doesn't. */
class BlockwiseRequestTest {
    private static final Peer SERVER = new Peer("192.0.2.1", 5683);
    private static final int SIZE = 64;

    private static final Token TOKEN = Token.of((byte) 1);

    private final List<String> asked = new ArrayList<>();
    private final List<Token> tokens = new ArrayList<>();

    /** Gets with a server that answers a block's number, or null for none, with a payload, or null for 4.02. */
    private SendOutcome get(BiFunction<Long, Integer, byte[]> server) {
        OutgoingRequest request = new OutgoingRequest(
                SERVER, MessageType.CON, Method.GET, null, null, CoapOptions.EMPTY, new byte[0], true, 512, null);
        return new BlockwiseRequest(request, part -> true, part -> {
                    tokens.add(part.token());
                    String block = part.options().first(OptionDefinition.BLOCK2);
                    asked.add(block == null ? "-" : Long.toString(Long.parseLong(block) >> 4));
                    Long number = block == null ? null : Long.parseLong(block) >> 4;
                    return CompletableFuture.completedFuture(answer(server.apply(number, SIZE)));
                })
                .run()
                .join();
    }

    private static SendOutcome answer(byte[] payload) {
        return new SendOutcome.Answered(new IncomingResponse(
                SERVER,
                MessageType.ACK,
                payload == null ? Code.BAD_OPTION : Code.CONTENT,
                new MessageId(1),
                TOKEN,
                CoapOptions.EMPTY,
                payload == null ? Payload.NONE : Payload.of(payload)));
    }

    private static byte[] payload(SendOutcome outcome) {
        return ((SendOutcome.Answered) outcome).response().payload();
    }

    @Test
    void aBodyOfEqualBlocksIsFetchedWhole() {
        byte[] body = new byte[4 * SIZE];

        SendOutcome outcome = get((number, size) -> {
            int from = number == null ? 0 : (int) Math.min(number * size, Integer.MAX_VALUE);
            return from < body.length ? Arrays.copyOfRange(body, from, from + size) : null;
        });

        assertThat(payload(outcome)).isEqualTo(body);
        assertThat(asked).containsExactly("-", "1", "1048575", "2", "3", "4");
    }

    @Test
    void aServerThatIgnoresBlocksIsNotAskedForEver() {
        byte[] body = new byte[SIZE];
        Arrays.fill(body, (byte) 'x');

        assertThat(payload(get((number, size) -> body))).isEqualTo(body);
        assertThat(asked).containsExactly("-", "1", "1048575");
    }

    /** Such as the time of day. */
    @Test
    void downloadEndsIfAServerIgnoresBlocksAndAlwaysSendsOtherContent() {
        byte[] body = new byte[SIZE];

        SendOutcome outcome = get((number, size) -> {
            body[0]++;
            return body.clone();
        });

        assertThat(payload(outcome)).hasSize(SIZE).startsWith(1);
        assertThat(asked).containsExactly("-", "1", "2", "3", "4", "5", "6", "7", "1048575");
    }

    @Test
    void manyBlocksOfAServerThatKnowsThemAreFetched() {
        byte[] body = new byte[9 * SIZE + 1];
        new Random(1).nextBytes(body);

        SendOutcome outcome = get((number, size) -> {
            int from = number == null ? 0 : (int) Math.min(number * size, Integer.MAX_VALUE);
            return from < body.length ? Arrays.copyOfRange(body, from, Math.min(from + size, body.length)) : null;
        });

        assertThat(payload(outcome)).isEqualTo(body);
        assertThat(asked).containsExactly("-", "1", "2", "3", "4", "5", "6", "7", "1048575", "8", "9");
    }

    @Test
    void aFewDifferentBlocksNeedNoCheckThatTheServerKnowsBlocks() {
        SendOutcome outcome = get((number, size) -> {
            byte[] block = new byte[number != null && number == 2 ? 1 : size];
            Arrays.fill(block, (byte) (number == null ? 0 : number));
            return block;
        });

        assertThat(payload(outcome)).hasSize(2 * SIZE + 1);
        assertThat(asked).containsExactly("-", "1", "2");
    }

    /** The first one's is random, and known from its answer. */
    @Test
    void laterBlocksAreRequestedWithTheTokenOfTheFirstResponse() {
        get((number, size) -> number == null ? new byte[size] : new byte[] {1});

        assertThat(tokens).containsExactly(null, TOKEN);
    }
}
