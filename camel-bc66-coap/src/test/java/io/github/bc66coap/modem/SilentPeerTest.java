// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.modem;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.github.bc66coap.coap.CoapOptions;
import io.github.bc66coap.coap.Code;
import io.github.bc66coap.coap.MessageType;
import io.github.bc66coap.coap.Peer;
import io.github.bc66coap.coap.Token;
import io.github.bc66coap.modem.api.CommandOutcome;
import io.github.bc66coap.modem.api.Counter;
import io.github.bc66coap.modem.api.NotifiedObservers;
import io.github.bc66coap.modem.api.OutgoingRequest;
import io.github.bc66coap.modem.api.Reply;
import io.github.bc66coap.modem.api.SendOutcome;

import static org.assertj.core.api.Assertions.assertThat;

/** What a peer that acknowledges nothing costs others (NSTART = 1 for each endpoint, RFC 7252 section 4.7). */
class SilentPeerTest extends ModemFixture {
    private static final String STATUS = "AT+QCOAPDATASTATUS?";
    private static final byte[] NOTHING = new byte[0];
    private static final List<Peer> PEERS = IntStream.rangeClosed(1, 10)
            .mapToObj(i -> new Peer("192.0.2." + i, 5683))
            .toList();
    private static final Peer DEAD = PEERS.get(0);
    private static final Duration ROUND = Duration.ofSeconds(10);
    private static final Duration AT_MOST = Duration.ofSeconds(5);
    private static final Duration FIRST_ACK = Duration.ofSeconds(3);

    private final FakePeers peers = new FakePeers(loop, module);

    private static OutgoingRequest to(Peer peer, MessageType type, int messageId, boolean await) {
        return request(peer, type, messageId, await, CoapOptions.EMPTY, NOTHING);
    }

    private static OutgoingRequest con(Peer peer, int messageId) {
        return to(peer, MessageType.CON, messageId, true);
    }

    private static OutgoingRequest non(Peer peer, int messageId) {
        return to(peer, MessageType.NON, messageId, false);
    }

    /** A module with a CON on its way to a peer that is silent. */
    private Pending<SendOutcome> conOnItsWay() {
        ready();
        peers.silent(DEAD, true);
        Pending<SendOutcome> sent = soon(send(con(DEAD, 1)));
        assertThat(peers.sentTo(DEAD)).hasSize(1);
        module.takeCommands();
        return sent;
    }

    private List<Integer> ids() {
        return peers.sent().stream().map(FakePeers.Sent::messageId).toList();
    }

    // what it costs

    /** By how much each message of a round leaves later than the round began. */
    private static void assertLittleIsLost(Map<Peer, List<Duration>> delays, Duration atMost) {
        delays.forEach((peer, all) -> {
            if (!peer.equals(DEAD)) {
                assertThat(all).as("delays of %s", peer).allMatch(delay -> delay.compareTo(atMost) <= 0);
                // nine others may go first, each with a round trip
                assertThat(all.stream().filter(delay -> delay.compareTo(Duration.ofMillis(2500)) > 0))
                        .as("delays of %s", peer)
                        .hasSize(1);
            }
        });
    }

