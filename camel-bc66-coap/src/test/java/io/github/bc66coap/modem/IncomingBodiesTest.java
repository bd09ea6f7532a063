// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.modem;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.github.bc66coap.coap.CoapOptions;
import io.github.bc66coap.coap.Code;
import io.github.bc66coap.coap.MessageId;
import io.github.bc66coap.coap.MessageType;
import io.github.bc66coap.coap.Method;
import io.github.bc66coap.coap.OptionDefinition;
import io.github.bc66coap.coap.Token;
import io.github.bc66coap.modem.api.BodyPolicy;
import io.github.bc66coap.modem.api.Counter;
import io.github.bc66coap.modem.api.IncomingRequest;
import io.github.bc66coap.modem.api.PathPattern;
import io.github.bc66coap.modem.api.Reply;
import io.github.bc66coap.modem.api.SendOutcome;
import io.github.bc66coap.modem.api.SeparateResponse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/** No part of a request's body is taken for the whole. */
class IncomingBodiesTest extends ModemFixture {
    private static final int POST = 2;
    private static final int PUT = 3;
    private static final String PEER = "192.0.2.1,5683";
    private static final Set<Integer> ALL = Set.of(16, 32, 64, 128, 256, 512, 1024);

    private final List<IncomingRequest> served = new ArrayList<>();
    private int lastId = 100;

    @BeforeEach
    void getReady() {
        ready();
    }

    private CompletableFuture<Reply> handle(IncomingRequest request, CompletionStage<SendOutcome> sent) {
        served.add(request);
        return CompletableFuture.completedFuture(Reply.of(Code.CHANGED));
    }

    private void serving(BodyPolicy policy) {
        modem.serve(service(
                PathPattern.ALL, Set.of(Method.values()), SEPARATE, REPLY, false, false, REPLY, policy, this::handle));
        takeCommandsSoon();
    }

    private void serving() {
        serving(ModemFixture.WHOLE_BODIES);
    }

    private static String req(String peer, int method, int messageId, int options, String fields) {
        return "+QCOAPURC: \"req\",%s,0,%d,%d,%02X,1,\"0C\",%s"
                .formatted(peer, method, messageId, 0x81 | options << 1, fields);
    }

    /** A request as the note's module reports it, cut at 1300 bytes. */
    private static String put(int method, int messageId, String path, int length) {
        String urc =
                req(PEER, method, messageId, 1, "11,\"%s\",%d,\"%s\"".formatted(path, length, "AB".repeat(length)));
        return urc.substring(0, Math.min(1300, urc.length()));
    }

    private List<String> put(String path, int length) {
        return says(put(PUT, ++lastId, path, length));
    }

    private static String code(List<String> commands) {
        assertThat(commands).last().asString().startsWith("AT+QCOAPSEND=2,");
        return commands.get(commands.size() - 1).split(",")[1];
    }

    private static String option(List<String> commands) {
        return commands.stream()
                .filter(command -> command.startsWith("AT+QCOAPOPTION="))
                .findFirst()
                .orElse("");
    }

    // what the module cuts

    @ParameterizedTest
    @ValueSource(ints = {640, 1000, 1024})
    void aBodyThatTheModuleCutIsAnswered413WithTheSizeThatFits(int length) {
        serving();
        List<String> commands = put("a", length);
        assertThat(code(commands)).isEqualTo("413");
        assertThat(option(commands)).matches("AT\\+QCOAPOPTION=1,60,\"6[01]\\d\"");
        assertThat(says(put(PUT, lastId, "a", length))).as("a copy's reply").isEqualTo(commands);
        assertThat(served).isEmpty();
        assertThat(count(Counter.REQUESTS_INCOMPLETE)).isOne();
    }

    /** What it says fits does. */
    @Test
    void aBodyOfTheSizeThatSize1AllowsIsServed() {
        serving();
        int limit = Integer.parseInt(option(put("a", 1000)).split("\"")[1]);
        assertThat(code(put("a", limit))).isEqualTo("204");
        assertThat(served).hasSize(1);
        assertThat(served.get(0).payload()).hasSize(limit);
        assertThat(served.get(0).truncated()).isFalse();
    }

