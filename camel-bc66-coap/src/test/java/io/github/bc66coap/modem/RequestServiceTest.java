// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.modem;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.github.bc66coap.coap.CoapOption;
import io.github.bc66coap.coap.CoapOptions;
import io.github.bc66coap.coap.Code;
import io.github.bc66coap.coap.Method;
import io.github.bc66coap.coap.Token;
import io.github.bc66coap.modem.api.Counter;
import io.github.bc66coap.modem.api.IncomingRequest;
import io.github.bc66coap.modem.api.PathPattern;
import io.github.bc66coap.modem.api.Registration;
import io.github.bc66coap.modem.api.Reply;
import io.github.bc66coap.modem.api.RequestService;
import io.github.bc66coap.modem.api.SendOutcome;

import static org.assertj.core.api.Assertions.assertThat;

/** Requests from the network and their replies. */
class RequestServiceTest extends ModemFixture {
    private final List<IncomingRequest> received = new ArrayList<>();
    private final List<CompletableFuture<Reply>> replies = new ArrayList<>();

    @BeforeEach
    void getReady() {
        ready();
    }

    /** Answers later, by {@link #replies}. */
    private CompletableFuture<Reply> later(IncomingRequest request, CompletionStage<SendOutcome> sent) {
        received.add(request);
        CompletableFuture<Reply> reply = new CompletableFuture<>();
        replies.add(reply);
        return reply;
    }

    private void serving(String path, RequestService.Handler handler) {
        serve(path, handler);
        module.takeCommands();
    }

    @Test
    void aConIsAnsweredByAnAck() {
        serving("/a/b", (request, sent) -> {
            received.add(request);
            return CompletableFuture.completedFuture(new Reply(
                    Code.CONTENT,
                    CoapOptions.of(new CoapOption(12, "0")),
                    "hello".getBytes(java.nio.charset.StandardCharsets.US_ASCII)));
        });
        assertThat(says(req(CON, 1, 321, "a", "b")))
                .containsExactly(
                        "AT+QCOAPHEAD=5,321,1,\"0C\"",
                        "AT+QCOAPOPTION=1,12,\"0\"",
                        "AT+QCOAPSEND=2,205,\"192.0.2.1\",5683,5,\"68656c6c6f\"");
        assertThat(received).hasSize(1);
        assertThat(received.get(0).peer()).isEqualTo(SERVER);
        assertThat(received.get(0).token()).isEqualTo(Token.of((byte) 12));
        assertThat(received.get(0).method()).isEqualTo(Method.GET);
        assertThat(count(Counter.REQUESTS_RECEIVED)).isEqualTo(1);
        assertThat(count(Counter.REPLIES_SENT)).isEqualTo(1);
    }

    @Test
    void aNonIsAnsweredByANonWithItsOwnMessageId() {
        serving("/a", always(Code.CHANGED));
        List<String> commands = says(req(NON, 2, 321, "a"));
        assertThat(commands).hasSize(2);
        assertThat(commands.get(0)).matches("AT\\+QCOAPHEAD=5,\\d+,1,\"0C\"").doesNotContain("=5,321,");
        assertThat(commands.get(1)).isEqualTo("AT+QCOAPSEND=1,204,\"192.0.2.1\",5683,0");
    }

    @Test
    void aRequestWithoutTokenGetsAReplyWithoutToken() {
        serving("/a", always(Code.CONTENT));
        assertThat(says("+QCOAPURC: \"req\",192.0.2.1,5683,0,1,321,02,11,\"a\""))
                .containsExactly("AT+QCOAPHEAD=3,321", "AT+QCOAPSEND=2,205,\"192.0.2.1\",5683,0");
    }

    @Test
    void aPathThatNobodyServesIsAnswered404() {
        serving("/a", always(Code.CONTENT));
        assertThat(says(req(CON, 1, 1, "b"))).containsExactlyElementsOf(answer(1, 2, 404));
        assertThat(says(req(CON, 1, 2))).containsExactlyElementsOf(answer(2, 2, 404));
    }

    /** RFC 7252 section 4.3. There may be a service for every path, and a token that has no business there. */
    @ParameterizedTest
    @ValueSource(strings = {"0,0,321,00", "0,0.00,321,00", "0,0,321,01,1,\"0C\""})
    void aPingThatTheModulePassesOnIsReset(String ping) {
        serving("/*", always(Code.CONTENT));
        assertThat(says("+QCOAPURC: \"req\",192.0.2.1,5683," + ping)).isEqualTo(emptyCommands(3, SERVER, 321));
        assertThat(count(Counter.REQUESTS_RECEIVED)).isZero();
        assertThat(says("+QCOAPURC: \"req\",192.0.2.1,5683," + ping))
                .as("asked again")
                .isEqualTo(emptyCommands(3, SERVER, 321));
    }

