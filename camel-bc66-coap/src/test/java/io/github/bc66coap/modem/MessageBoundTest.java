// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.modem;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.github.bc66coap.coap.BlockOption;
import io.github.bc66coap.coap.CoapOptions;
import io.github.bc66coap.coap.Code;
import io.github.bc66coap.coap.MessageId;
import io.github.bc66coap.coap.MessageType;
import io.github.bc66coap.coap.Method;
import io.github.bc66coap.coap.OptionDefinition;
import io.github.bc66coap.coap.Token;
import io.github.bc66coap.modem.api.CommandOutcome;
import io.github.bc66coap.modem.api.IncomingRequest;
import io.github.bc66coap.modem.api.MessageBound;
import io.github.bc66coap.modem.api.Notification;
import io.github.bc66coap.modem.api.NotifiedObservers;
import io.github.bc66coap.modem.api.Observation;
import io.github.bc66coap.modem.api.OutgoingRequest;
import io.github.bc66coap.modem.api.Psk;
import io.github.bc66coap.modem.api.Reply;
import io.github.bc66coap.modem.api.SendOutcome;
import io.github.bc66coap.qcoap.Payload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/** No message of ours is longer than a peer can be expected to take; the limits are those of RFC 7252 and of libcoap. */
class MessageBoundTest extends ModemFixture {
    private static final byte[] NOTHING = new byte[0];
    private static final Token TOKEN = Token.of((byte) 0xAB);
    /** Header, token and the marker before the payload. */
    private static final int FRAME = 4 + 1 + 1;

    private static final int LARGEST = 1024;
    private static final int LEAST_OPTION = 2;

    private void ready(MessageBound bound) {
        settings.psk = bound == MessageBound.DTLS ? new Psk("me", "00112233") : null;
        ready();
    }

    private static int bytes(MessageBound bound) {
        return bound == MessageBound.DTLS ? 1115 : 1152;
    }

    /** Options that have so many bytes on the air, with values as long as can be. */
    private static CoapOptions options(OptionDefinition option, int bytes) {
        CoapOptions options = CoapOptions.EMPTY;
        while (options.encodedLength() < bytes) {
            CoapOptions before = options;
            options = IntStream.rangeClosed(1, OptionDefinition.MAX_VALUE_BYTES)
                    .mapToObj(length -> before.with(option, "q".repeat(OptionDefinition.MAX_VALUE_BYTES + 1 - length)))
                    .filter(more -> more.encodedLength() == bytes || more.encodedLength() <= bytes - LEAST_OPTION)
                    .findFirst()
                    .orElseThrow();
        }
        return options;
    }

    private static CoapOptions query(int bytes) {
        return options(OptionDefinition.URI_QUERY, bytes);
    }

    private static OutgoingRequest put(CoapOptions options, int length, boolean await, int blockSize) {
        return new OutgoingRequest(
                SERVER, MessageType.CON, Method.PUT, null, TOKEN, options, new byte[length], await, blockSize, null);
    }

    /** Acknowledges message after message, the last one of a request with success. */
    private void answer(Pending<SendOutcome> sent, String... codes) {
        for (String code : codes) {
            soon();
            assertThat(sent.isDone()).isFalse();
            module.says(rsp(SERVER, 2, code, lastMessageId(), ",0"));
        }
        soon();
        assertThat(sent.get()).isInstanceOf(SendOutcome.Answered.class);
    }

    /** Number and size of the blocks that went out; {@code -} for a message that is none. */
    private List<String> blocks() {
        return module.takeCommands().stream()
                .filter(command -> command.startsWith("AT+QCOAPOPTION"))
                .map(MessageBoundTest::block)
                .toList();
    }

    private static String block(String command) {
        String[] fields = command.split(",");
        for (int i = 1; i + 1 < fields.length; i += 2) {
            if (fields[i].equals("27")) {
                BlockOption block =
                        BlockOption.parse(fields[i + 1].replace("\"", "")).orElseThrow();
                return block.number() + "/" + block.size();
            }
        }
        return "-";
    }

    // requests

    @ParameterizedTest
    @CsvSource({"UDP, -1", "UDP, 0", "DTLS, -1", "DTLS, 0"})
    void aRequestThatFitsGoesInOneMessage(MessageBound bound, int more) {
        ready(bound);
        Pending<SendOutcome> sent = send(put(query(bytes(bound) + more - FRAME - LARGEST), LARGEST, true, LARGEST));
        answer(sent, "2.04");
        assertThat(blocks()).containsExactly("-");
    }