    @Test
    void aServiceThatAcceptsTruncatedBodiesGetsACutBody() {
        serving(new BodyPolicy(true, ALL));
        assertThat(code(put("a", 1000))).isEqualTo("204");
        assertThat(served).hasSize(1);
        assertThat(served.get(0).truncated()).isTrue();
    }

    @Test
    void anUnservedPathIsAnswered404HoweverLongTheBodyIs() {
        assertThat(code(put("a", 1000))).isEqualTo("404");
    }

    // what the line loses

    private static final String DAMAGED = ",11,\"a\",40,\"ABAB\"";

    @Test
    void aRequestDamagedOnTheLineIsDroppedAndItsDuplicateServed() {
        serving();
        assertThat(says(req(PEER, PUT, 1, 1, DAMAGED.substring(1)))).isEmpty();
        loop.advance(Duration.ofSeconds(2));
        assertThat(module.takeCommands()).isEmpty();
        assertThat(served).isEmpty();
        assertThat(count(Counter.DROPPED_REQUEST)).isOne();
        assertThat(code(says(put(PUT, 1, "a", 40)))).isEqualTo("204");
        assertThat(served).hasSize(1);
    }

    /** Then it isn't by chance, and the peer need not find out by itself. */
    @Test
    void aRequestDamagedTwiceIsAnswered500() {
        serving();
        String urc = req(PEER, PUT, 1, 1, DAMAGED.substring(1));
        module.says(urc);
        loop.advance(Duration.ofSeconds(2));
        module.says(urc);
        loop.advance(Duration.ofSeconds(2));
        assertThat(module.takeCommands()).isEqualTo(answer(1, 2, 500));
        assertThat(served).isEmpty();
    }

    @Test
    void aServiceThatAcceptsTruncatedBodiesGetsADamagedBody() {
        serving(new BodyPolicy(true, Set.of()));
        module.says(req(PEER, PUT, 1, 1, DAMAGED.substring(1)));
        loop.advance(Duration.ofSeconds(3));
        assertThat(served).hasSize(1);
        assertThat(served.get(0).truncated()).isTrue();
    }

    // what may be one block of more

    @ParameterizedTest
    @CsvSource({"16,413", "32,413", "64,413", "128,413", "256,413", "512,413"})
    @CsvSource({"1,204", "15,204", "17,204", "100,204", "511,204", "513,204", "600,204"})
    void aBodyThatIsAsLongAsABlockIsRefused(int length, String code) {
        serving();
        for (int method : new int[] {PUT, POST}) {
            List<String> commands = says(put(method, ++lastId, "other" + method, length));
            assertThat(code(commands)).isEqualTo(code);
            if (code.equals("413")) {
                assertThat(commands).last().asString().endsWith(hex("may be one block of a longer body"));
            }
        }
        assertThat(served).hasSize(code.equals("204") ? 2 : 0);
        assertThat(count(Counter.REQUESTS_INCOMPLETE)).isEqualTo(code.equals("204") ? 0 : 2);
    }