    @Test
    void anEmptyNonIsPassedOver() {
        assertThat(says("+QCOAPURC: \"req\",192.0.2.1,5683,1,0,321,00")).isEmpty();
    }

    @Test
    void aMethodThatNobodyServesIsAnswered405() {
        serve("/a", Set.of(Method.GET), always(Code.CONTENT));
        module.takeCommands();
        assertThat(says(req(CON, 2, 1, "a"))).containsExactlyElementsOf(answer(1, 2, 405));
        assertThat(says(req(CON, 7, 2, "a"))).containsExactlyElementsOf(answer(2, 2, 405));
        assertThat(says(req(CON, 7, 3, "nowhere"))).containsExactlyElementsOf(answer(3, 2, 405));
    }

    @Test
    void aHandlerFailureIsAnswered500() {
        serving("/failed", (request, sent) -> CompletableFuture.failedFuture(new IllegalStateException("test")));
        serving("/thrown", (request, sent) -> {
            throw new IllegalStateException("test");
        });
        serving("/null", (request, sent) -> null);
        serving("/nothing", (request, sent) -> CompletableFuture.completedFuture(null));
        int id = 0;
        for (String path : List.of("failed", "thrown", "null", "nothing")) {
            assertThat(says(req(CON, 1, ++id, path))).containsExactlyElementsOf(answer(id, 2, 500));
        }
    }

    @Test
    void aRequestThatItsHandlerRejectsIsAnswered503() {
        serving("/a", (request, sent) -> {
            throw new RejectedExecutionException("test");
        });
        assertThat(says(req(CON, 1, 1, "a"))).containsExactlyElementsOf(answer(1, 2, 503));
    }

    @Test
    void aReplyThatCannotBeSentIsAnInternalError() {
        serving(
                "/long",
                (request, sent) ->
                        CompletableFuture.completedFuture(new Reply(Code.CONTENT, CoapOptions.EMPTY, new byte[1025])));
        serving("/code", always(Code.of(2, 31).equals(Code.CONTINUE) ? Code.of(3, 0) : Code.CONTINUE));
        serving(
                "/option",
                (request, sent) -> CompletableFuture.completedFuture(
                        new Reply(Code.CONTENT, CoapOptions.of(new CoapOption(8, "a\"b")), new byte[0])));
        int id = 0;
        for (String path : List.of("long", "code", "option")) {
            assertThat(says(req(CON, 1, ++id, path))).containsExactlyElementsOf(answer(id, 2, 500));
        }
    }

    // duplicates

    @Test
    void aCopyGetsTheReplyOfTheFirstRequest() {
        serving("/a", this::later);
        assertThat(says(req(CON, 1, 1, "a"), req(CON, 1, 1, "a"))).isEmpty();
        replies.get(0).complete(Reply.of(Code.CONTENT));
        assertThat(takeCommandsSoon()).containsExactlyElementsOf(answer(1, 2, 205));
        assertThat(says(req(CON, 1, 1, "a"))).containsExactlyElementsOf(answer(1, 2, 205));
        loop.advance(Duration.ofSeconds(246));
        assertThat(says(req(CON, 1, 1, "a"))).containsExactlyElementsOf(answer(1, 2, 205));
        assertThat(received).hasSize(1);
        assertThat(count(Counter.DROPPED_DUPLICATE_REQUEST)).isEqualTo(3);
        loop.advance(Duration.ofSeconds(1));
        says(req(CON, 1, 1, "a"));
        assertThat(received).hasSize(2);
    }

    @Test
    void aCopyOfANonGetsNoReply() {
        serving("/a", (request, sent) -> {
            received.add(request);
            return always(Code.CONTENT).handle(request, sent);
        });
        assertThat(says(req(NON, 1, 1, "a"))).hasSize(2);
        assertThat(says(req(NON, 1, 1, "a"))).isEmpty();
        assertThat(received).hasSize(1);
        loop.advance(Duration.ofSeconds(145));
        assertThat(says(req(NON, 1, 1, "a"))).hasSize(2);
    }