    @ParameterizedTest
    @EnumSource(MessageBound.class)
    void aRequestOneByteTooLongGoesInSmallerBlocks(MessageBound bound) {
        ready(bound);
        Pending<SendOutcome> sent = send(put(query(bytes(bound) + 1 - FRAME - LARGEST), LARGEST, true, LARGEST));
        answer(sent, "2.31", "2.04");
        assertThat(blocks()).containsExactly("0/512", "1/512");
    }

    /** The token that the modem gives has four bytes. */
    @Test
    void aTokenThatTheModemMakesCountsTowardsTheLength() {
        ready(MessageBound.UDP);
        CoapOptions options = query(1152 - FRAME - LARGEST);
        Pending<SendOutcome> sent = send(request(Method.PUT, null, options, new byte[LARGEST], LARGEST));
        answer(sent, "2.31", "2.04");
        assertThat(blocks()).containsExactly("0/512", "1/512");
    }

    /** Block1 and Size1 are two bytes behind a query, and 1 + 1 + 2. */
    @ParameterizedTest
    @CsvSource({"UDP, 0, 1024", "UDP, 1, 512", "DTLS, 0, 1024", "DTLS, 1, 512"})
    void blocksAreAsLargeAsTheFirstMessageLetsThemBe(MessageBound bound, int more, int size) {
        ready(bound);
        Pending<SendOutcome> sent =
                send(put(query(bytes(bound) + more - FRAME - 2 - 4 - LARGEST), 2 * LARGEST, true, LARGEST));
        answer(sent, size == LARGEST ? new String[] {"2.31", "2.04"} : new String[] {"2.31", "2.31", "2.31", "2.04"});
        assertThat(blocks().get(0)).isEqualTo("0/" + size);
    }

    @Test
    void optionsThatLeaveRoomForLittleMakeSmallBlocks() {
        ready(MessageBound.UDP);
        Pending<SendOutcome> sent = send(put(query(1152 - FRAME - 2 - 3 - 63), 96, true, LARGEST));
        answer(sent, "2.31", "2.31", "2.04");
        assertThat(blocks()).containsExactly("0/32", "1/32", "2/32");
    }

    /** Eleven options leave room for Block1, but not for Size1: so the message with the longest number counts. */
    @ParameterizedTest
    @CsvSource({"0, 64", "1, 32"})
    void theBlockSizeLeavesRoomForTheHighestBlockNumber(int more, int size) {
        ready(MessageBound.UDP);
        CoapOptions options = CoapOptions.EMPTY;
        for (int i = 0; i < 10; i++) {
            options = options.with(OptionDefinition.URI_QUERY, "q".repeat(96));
        }
        // behind the queries, Block1 of the 17th block has three bytes
        int left = 1152 + more - FRAME - options.encodedLength() - 3 - 64;
        options = options.with(OptionDefinition.URI_QUERY, "q".repeat(left - 2));
        assertThat(options.size()).isEqualTo(11);
        Pending<SendOutcome> sent = send(put(options, 17 * 64, true, LARGEST));
        String[] codes = new String[17 * 64 / size];
        Arrays.fill(codes, "2.31");
        codes[codes.length - 1] = "2.04";
        answer(sent, codes);
        assertThat(blocks()).hasSize(codes.length).startsWith("0/" + size).endsWith(codes.length - 1 + "/" + size);
    }

    @Test
    void aServerThatWantsSmallerBlocksGetsThem() {
        ready(MessageBound.DTLS);
        Pending<SendOutcome> sent = send(put(query(1115 - FRAME - 2 - 4 - LARGEST), 2 * LARGEST, true, LARGEST));
        answer(sent, "4.13", "2.31", "2.31", "2.31", "2.04");
        assertThat(blocks()).containsExactly("0/1024", "0/512", "1/512", "2/512", "3/512");
    }