    @ParameterizedTest
    @CsvSource({"true,true", "true,false", "false,true", "false,false"})
    void aSilentPeerDelaysTheOtherNineLittleAndOnce(boolean await, boolean printsOutcomes) {
        module.printsOutcomes = printsOutcomes;
        ready();
        peers.silent(DEAD, true);
        Map<Peer, List<Duration>> delays = new HashMap<>();
        for (int round = 0; round < 60; round++) {
            long began = loop.nanoTime();
            Map<Peer, Integer> before = new HashMap<>();
            PEERS.forEach(peer -> before.put(peer, peers.sentTo(peer).size()));
            List<Pending<SendOutcome>> sends = PEERS.stream()
                    .map(peer -> send(to(peer, MessageType.CON, -1, await)))
                    .toList();
            loop.advance(ROUND);
            for (Peer peer : PEERS) {
                List<FakePeers.Sent> all = peers.sentTo(peer);
                if (!peer.equals(DEAD)) {
                    assertThat(all).hasSize(before.get(peer) + 1);
                    delays.computeIfAbsent(peer, none -> new ArrayList<>())
                            .add(Duration.ofNanos(all.get(all.size() - 1).time() - began));
                    assertThat(sends.get(PEERS.indexOf(peer)).get())
                            .isInstanceOf(await ? SendOutcome.Answered.class : SendOutcome.Sent.class);
                }
            }
        }
        // whether the outcome is printed shows in the first round only
        assertLittleIsLost(delays, printsOutcomes ? AT_MOST : AT_MOST.plus(COMMAND));
    }

    @Test
    void aSilentObserverDelaysTheOtherNineLittleAndOnce() {
        ready();
        serve("/a", false, true, always(Code.CONTENT));
        for (Peer peer : PEERS) {
            module.says("+QCOAPURC: \"req\"," + peer.host() + ",5683,0,1,1,05,1,\"ab\",6,\"0\",11,\"a\"");
            soon();
        }
        peers.silent(DEAD, true);
        Map<Peer, List<Duration>> delays = new HashMap<>();
        for (int round = 0; round < 12; round++) {
            long began = loop.nanoTime();
            int before = peers.sent().size();
            notifying("a", MessageType.CON);
            loop.advance(ROUND);
            List<FakePeers.Sent> sent =
                    peers.sent().subList(before, peers.sent().size());
            assertThat(sent.stream().map(FakePeers.Sent::peer).filter(peer -> !peer.equals(DEAD)))
                    .containsExactlyElementsOf(PEERS.subList(1, PEERS.size()));
            sent.forEach(each -> delays.computeIfAbsent(each.peer(), none -> new ArrayList<>())
                    .add(Duration.ofNanos(each.time() - began)));
        }
        assertLittleIsLost(delays, AT_MOST);
    }

    /** However many of them there are, the others are told while these are waited for. */
    @Test
    void manySilentObserversHoldUpNoRespondingObserver() {
        ready();
        serve("/a", false, true, always(Code.CONTENT));
        List<Peer> all = IntStream.rangeClosed(1, 14)
                .mapToObj(i -> new Peer("192.0.2." + i, 5683))
                .toList();
        for (Peer peer : all) {
            module.says("+QCOAPURC: \"req\"," + peer.host() + ",5683,0,1,1,05,1,\"ab\",6,\"0\",11,\"a\"");
            soon();
        }
        all.subList(0, 12).forEach(peer -> peers.silent(peer, true));
        int before = peers.sent().size();
        Pending<CommandOutcome<NotifiedObservers>> notified = notifying("a", MessageType.CON);
        loop.advance(FIRST_ACK.multipliedBy(12).plusSeconds(1));
        assertThat(peers.sent().subList(before, peers.sent().size()))
                .extracting(FakePeers.Sent::peer)
                .containsExactlyElementsOf(all);
        assertThat(notified.isDone()).as("each has its outcome").isFalse();
        loop.advance(RESPONSE);
        assertThat(count(notified)).isEqualTo(2);
    }

    // who goes, and when