    @Test
    void theSameMessageIdOfAnotherPeerIsNoCopy() {
        serving("/a", this::later);
        says(req(CON, 1, 1, "a"), req(CON, 1, 1, "a").replace("192.0.2.1", "192.0.2.2"));
        assertThat(received).hasSize(2);
    }

    @Test
    void aReplyLostByARestartIsSentToTheNextCopy() {
        serving("/a", this::later);
        says(req(CON, 1, 1, "a"));
        module.restarts();
        replies.get(0).complete(Reply.of(Code.CONTENT));
        assertThat(takeCommandsSoon()).doesNotContainAnyElementsOf(answer(1, 2, 205));
        assertThat(count(Counter.DROPPED_REPLY)).isEqualTo(1);
        assertThat(says(req(CON, 1, 1, "a"))).containsExactlyElementsOf(answer(1, 2, 205));
        assertThat(received).hasSize(1);
    }

    // taking time

    @Test
    void aSlowReplyIsSentAsASeparateResponse() {
        serving("/a", this::later);
        module.says(req(CON, 1, 1, "a"));
        loop.advance(SEPARATE.minusMillis(1));
        assertThat(module.takeCommands()).isEmpty();
        loop.advance(SOON);
        assertThat(module.takeCommands()).containsExactlyElementsOf(ackCommands(SERVER, 1));
        assertThat(says(req(CON, 1, 1, "a"))).containsExactlyElementsOf(ackCommands(SERVER, 1));
        replies.get(0).complete(Reply.of(Code.CONTENT));
        List<String> commands = takeCommandsSoon();
        assertThat(commands).hasSize(2);
        assertThat(commands.get(0)).matches("AT\\+QCOAPHEAD=5,\\d+,1,\"0C\"").doesNotContain("=5,1,");
        assertThat(commands.get(1)).isEqualTo("AT+QCOAPSEND=0,205,\"192.0.2.1\",5683,0");
        int messageId = Integer.parseInt(commands.get(0).split("[=,]")[2]);
        assertThat(says(emptyAck(messageId))).containsExactly("AT+QCOAPDATASTATUS?");
        assertThat(count(Counter.DROPPED_UNMATCHED_ACK)).isZero();
        assertThat(says(emptyAck(messageId))).isEmpty();
        assertThat(count(Counter.DROPPED_UNMATCHED_ACK)).isEqualTo(1);
        // a copy gets the acknowledgement still, not the response
        assertThat(says(req(CON, 1, 1, "a"))).containsExactlyElementsOf(ackCommands(SERVER, 1));
    }

    @ParameterizedTest
    @CsvSource({"1499,2", "1500,0", "1501,0"})
    void aReplyIsPiggybackedBefore1500MsAndSeparateAfter(int millis, int type) {
        serving("/a", this::later);
        module.says(req(CON, 1, 1, "a"));
        loop.advance(Duration.ofMillis(millis));
        replies.get(0).complete(Reply.of(Code.CONTENT));
        List<String> commands = takeCommandsSoon();
        assertThat(commands).hasSize(type == 2 ? 2 : 4);
        assertThat(commands).last().isEqualTo("AT+QCOAPSEND=" + type + ",205,\"192.0.2.1\",5683,0");
        loop.advance(REPLY.multipliedBy(2));
        assertThat(module.takeCommands()).isEmpty();
    }

    @Test
    void aNonIsNotAcknowledged() {
        serving("/a", this::later);
        module.says(req(NON, 1, 1, "a"));
        loop.advance(REPLY.minusMillis(1));
        assertThat(module.takeCommands()).isEmpty();
        loop.advance(SOON);
        assertThat(module.takeCommands()).last().isEqualTo("AT+QCOAPSEND=1,503,\"192.0.2.1\",5683,0");
    }

    @Test
    void aReplyThatTakesTooLongIsNotWaitedFor() {
        serving("/a", this::later);
        module.says(req(CON, 1, 1, "a"));
        loop.advance(REPLY.plus(SOON));
        assertThat(module.takeCommands()).last().isEqualTo("AT+QCOAPSEND=0,503,\"192.0.2.1\",5683,0");
        replies.get(0).complete(Reply.of(Code.CONTENT));
        loop.advance(REPLY);
        assertThat(module.takeCommands()).isEmpty();
    }

    @Test
    void theStatusIsAskedBetweenASeparateResponseAndTheNextCon() {
        serving("/a", this::later);
        module.says(req(CON, 1, 1, "a"));
        loop.advance(SEPARATE.plus(SOON));
        replies.get(0).complete(Reply.of(Code.CONTENT));
        takeCommandsSoon();
        send(get(7));
        assertThat(takeCommandsSoon()).containsExactly("AT+QCOAPDATASTATUS?", head(7), sendGet(SERVER));
    }