    @ParameterizedTest
    @CsvSource({"UDP, true, 0", "UDP, false, 1024", "DTLS, true, 0", "DTLS, false, 1024"})
    void aTooLongRequestIsRefusedWhereBlocksAreNotAllowed(MessageBound bound, boolean await, int blockSize) {
        ready(bound);
        int header = bytes(bound) + 1 - LARGEST;
        assertThatIllegalArgumentException()
                .isThrownBy(() -> send(put(query(header - FRAME), LARGEST, await, blockSize)))
                .withMessage(
                        "the message has %d bytes, %d of them header and options and 1024 payload, but over %s it may have %d"
                                .formatted(bytes(bound) + 1, header, bound, bytes(bound)));
        assertThat(takeSends()).isEmpty();
        Pending<SendOutcome> sent = soon(send(put(query(header - 1 - FRAME), LARGEST, await, blockSize)));
        assertThat(takeSends()).hasSize(1);
        assertThat(sent.isDone()).isEqualTo(!await);
    }

    @Test
    void aMessageThatIsTooLongWithoutItsPayloadIsRefused() {
        ready(MessageBound.DTLS);
        int most = 1115 - FRAME + 1;
        assertThatIllegalArgumentException()
                .isThrownBy(() -> send(put(query(most + 1), 0, true, LARGEST)))
                .withMessageContaining("1116 bytes")
                .withMessageContaining("0 payload");
        send(put(query(most), 0, true, LARGEST));
        soon();
        assertThat(takeSends()).hasSize(1);
    }

    @Test
    void aRequestInWhichNotEvenTheSmallestBlockFitsIsRefused() {
        ready(MessageBound.UDP);
        int most = 1152 - FRAME - 2 - 3 - 16;
        assertThatIllegalArgumentException()
                .isThrownBy(() -> send(put(query(most + 1), 100, true, LARGEST)))
                .withMessageContaining("1153 bytes")
                .withMessageContaining("16 payload");
        Pending<SendOutcome> sent = send(put(query(most), 32, true, LARGEST));
        answer(sent, "2.31", "2.04");
        assertThat(blocks()).containsExactly("0/16", "1/16");
    }

    /** A request for the next block must be short enough, too: 4 more bytes for Block2. */
    @ParameterizedTest
    @CsvSource({"0, 2", "1, 1"})
    void theNextBlockIsRequestedOnlyIfThatRequestFits(int more, int messages) {
        ready(MessageBound.UDP);
        Pending<SendOutcome> sent =
                soon(send(request(Method.GET, TOKEN, query(1152 + more - 5 - 4), NOTHING, LARGEST)));
        module.says(rsp(SERVER, 2, "2.05", lastMessageId(), payload("00".repeat(16))));
        soon();
        assertThat(takeSends()).hasSize(messages);
        assertThat(sent.isDone()).isEqualTo(messages == 1);
    }