    /** JSON says where it ends; a part of it is open. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "50|{\"led\": \"on1\"}  |204",
                "50|[1,2,3,4,5,6,7,]|204",
                "110|[{\"n\":\"a]}\\\\\"}]|204",
                "50|{\"led\": \"on\", \"a|413",
                "50|{\"a\":\"}]}]}]}]}]}|413",
                "50|{\"a\":\"\\\"}}}}}}}|413",
                "50|{\"a\":1}{\"b\":22}|413",
                "50|1234567890123456|413",
                "50|\"12345678901234\"|413",
                "50|}}}}}}}}{{{{{{{{|413",
                "0|{\"led\": \"on1\"}  |413"
            })
    void aClosedJsonObjectOrArrayAsLongAsABlockIsServed(int format, String json, String code) {
        String body = (json + " ".repeat(16)).substring(0, 16);
        serving();
        String urc = req(PEER, PUT, 1, 2, "11,\"a\",12,\"%d\",16,%s".formatted(format, body));
        assertThat(code(says(urc))).isEqualTo(code);
    }

    private static String hex(String text) {
        return java.util.HexFormat.of().formatHex(text.getBytes(java.nio.charset.StandardCharsets.US_ASCII)) + '"';
    }

    /** As text it isn't cut. */
    @Test
    void anUncutBodyOf1024BytesIsRefusedAsAPossibleBlock() {
        serving();
        assertThat(code(says(req(PEER, PUT, 1, 2, "11,\"a\",12,\"0\",1024," + "x".repeat(1024)))))
                .isEqualTo("413");
        assertThat(served).isEmpty();
    }

    @Test
    void aDeleteWithABodyAsLongAsABlockIsServed() {
        serving();
        assertThat(code(says(put(4, 1, "a", 512)))).isEqualTo("204");
    }

    @ParameterizedTest
    @ValueSource(ints = {16, 32, 64, 128, 256, 512})
    void onlyBodiesAsLongAsAConfiguredBlockSizeAreRefused(int length) {
        serving(new BodyPolicy(false, Set.of(length)));
        assertThat(code(put("a", length))).isEqualTo("413");
        assertThat(code(put("b", length == 16 ? 32 : length / 2))).isEqualTo("204");
    }