    @Test
    void aReplyInheritsNoOptions() {
        send(request(SERVER, io.github.bc66coap.coap.MessageType.NON, 1, false, path("x"), new byte[0]));
        soon();
        serving("/a", always(Code.CONTENT));
        assertThat(says(req(CON, 1, 1, "a")))
                .containsExactly(
                        "AT+QCOAPHEAD=5,1,1,\"0C\"",
                        "AT+QCOAPOPTION=1,14,\"60\"",
                        "AT+QCOAPSEND=2,205,\"192.0.2.1\",5683,0");
    }

    // several services

    @ParameterizedTest
    @CsvSource({"a,201", "a/b,202", "a/b/c,203", "b,204", "'',204"})
    void theMostSpecificServiceAnswers(String path, int code) {
        serve("/*", always(Code.CHANGED));
        serve("/a", always(Code.CREATED));
        serve("/a/b/*", always(Code.VALID));
        serve("/a/b", always(Code.DELETED));
        serve("/a/*", always(Code.CONTENT));
        module.takeCommands();
        String[] segments = path.isEmpty() ? new String[0] : path.split("/");
        assertThat(says(req(CON, 1, 1, segments))).containsExactlyElementsOf(answer(1, 2, code));
    }

    @Test
    void lessSpecificServiceTakesTheMethodsLeftOver() {
        serve("/a", Set.of(Method.GET), always(Code.CONTENT));
        serve("/*", Set.of(Method.PUT), always(Code.CHANGED));
        module.takeCommands();
        assertThat(says(req(CON, 3, 1, "a"))).containsExactlyElementsOf(answer(1, 2, 204));
        assertThat(says(req(CON, 1, 2, "a"))).containsExactlyElementsOf(answer(2, 2, 205));
        assertThat(says(req(CON, 4, 3, "a"))).containsExactlyElementsOf(answer(3, 2, 405));
    }

    @Test
    void aServiceThatIsClosedAnswersNoMore() {
        RequestService service =
                service(PathPattern.ALL, Set.of(Method.GET), SEPARATE, REPLY, false, false, always(Code.CONTENT));
        Registration one = modem.serve(service);
        Registration two = modem.serve(service);
        one.close();
        one.close();
        loop.run();
        assertThat(says(req(CON, 1, 1, "a"))).containsExactlyElementsOf(answer(1, 2, 205));
        two.close();
        loop.run();
        assertThat(says(req(CON, 1, 2, "a"))).containsExactlyElementsOf(answer(2, 2, 404));
    }

    @Test
    void aRequestWhoseSenderIsNotShownCannotBeAnswered() {
        serving("/a", this::later);
        assertThat(says("+QCOAPURC: \"req\",0,1,321,03,1,\"0C\",11,\"a\"")).containsExactly("AT+QCOAPCFG?");
        assertThat(received).isEmpty();
        assertThat(count(Counter.DROPPED_NO_PEER)).isEqualTo(1);
    }

    @Test
    void aUrcThatMakesNoSenseIsIgnored() {
        serving("/a", always(Code.CONTENT));
        assertThat(says("+QCOAPURC: \"rsp\",nonsense", "+QCOAPURC: ", "NONSENSE", req(CON, 1, 1, "a")))
                .containsExactlyElementsOf(answer(1, 2, 205));
    }

    @Test
    void aFloodOfRequestsFillsNoMemory() {
        serving("/a", always(Code.CONTENT));
        module.silentOn("AT+CSQ");
        track(modem.command(new io.github.bc66coap.at.RawCommand("AT+CSQ"), true));
        soon();
        for (int i = 0; i < 5000; i++) {
            module.says(req(CON, 1, i, "a"));
        }
        loop.run();
        assertThat(count(Counter.DROPPED_REPLY)).isEqualTo(5000 - 1024);
        loop.advance(Duration.ofMinutes(1));
        assertThat(count(Counter.REPLIES_SENT)).isEqualTo(1024);
        module.takeCommands();
        assertThat(says(req(CON, 1, 60_000, "a"))).containsExactlyElementsOf(answer(60_000, 2, 205));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/a/b", "/a/b/*", "/*", "/", "/a%2Fb"})
    void aPatternIsWrittenAsItIsRead(String pattern) {
        assertThat(PathPattern.parse(pattern)).hasToString(pattern);
    }
}