    @Test
    void aNonForAnotherPeerPassesAnUnacknowledgedCon() {
        conOnItsWay();
        assertThat(soon(send(non(OTHER, 2))).get()).isInstanceOf(SendOutcome.Sent.class);
        assertThat(module.takeCommands()).first().as("the note's question").isEqualTo(STATUS);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aConForAnotherPeerGoesWhenTheFirstAcknowledgementIsLate(boolean await) {
        ready();
        peers.silent(DEAD, true);
        send(to(DEAD, MessageType.CON, 1, await));
        Pending<SendOutcome> next = send(con(OTHER, 2));
        loop.advance(FIRST_ACK);
        assertThat(ids()).containsExactly(1);
        module.takeCommands();
        soon();
        assertThat(ids()).containsExactly(1, 2);
        assertThat(module.takeCommands()).startsWith(STATUS, head(2));
        assertThat(next.get()).isInstanceOf(SendOutcome.Answered.class);
    }

    @Test
    void aConForAnotherPeerGoesAsSoonAsTheFirstIsAcknowledged() {
        ready();
        peers.silent(DEAD, true);
        Pending<SendOutcome> first = send(con(DEAD, 1));
        send(con(OTHER, 2));
        soon();
        assertThat(ids()).containsExactly(1);
        module.says(rsp(DEAD, 2, "0.00", 1, ",0"));
        soon();
        assertThat(ids()).containsExactly(1, 2);
        module.says(rsp(DEAD, 0, "2.05", 1000, payload("01")));
        assertAnswered(first, "01");
    }

    /** Who was silent before is given no time; who has been heard since is. */
    @Test
    void aKnownSilentPeerHoldsUpNoConForAnotherPeer() {
        conOnItsWay();
        loop.advance(RESPONSE);
        send(con(DEAD, 2));
        send(con(OTHER, 3));
        soon();
        assertThat(ids()).containsExactly(1, 2, 3);
        loop.advance(RESPONSE);
        module.says(rsp(DEAD, 1, "2.05", 1000, payload("01")));
        send(con(DEAD, 4));
        send(con(OTHER, 5));
        soon();
        assertThat(ids()).containsExactly(1, 2, 3, 4);
        loop.advance(FIRST_ACK);
        assertThat(ids()).containsExactly(1, 2, 3, 4, 5);
    }

    @Test
    void messagesForEachPeerKeepTheirOrder() {
        conOnItsWay();
        // the CON waits, and so does the NON behind it; the same peer's NON waits for its CON
        send(con(OTHER, 2));
        send(non(OTHER, 3));
        send(non(DEAD, 4));
        send(non(PEERS.get(4), 5));
        soon();
        assertThat(ids()).containsExactly(1, 5);
        loop.advance(FIRST_ACK);
        assertThat(ids()).containsExactly(1, 5, 2, 3);
        loop.advance(RESPONSE);
        assertThat(ids()).containsExactly(1, 5, 2, 3, 4);
    }

    @Test
    void messagesInFlightAreLimitedAndSilentPeersLeaveRoom() {
        ready();
        List<Peer> many = IntStream.rangeClosed(1, 40)
                .mapToObj(i -> new Peer("192.0.2." + i, 5683))
                .toList();
        many.forEach(peer -> peers.silent(peer, true));
        for (Peer peer : many) {
            send(to(peer, MessageType.NON, -1, true));
        }
        soon();
        assertThat(peers.sent()).hasSize(InFlight.MAX_PEERS);
        loop.advance(RESPONSE.multipliedBy(3));
        assertThat(peers.sent()).hasSize(40);
        // and once each of twelve has left a CON unacknowledged
        many.subList(0, 12).forEach(peer -> send(con(peer, -1)));
        loop.advance(RESPONSE.multipliedBy(2));
        int before = peers.sent().size();
        many.subList(0, 12).forEach(peer -> send(con(peer, -1)));
        soon();
        assertThat(peers.sent()).hasSize(before + InFlight.MAX_SILENT_PEERS);
        send(con(many.get(20), -1));
        soon();
        assertThat(peers.sent()).hasSize(before + InFlight.MAX_SILENT_PEERS + 1);
        loop.advance(RESPONSE.multipliedBy(2));
        assertThat(peers.sent()).hasSize(before + 13);
    }

    // the outcome of the first

    /** The module's status is the next CON's by then. */
    @Test
    void aConsOutcomeIgnoresTheStatusOnceAnotherConIsSent() {
        Pending<SendOutcome> first = conOnItsWay();
        Peer another = PEERS.get(3);
        peers.silent(another, true);
        send(con(another, 2));
        loop.advance(Duration.ofSeconds(30));
        assertThat(ids()).containsExactly(1, 2);
        module.status = 5;
        loop.advance(RESPONSE.minusSeconds(31));
        assertThat(first.isDone()).isFalse();
        loop.advance(Duration.ofSeconds(1));
        assertThat(first.get()).isEqualTo(new SendOutcome.TimedOut("response", " within 93 s"));
    }

    @Test
    void eachResponseIsDeliveredToTheRequestOfItsPeer() {
        Pending<SendOutcome> first = conOnItsWay();
        Peer another = PEERS.get(3);
        peers.silent(another, true);
        Pending<SendOutcome> second = send(con(another, 2));
        loop.advance(Duration.ofSeconds(10));
        module.says(rsp(another, 0, "2.05", 700, payload("02")), rsp(DEAD, 2, "2.05", 1, payload("01")));
        assertAnswered(first, "01");
        assertAnswered(second, "02");
    }

    /** What the module says of it when it is asked for the last time, just before the next CON. */
    @ParameterizedTest
    @CsvSource({"3,TimedOut", "4,Sent", "5,Reset", "2,Unknown"})
    void theStatusAskedBeforeTheNextConDecidesTheOutcome(int status, String outcome) {
        ready();
        peers.silent(DEAD, true);
        serve("/x", always(Code.CONTENT));
        Pending<SendOutcome> first = respond(DEAD, 9, Token.of((byte) 1), MessageType.CON, CoapOptions.EMPTY, NOTHING);
        loop.advance(FIRST_ACK.minus(SOON));
        // the poll after 2 s said that it waits
        module.status = status;
        assertThat(first.isDone()).isFalse();
        send(con(OTHER, 2));
        loop.advance(SOON.multipliedBy(2));
        assertThat(first.get().getClass().getSimpleName()).isEqualTo(outcome);
    }

    /** Two peers with the same message ID. */
    @Test
    void aStatusIsThatOfTheLastConEvenWithEqualMessageIds() {
        Pending<SendOutcome> first = conOnItsWay();
        Peer another = PEERS.get(3);
        peers.silent(another, true);
        Pending<SendOutcome> second = send(con(another, 1));
        loop.advance(Duration.ofSeconds(10));
        module.status = 5;
        loop.advance(Duration.ofSeconds(20));
        assertThat(second.get()).isEqualTo(new SendOutcome.Reset(false));
        assertThat(first.isDone()).isFalse();
    }

    @Test
    void aRestartEndsMessagesInFlightAndSendsWaitingRequests() {
        Pending<SendOutcome> first = conOnItsWay();
        Peer another = PEERS.get(3);
        peers.silent(another, true);
        Pending<SendOutcome> second = send(con(another, 2));
        loop.advance(FIRST_ACK);
        Pending<SendOutcome> third = send(con(DEAD, 3));
        peers.silent(DEAD, false);
        module.restarts();
        loop.advance(Duration.ofSeconds(1));
        assertThat(first.get()).isInstanceOf(SendOutcome.Unknown.class);
        assertThat(second.get()).isInstanceOf(SendOutcome.Unknown.class);
        assertThat(third.get()).isInstanceOf(SendOutcome.Answered.class);
    }

    // firmware that takes no second CON

    private void bothAreInFlight(MessageType type, Pending<SendOutcome> first) {
        Pending<SendOutcome> second = send(to(OTHER, type, 2, type == MessageType.CON));
        loop.advance(FIRST_ACK.plusSeconds(2));
        assertThat(peers.refusals()).isEqualTo(1);
        assertThat(second.isDone()).isFalse();
        // nobody else is refused meanwhile
        Pending<SendOutcome> third = send(to(PEERS.get(4), type, 3, type == MessageType.CON));
        // the module says that it has given up, since the refused one is not its last CON
        loop.advance(Duration.ofSeconds(80));
        assertThat(first.get()).isInstanceOf(SendOutcome.TimedOut.class);
        assertThat(second.get()).isInstanceOfAny(SendOutcome.Answered.class, SendOutcome.Sent.class);
        assertThat(third.get()).isInstanceOfAny(SendOutcome.Answered.class, SendOutcome.Sent.class);
        assertThat(peers.refusals()).isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource(names = {"CON", "NON"})
    void aRefusalBesideAConDefersTheMessageAndIsRemembered(MessageType type) {
        Pending<SendOutcome> first = conOnItsWay();
        peers.refusesBeside(type == MessageType.CON ? CON : NON);
        bothAreInFlight(type, first);
        assertThat(modem.firmware().refusedBesideCon()).containsExactly(type);
        send(con(DEAD, 11));
        Pending<SendOutcome> next = send(to(OTHER, type, 12, type == MessageType.CON));
        loop.advance(Duration.ofSeconds(20));
        assertThat(next.isDone()).as("beside the other").isFalse();
        loop.advance(RESPONSE);
        assertThat(next.isDone()).isTrue();
        assertThat(peers.refusals()).as("not tried again").isEqualTo(1);
    }

    @Test
    void aNonPassesFirmwareThatRefusesOnlyASecondCon() {
        Pending<SendOutcome> first = conOnItsWay();
        peers.refusesBeside(CON);
        send(con(OTHER, 2));
        loop.advance(FIRST_ACK.plusSeconds(2));
        assertThat(soon(send(non(PEERS.get(4), 3))).get()).isInstanceOf(SendOutcome.Sent.class);
        assertThat(first.isDone()).isFalse();
    }

    @Test
    void aRestartForgetsRefusalsBesideACon() {
        Pending<SendOutcome> first = conOnItsWay();
        peers.refusesBeside(CON);
        bothAreInFlight(MessageType.CON, first);
        peers.refusesNothing();
        module.restarts();
        loop.advance(Duration.ofSeconds(1));
        send(con(DEAD, 11));
        Pending<SendOutcome> next = send(con(OTHER, 12));
        loop.advance(FIRST_ACK.plus(SOON));
        assertThat(next.get()).isInstanceOf(SendOutcome.Answered.class);
    }

    /** Separate responses pass what waits, but not what such a module still waits for. */
    @Test
    void aSeparateResponseRefusedBesideAConIsSentAfterThatCon() {
        Pending<SendOutcome> first = conOnItsWay();
        peers.refusesBeside(CON);
        CompletableFuture<Reply> reply = new CompletableFuture<>();
        serve("/x", (request, sent) -> {
            track(sent.toCompletableFuture());
            return reply;
        });
        module.says("+QCOAPURC: \"req\",192.0.2.5,5683,0,1,321,03,1,\"0C\",11,\"x\"");
        loop.advance(SEPARATE.plus(SOON));
        reply.complete(Reply.of(Code.CONTENT));
        loop.advance(Duration.ofSeconds(20));
        assertThat(peers.refusals()).isEqualTo(1);
        assertThat(first.isDone()).isFalse();
        loop.advance(RESPONSE);
        assertThat(first.get()).isInstanceOf(SendOutcome.TimedOut.class);
        assertThat(peers.sentTo(PEERS.get(4)))
                .extracting(FakePeers.Sent::type)
                .as("an empty ACK, and the one response")
                .containsExactly(2, CON);
        assertThat(peers.refusals()).isEqualTo(1);
        assertThat(count(Counter.REPLIES_SENT)).isEqualTo(1);
    }

    /** Both are sent when nothing is in flight, so one of them goes first, and is in flight then. */
    @Test
    void refusedRequestAndSeparateResponseAreSentInTurn() {
        Pending<SendOutcome> first = conOnItsWay();
        peers.refusesBeside(CON);
        CompletableFuture<Reply> reply = new CompletableFuture<>();
        serve("/x", (request, sent) -> reply);
        module.says("+QCOAPURC: \"req\",192.0.2.5,5683,0,1,321,03,1,\"0C\",11,\"x\"");
        loop.advance(SEPARATE.plus(SOON));
        Pending<SendOutcome> own = send(con(OTHER, 2));
        loop.advance(FIRST_ACK);
        reply.complete(Reply.of(Code.CONTENT));
        loop.advance(RESPONSE);
        assertThat(first.get()).isInstanceOf(SendOutcome.TimedOut.class);
        assertThat(count(Counter.REPLIES_SENT)).isEqualTo(1);
        assertThat(own.get()).isInstanceOf(SendOutcome.Answered.class);
        assertThat(peers.sentTo(OTHER)).hasSize(1);
    }

    /** The other way round: the module still repeats a response that its peer doesn't acknowledge. */
    @Test
    void requestRefusedBesideASeparateResponseIsSentAfterIt() {
        ready();
        peers.silent(DEAD, true);
        peers.refusesBeside(CON);
        CompletableFuture<Reply> reply = new CompletableFuture<>();
        serve("/x", (request, sent) -> reply);
        module.says(req(CON, 1, 321, "x"));
        loop.advance(SEPARATE.plus(SOON));
        reply.complete(Reply.of(Code.CONTENT));
        soon();
        Pending<SendOutcome> own = send(con(OTHER, 2));
        loop.advance(Duration.ofSeconds(20));
        assertThat(own.isDone()).isFalse();
        loop.advance(RESPONSE);
        assertThat(own.get()).isInstanceOf(SendOutcome.Answered.class);
        assertThat(peers.refusals()).isEqualTo(1);
    }

    /** Its own end comes long before the module's, and then nothing else happens that could give others their turn. */
    @Test
    void messagesHeldByATimedOutConAreSentWhenTheModuleIsDone() {
        settings.responseTimeout = Duration.ofSeconds(10);
        Pending<SendOutcome> first = conOnItsWay();
        peers.refusesBeside(NON);
        serve("/x", (request, sent) -> CompletableFuture.completedFuture(Reply.of(Code.CONTENT)));
        module.says(req(NON, 1, 321, "x"));
        soon();
        assertThat(peers.refusals()).as("of the reply").isEqualTo(1);
        Pending<SendOutcome> own = send(non(OTHER, 2));
        loop.advance(Duration.ofSeconds(20));
        assertThat(first.get()).isInstanceOf(SendOutcome.TimedOut.class);
        assertThat(own.isDone()).isFalse();
        loop.advance(RESPONSE);
        assertThat(count(Counter.REPLIES_SENT)).isEqualTo(1);
        assertThat(own.get()).isInstanceOf(SendOutcome.Sent.class);
    }

    /** It is refused for what it is, not for what is in flight. */
    @Test
    void aMessageAlsoRefusedAloneTeachesNothingAboutTheFirmware() {
        Pending<SendOutcome> first = conOnItsWay();
        String bad = "AT+QCOAPSEND=0,1,\"192.0.2.9\"";
        module.refuse(bad).refuse(bad);
        Pending<SendOutcome> second = send(con(new Peer("192.0.2.9", 5683), 2));
        loop.advance(FIRST_ACK.plus(SOON));
        assertThat(second.isDone()).isFalse();
        loop.advance(RESPONSE);
        assertThat(first.get()).isInstanceOf(SendOutcome.TimedOut.class);
        assertThat(second.get()).isInstanceOf(SendOutcome.Refused.class);
        send(con(DEAD, 3));
        assertThat(soon(send(con(OTHER, 4))).get()).isInstanceOf(SendOutcome.Answered.class);
    }

    @Test
    void aRefusalWithNothingInFlightEndsTheRequestAtOnce() {
        ready();
        module.refuse("AT+QCOAPSEND");
        assertThat(soon(send(con(OTHER, 1))).get()).isInstanceOf(SendOutcome.Refused.class);
    }
}