    @Test
    void withoutConfiguredBlockSizesABodyAsLongAsABlockIsServed() {
        serving(new BodyPolicy(false, Set.of()));
        assertThat(code(put("a", 512))).isEqualTo("204");
        assertThat(code(put("a", 64))).isEqualTo("204");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 100, 2048, -16})
    void aBlockSizeThatRfc7959DoesNotKnowIsRefused(int size) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new BodyPolicy(false, Set.of(size)))
                .withMessageContaining("1024 but is " + size);
    }

    /** Californium's client does so: a body that is answered 4.13 comes again in blocks, each time in smaller ones. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aPeerThatRetriesInSmallerBlocksIsRefusedAgain(boolean usual) {
        serving(new BodyPolicy(false, usual ? Set.of(512) : Set.of()));
        assertThat(code(put("a", usual ? 512 : 1000))).isEqualTo("413");
        for (int size : new int[] {512, 256, 128, 64, 32, 16}) {
            assertThat(code(put("a", size))).isEqualTo("413");
        }
        assertThat(served).isEmpty();
        // neither to another path nor by another method, nor by another peer
        assertThat(code(put("b", 64))).isEqualTo("204");
        assertThat(code(says(put(POST, ++lastId, "a", 64)))).isEqualTo("204");
        String other = put(PUT, ++lastId, "a", 64).replace(PEER, "192.0.2.2,5683");
        assertThat(code(says(other))).isEqualTo("204");
    }

    @Test
    void aBodyOfNoBlockLengthEndsTheRefusalOfBlockLengths() {
        serving(new BodyPolicy(false, Set.of()));
        assertThat(code(put("a", 1000))).isEqualTo("413");
        assertThat(code(put("a", 64))).isEqualTo("413");
        assertThat(code(put("a", 65))).isEqualTo("204");
        assertThat(code(put("a", 64))).isEqualTo("204");
    }

    @Test
    void theRefusalOfBlockLengthsEndsAfterExchangeLifetime() {
        serving(new BodyPolicy(false, Set.of()));
        assertThat(code(put("a", 1000))).isEqualTo("413");
        loop.advance(TransmissionParameters.EXCHANGE_LIFETIME);
        module.takeCommands();
        assertThat(code(put("a", 64))).isEqualTo("204");
    }

    // blocks that the module shows

    private static String block(String peer, int messageId, String value, int length, int fill) {
        return req(
                peer,
                PUT,
                messageId,
                2,
                "11,\"a\",27,\"%s\",%d,%s"
                        .formatted(value, length, "%02X".formatted(fill).repeat(length)));
    }

    private List<String> block(String value, int length) {
        return says(block(PEER, ++lastId, value, length, length & 0xFF));
    }

    @ParameterizedTest
    @CsvSource({"13,29,32", "0/M/512,1/M/512,2/_/512"})
    void blocksArePutTogether(String first, String second, String third) {
        serving();
        List<String> commands = block(first, 512);
        assertThat(code(commands)).isEqualTo("231");
        assertThat(option(commands)).isEqualTo("AT+QCOAPOPTION=1,27,\"13\"");
        commands = block(second, 512);
        assertThat(code(commands)).isEqualTo("231");
        assertThat(option(commands)).isEqualTo("AT+QCOAPOPTION=1,27,\"29\"");
        assertThat(served).isEmpty();
        third = third.equals("32") ? "37" : third;
        commands = block(third, 7);
        assertThat(code(commands)).isEqualTo("204");
        assertThat(option(commands)).as("the last block").isEqualTo("AT+QCOAPOPTION=1,27,\"37\"");
        assertThat(served).hasSize(1);
        assertThat(served.get(0).payload()).hasSize(1031).endsWith(7).startsWith(0);
        assertThat(served.get(0).options().contains(OptionDefinition.BLOCK1)).isFalse();
        assertThat(served.get(0).truncated()).isFalse();
        assertThat(says(block(PEER, lastId, third, 7, 7))).as("a copy's reply").isEqualTo(commands);
        assertThat(served).hasSize(1);
    }

    @Test
    void aDuplicateOfABlockIsNotAddedTwice() {
        serving();
        List<String> commands = block("0/M/16", 16);
        assertThat(says(block(PEER, lastId, "0/M/16", 16, 16))).isEqualTo(commands);
        assertThat(code(block("1/_/16", 3))).isEqualTo("204");
        assertThat(served.get(0).payload()).hasSize(19);
    }

    @Test
    void aWholeBodyMayBeOneBlock() {
        serving();
        assertThat(code(block("0/_/512", 512))).isEqualTo("204");
        assertThat(served.get(0).payload()).hasSize(512);
    }

    @Test
    void blocksOfDifferentPeersAreKeptApart() {
        serving();
        String other = "192.0.2.2,5683";
        says(block(PEER, 1, "0/M/16", 16, 1));
        says(block(other, 1, "0/M/16", 16, 2));
        says(block(PEER, 2, "1/_/16", 1, 1));
        says(block(other, 2, "1/_/16", 1, 2));
        assertThat(served).hasSize(2);
        assertThat(served.get(0).payload()).hasSize(17).containsOnly(1);
        assertThat(served.get(1).payload()).hasSize(17).containsOnly(2);
    }

    @ParameterizedTest
    @CsvSource({"1/M/16,16,408", "1/_/16,3,408", "0/M/16,15,400", "0/_/16,17,400", "2/_/16,1,408", "1/_/32,1,408"})
    void aBlockOutOfOrderOrOfWrongLengthIsRefused(String value, int length, String code) {
        serving();
        if (!value.startsWith("1/M") && !value.equals("1/_/16")) {
            block("0/M/16", 16);
        }
        assertThat(code(block(value, length))).isEqualTo(code);
        assertThat(code(block("1/_/16", 1))).as("what was there before is gone").isEqualTo("408");
        assertThat(served).isEmpty();
    }

    @Test
    void aBlockWithOtherOptionsThanTheFirstBlockIsRefused() {
        serving();
        block("0/M/16", 16);
        assertThat(code(says(req(PEER, PUT, ++lastId, 3, "11,\"a\",12,\"42\",27,\"1/_/16\",1,\"AB\""))))
                .isEqualTo("408");
    }

    /** As firmware of the family prints them. */
    @Test
    void blocksAreAssembledWhetherOrNotTheyCarrySize1() {
        serving();
        says(req(PEER, PUT, ++lastId, 3, "11,\"a\",27,\"0/M/16\"60,\"17\",16," + "AB".repeat(16)));
        says(req(PEER, PUT, ++lastId, 2, "11,\"a\",27,\"1/_/16\",1,\"AB\""));
        assertThat(served).hasSize(1);
        assertThat(served.get(0).payload()).hasSize(17);
    }

    @Test
    void aBlock1OptionWithoutAValueIsAnswered413() {
        serving();
        assertThat(code(says(req(PEER, PUT, ++lastId, 2, "11,\"a\",27,7,ABABABABABABAB"))))
                .isEqualTo("413");
        assertThat(served).isEmpty();
    }

    @Test
    void aBlockThatTheModuleCutsIsRefusedEvenIfTruncatedIsAccepted() {
        serving(new BodyPolicy(true, Set.of()));
        String urc = block(PEER, ++lastId, "0/M/1024", 1024, 1);
        assertThat(code(says(urc.substring(0, 1300)))).isEqualTo("413");
        assertThat(served).isEmpty();
    }

    @Test
    void aBlockwiseBodyBeyondTheLimitIsAnswered413WithTheLimit() {
        serving();
        for (int i = 0; i < BlockwiseBodies.MAX_BYTES / 512; i++) {
            assertThat(code(block(i + "/M/512", 512))).isEqualTo("231");
        }
        List<String> commands = block(BlockwiseBodies.MAX_BYTES / 512 + "/_/512", 1);
        assertThat(code(commands)).isEqualTo("413");
        assertThat(option(commands)).isEqualTo("AT+QCOAPOPTION=1,60,\"65536\"");
        assertThat(served).isEmpty();
    }

    @Test
    void theOldestUnfinishedBodyIsForgottenWhenThereAreTooMany() {
        serving();
        for (int i = 0; i <= BlockwiseBodies.MAX_BODIES; i++) {
            assertThat(code(says(block("192.0.2.7," + (1000 + i), 1, "0/M/16", 16, 1))))
                    .isEqualTo("231");
        }
        assertThat(code(says(block("192.0.2.7,1000", 2, "1/_/16", 1, 1)))).isEqualTo("408");
        assertThat(code(says(block("192.0.2.7,1001", 2, "1/_/16", 1, 1)))).isEqualTo("204");
    }

    @Test
    void anUnfinishedBodyIsForgottenAfterExchangeLifetime() {
        serving();
        block("0/M/16", 16);
        loop.advance(TransmissionParameters.EXCHANGE_LIFETIME);
        module.takeCommands();
        assertThat(code(block("1/_/16", 1))).isEqualTo("408");
    }

    /** The note's module knows no 2.31. */
    @Test
    void aBlockIsAnswered500IfTheModuleRefusesCode231() {
        serving();
        module.refuse("AT+QCOAPSEND=2,231");
        assertThat(block("0/M/512", 512)).anyMatch(command -> command.startsWith("AT+QCOAPSEND=2,500,"));
        assertThat(served).isEmpty();
    }

    @Test
    void aSeparateResponseCarriesBlock1OfTheLastBlock() {
        modem.serve(service(
                PathPattern.ALL, Set.of(Method.PUT), SEPARATE, REPLY, true, false, REPLY, WHOLE_BODIES, this::handle));
        soon();
        block("0/M/16", 16);
        block("1/_/16", 1);
        module.takeCommands();
        Token token = Token.of((byte) 0x0C);
        Pending<SendOutcome> responded = soon(track(modem.respond(new SeparateResponse(
                SERVER,
                new MessageId(lastId),
                token,
                MessageType.NON,
                Code.CHANGED,
                CoapOptions.EMPTY,
                new byte[0],
                null))));
        assertThat(responded.get()).isInstanceOf(SendOutcome.Sent.class);
        assertThat(option(module.takeCommands())).isEqualTo("AT+QCOAPOPTION=1,27,\"16\"");
    }
}