    @Test
    void anObservationWhoseRegistrationIsTooLongIsRefused() {
        ready(MessageBound.UDP);
        // with a token of four bytes; what Observe needs, the number of the query behind it saves
        int most = 1152 - 4 - 4;
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        modem.observe(new Observation(SERVER, MessageType.CON, query(most + 1), 0), response -> true))
                .withMessageContaining("1153 bytes");
        modem.observe(new Observation(SERVER, MessageType.CON, query(most), 0), response -> true);
        soon();
        assertThat(takeSends()).hasSize(1);
    }

    // replies

    private static CoapOptions location(int bytes) {
        return options(OptionDefinition.LOCATION_QUERY, bytes);
    }

    private List<Pending<SendOutcome>> serving(Reply reply, boolean observable) {
        List<Pending<SendOutcome>> outcomes = new ArrayList<>();
        modem.serve(service("/a", false, observable, (request, sent) -> {
            outcomes.add(track(sent.toCompletableFuture()));
            return CompletableFuture.completedFuture(reply);
        }));
        soon();
        return outcomes;
    }

    @ParameterizedTest
    @CsvSource({"UDP, 0, 205", "UDP, 1, 500", "DTLS, 0, 205", "DTLS, 1, 500"})
    void aReplyThatIsTooLongIsReplacedBy500(MessageBound bound, int more, int code) {
        ready(bound);
        List<Pending<SendOutcome>> outcomes = serving(
                new Reply(Code.CONTENT, location(bytes(bound) + more - FRAME - LARGEST), new byte[LARGEST]), false);
        module.takeCommands();
        assertThat(says(req(NON, 1, 1, "a"))).anyMatch(command -> command.startsWith("AT+QCOAPSEND=1," + code));
        SendOutcome outcome = outcomes.get(0).get();
        if (more == 0) {
            assertThat(outcome).isInstanceOf(SendOutcome.Sent.class);
        } else {
            assertThat(outcome).isInstanceOfSatisfying(SendOutcome.Failed.class, failed -> assertThat(failed.reason())
                    .contains("5.00 went out instead", "the message has " + (bytes(bound) + 1) + " bytes"));
        }
    }

    /** The number of an observation has one byte here, and its option two. */
    @ParameterizedTest
    @CsvSource({"0, 205", "1, 500"})
    void theObserveOptionCountsTowardsTheLengthOfAReply(int more, int code) {
        ready(MessageBound.UDP);
        serving(new Reply(Code.CONTENT, location(1152 + more - FRAME - 2 - LARGEST), new byte[LARGEST]), true);
        module.takeCommands();
        assertThat(says("+QCOAPURC: \"req\",192.0.2.1,5683,1,1,50,05,1,\"0C\",6,\"0\",11,\"a\""))
                .anyMatch(command -> command.startsWith("AT+QCOAPSEND=1," + code));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    void requireSendableRefusesAReplyThatIsTooLong(int more) {
        IncomingRequest request = new IncomingRequest(
                SERVER, MessageType.CON, Code.GET, new MessageId(1), TOKEN, CoapOptions.EMPTY, Payload.NONE);
        Reply reply = new Reply(Code.CONTENT, location(1115 + more - FRAME - LARGEST), new byte[LARGEST]);
        if (more == 0) {
            reply.requireSendable(request, MessageBound.DTLS);
        } else {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> reply.requireSendable(request, MessageBound.DTLS))
                    .withMessageContaining("1116 bytes");
        }
    }

    private Pending<SendOutcome> respond(int messageId, int length) {
        return respond(
                SERVER,
                messageId,
                Token.of((byte) 0x0C),
                MessageType.NON,
                location(length - FRAME - LARGEST),
                new byte[LARGEST]);
    }

    @ParameterizedTest
    @EnumSource(MessageBound.class)
    void aLateResponseThatIsTooLongIsRefused(MessageBound bound) {
        ready(bound);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> respond(9, bytes(bound) + 1))
                .withMessageContaining(bytes(bound) + 1 + " bytes");
        Pending<SendOutcome> sent = soon(respond(9, bytes(bound)));
        assertThat(sent.get()).isInstanceOf(SendOutcome.Sent.class);
    }

    /** Then the request is as unanswered as before. */
    @Test
    void aLateResponseThatIsTooLongWithItsObserveOptionIsRefused() {
        ready(MessageBound.UDP);
        serve("/a", true, true, always(Code.CONTENT));
        says("+QCOAPURC: \"req\",192.0.2.1,5683,0,1,50,05,1,\"0C\",6,\"0\",11,\"a\"");
        Pending<SendOutcome> refused = soon(respond(50, 1152 - 1));
        assertThat(refused.future)
                .isCompletedExceptionally()
                .failsWithin(Duration.ZERO)
                .withThrowableThat()
                .withCauseInstanceOf(IllegalArgumentException.class)
                .withMessageContaining("1153 bytes");
        assertThat(takeSends()).isEmpty();
        Pending<SendOutcome> sent = soon(respond(50, 1152 - 2));
        assertThat(sent.get()).isInstanceOf(SendOutcome.Sent.class);
    }

    // notifications

    /** With a token of eight bytes, Observe of three, and a Content-Format that the reply may have had. */
    @ParameterizedTest
    @EnumSource(MessageBound.class)
    void aNotificationThatIsTooLongIsRefused(MessageBound bound) {
        ready(bound);
        int options = bytes(bound) - (4 + 8 + 4 + 2 + 1) - LARGEST;
        // of this one, the number is counted from Content-Format on
        assertThatIllegalArgumentException()
                .isThrownBy(() -> notifyObservers(options + 2))
                .withMessageContaining(bytes(bound) + 1 + " bytes");
        assertThat(count(notifyObservers(options + 1))).isZero();
    }

    private Pending<CommandOutcome<NotifiedObservers>> notifyObservers(int options) {
        return soon(notifying(
                new Notification(List.of("a"), MessageType.CON, Code.CONTENT, location(options), new byte[LARGEST])));
    }
}
