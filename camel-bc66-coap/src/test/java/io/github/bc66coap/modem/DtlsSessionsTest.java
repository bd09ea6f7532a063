// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.modem;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.github.bc66coap.coap.CoapOptions;
import io.github.bc66coap.coap.Code;
import io.github.bc66coap.coap.MessageType;
import io.github.bc66coap.coap.Peer;
import io.github.bc66coap.modem.api.CommandOutcome;
import io.github.bc66coap.modem.api.Counter;
import io.github.bc66coap.modem.api.IncomingResponse;
import io.github.bc66coap.modem.api.ModemListener;
import io.github.bc66coap.modem.api.ModemState;
import io.github.bc66coap.modem.api.NotifiedObservers;
import io.github.bc66coap.modem.api.Observation;
import io.github.bc66coap.modem.api.Psk;
import io.github.bc66coap.modem.api.Reply;
import io.github.bc66coap.modem.api.SendOutcome;
import io.github.bc66coap.modem.link.LocalPorts;

import static io.github.bc66coap.modem.FakeDtlsNetwork.HANDSHAKE;
import static org.assertj.core.api.Assertions.assertThat;

/** DTLS sessions that one end has forgotten, servers that can't be reached, and those that hold on to old sessions. */
class DtlsSessionsTest extends ModemFixture {
    private static final List<String> ANEW = List.of(
            "AT+QCOAPDEL",
            "AT+QCOAPCREATE=56830,1,\"me\",\"00112233\"",
            "AT+QCOAPDATASTATUS?",
            "AT+QCOAPCFG=\"Showra\",1",
            "AT+QCOAPCFG=\"Showrspopt\",1");

    private final FakeDtlsNetwork network = new FakeDtlsNetwork(loop, module);
    private final FakeDtlsNetwork.Server server = network.server(SERVER);
    private final FakeDtlsNetwork.Server other = network.server(OTHER);
    private final List<String> reasons = new ArrayList<>();
    private int nextId = 1;

    @BeforeEach
    void encrypt() {
        settings.psk = new Psk("me", "00112233");
        settings.keepAliveInterval = Duration.ZERO;
    }

    private Pending<SendOutcome> sendTo(Peer peer, MessageType type) {
        return send(request(peer, type, nextId++, type == MessageType.CON, CoapOptions.EMPTY, new byte[0]));
    }

    private Pending<SendOutcome> sendTo(Peer peer) {
        return sendTo(peer, MessageType.CON);
    }

    private void succeeds(Peer peer) {
        assertAnswered(soon(sendTo(peer)), "01");
        module.takeCommands();
    }

    private void readyWithASession() {
        ready();
        succeeds(SERVER);
    }

    /** It has a session, and answers nothing any more. */
    private void readyWithAMuteServer() {
        readyWithASession();
        server.mute(true);
    }

    /** A CON that ends in silence. */
    private void timesOut(Peer peer) {
        Pending<SendOutcome> sent = sendTo(peer);
        loop.advance(RESPONSE.plus(SOON));
        assertThat(sent.get()).isInstanceOf(SendOutcome.TimedOut.class);
    }

    private long renewals() {
        return count(Counter.CONTEXT_RENEWALS);
    }

    private void listen() {
        modem.subscribe(new ModemListener() {
            @Override
            public boolean onResponse(IncomingResponse response) {
                return false;
            }

            @Override
            public void onRecovered(int state) {
                // not here
            }

            @Override
            public void onRestarted(String reason) {
                reasons.add(reason);
            }
        });
        soon();
    }

    // what is no session

    /** It came in the old context, while the module was being made ready. */
    @Test
    void aMessageInTheOldContextIsNoSignOfASessionInTheNewContext() {
        ready();
        module.mute(true);
        send(request(OTHER, MessageType.CON, 900));
        loop.advance(COMMAND.multipliedBy(4));
        assertThat(modem.state().isReady()).isFalse();
        module.says(req(NON, 1, 77, "x"));
        module.mute(false);
        assertReadyAfter(Duration.ofSeconds(3));
        server.down(true);
        Pending<SendOutcome> sent = sendTo(SERVER);
        loop.advance(Duration.ofSeconds(20));
        assertThat(sent.isDone()).as("during its handshake").isFalse();
        server.down(false);
        loop.advance(FakeDtlsNetwork.HANDSHAKE);
        assertAnswered(sent, "01");
    }

    /** Of a NON it is taken that it has left, as far as anything is told; that the module is stuck shows with the next message. */
    @ParameterizedTest
    @ValueSource(strings = {"CON", "NON"})
    void theContextIsRenewedWhenTheHandshakeOfANonNeverEnds(String type) {
        module.printsOutcomes = false;
        network.reportsNoFailure();
        ready();
        // which shows that outcomes aren't printed
        succeeds(OTHER);
        succeeds(OTHER);
        server.down(true);
        Pending<SendOutcome> stuck = sendTo(SERVER, MessageType.NON);
        Pending<SendOutcome> next = sendTo(OTHER, MessageType.valueOf(type));
        loop.advance(SEND.plusSeconds(5));
        assertThat(stuck.get()).isInstanceOf(SendOutcome.Sent.class);
        assertThat(renewals()).isEqualTo(1);
        loop.advance(SEND.plusSeconds(5));
        assertThat(next.get()).isInstanceOf(type.equals("CON") ? SendOutcome.Answered.class : SendOutcome.Sent.class);
        assertThat(renewals()).isEqualTo(1);
    }

    // a server that has forgotten the session

    @Test
    void serverThatForgotTheSessionGetsANewOneAfterOneRequest() {
        settings.resources = List.of("/t/d");
        ready();
        listen();
        succeeds(SERVER);
        server.forget();

        timesOut(SERVER);
        assertThat(renewals()).as("before there is something to send").isZero();
        module.takeCommands();
        Pending<SendOutcome> next = soon(sendTo(SERVER));

        assertAnswered(next, "01");
        assertThat(module.takeCommands())
                .containsSubsequence(array(ANEW, "AT+QCOAPADDRES=4,\"/t/d\"", head(3), sendGet(SERVER)));
        assertThat(renewals()).isEqualTo(1);
        assertThat(reasons).containsExactly("nothing came from 192.0.2.1:5683 after 1 CON in a row");
        assertThat(modem.localPort()).isEqualTo(56830);
    }

    @Test
    void theStateTellsWhyTheContextIsRenewed() {
        readyWithASession();
        server.forget();
        timesOut(SERVER);
        module.late("AT+QCOAPDEL", Duration.ofMillis(200));
        sendTo(SERVER);
        loop.advance(Duration.ofMillis(100));

        assertThat(modem.state().phase()).isEqualTo(ModemState.Phase.CREATING);
        assertThat(modem.state().reason()).isEqualTo("nothing came from 192.0.2.1:5683 after 1 CON in a row");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3})
    void dtlsRenewAfterSaysHowManyUnansweredConsCauseARenewal(int after) {
        settings.dtlsRenewAfter = after;
        readyWithASession();
        server.forget();

        for (int i = 0; i < 3; i++) {
            assertThat(renewals()).isEqualTo(after > 0 && i > after ? 1 : 0);
            sendTo(SERVER);
            loop.advance(RESPONSE.plus(SOON));
        }
        sendTo(SERVER);
        soon();
        assertThat(renewals()).isEqualTo(after == 0 ? 0 : 1);
    }

    @Test
    void anyMessageFromThePeerShowsThatItsSessionHolds() {
        settings.dtlsRenewAfter = 2;
        readyWithAMuteServer();
        for (int i = 0; i < 4; i++) {
            timesOut(SERVER);
            module.says(req(NON, 1, 100 + i, "a"));
            soon();
        }
        assertThat(renewals()).isZero();
    }

    @Test
    void aLateResponseShowsThatTheSessionHolds() {
        readyWithAMuteServer();
        timesOut(SERVER);
        module.says(piggybacked(2, "02"));
        soon();
        timesOut(SERVER);
        assertThat(renewals()).isZero();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void anAckShowsThatTheSessionHoldsAlsoIfOnlyTheDataStatusTellsOfIt(boolean status) {
        readyWithAMuteServer();
        for (int i = 0; i < 3; i++) {
            Pending<SendOutcome> sent = soon(sendTo(SERVER));
            if (status) {
                module.status = 4;
            } else {
                module.says(emptyAck(nextId - 1));
            }
            loop.advance(RESPONSE.plus(SOON));
            assertThat(sent.get()).isInstanceOf(SendOutcome.TimedOut.class);
        }
        assertThat(renewals()).isZero();
    }

    @Test
    void unansweredNonsCauseNoRenewalOfTheContext() {
        readyWithASession();
        server.forget();
        for (int i = 0; i < 5; i++) {
            sendTo(SERVER, MessageType.NON);
            soon();
        }
        timesOut(SERVER);
        sendTo(SERVER, MessageType.NON);
        soon();
        assertThat(renewals()).as("before the next CON, not a NON").isZero();
    }

    @ParameterizedTest
    @CsvSource({"3, 1", "2, 1", "1, 1", "4, 0", "5, 0", "0, 0"})
    void anUnawaitedConCountsTowardsARenewalByItsDataStatus(int status, int renewals) {
        readyWithAMuteServer();
        Pending<SendOutcome> sent =
                soon(send(request(SERVER, MessageType.CON, nextId++, false, CoapOptions.EMPTY, new byte[0])));
        assertThat(sent.get()).isInstanceOf(SendOutcome.Sent.class);
        module.status = status;
        sendTo(SERVER);
        loop.advance(RESPONSE.plus(SOON));

        assertThat(renewals()).isEqualTo(renewals);
    }

    @Test
    void aRefusedDataStatusCausesNoRenewalOfTheContext() {
        readyWithAMuteServer();
        send(request(SERVER, MessageType.CON, nextId++, false, CoapOptions.EMPTY, new byte[0]));
        soon();
        module.refuse("AT+QCOAPDATASTATUS?");
        sendTo(SERVER);
        soon();
        assertThat(renewals()).isZero();
    }

    @Test
    void aPlainContextIsNotRenewedForASilentPeer() {
        settings.psk = null;
        readyWithAMuteServer();
        timesOut(SERVER);
        timesOut(SERVER);
        timesOut(SERVER);
        assertThat(renewals()).isZero();
    }

    // what else is under way

    @Test
    void requestsWaitDuringARenewalAndEachIsSentOnce() {
        readyWithASession();
        succeeds(OTHER);
        server.forget();
        timesOut(SERVER);
        module.takeCommands();
        int first = nextId;
        List<Pending<SendOutcome>> all =
                Stream.of(SERVER, OTHER, OTHER, SERVER, OTHER).map(this::sendTo).toList();
        loop.advance(SOON.multipliedBy(2));

        all.forEach(each -> assertAnswered(each, "01"));
        List<String> commands = module.takeCommands();
        assertThat(IntStream.range(first, nextId).mapToObj(ModemFixture::head))
                .allSatisfy(head -> assertThat(commands).containsOnlyOnce(head));
        assertThat(commands.indexOf("AT+QCOAPDEL")).isLessThan(commands.indexOf(head(first)));
        assertThat(renewals()).isEqualTo(1);
    }

    @Test
    void waitingRepliesAreSentBeforeARenewal() {
        readyServingA();
        succeeds(SERVER);
        server.forget();
        timesOut(SERVER);
        module.takeCommands();
        module.stall("AT+CSQ", Duration.ofMillis(200), "OK");
        modem.command(new io.github.bc66coap.at.RawCommand("AT+CSQ"), true);
        loop.advance(Duration.ofMillis(50));
        sendTo(SERVER);
        module.says(req(CON, 1, 77, "a").replace("192.0.2.1", "192.0.2.2"));
        loop.advance(SOON.multipliedBy(2));

        List<String> commands = module.takeCommands();
        assertThat(count(Counter.DROPPED_REPLY)).isZero();
        assertThat(commands.indexOf("AT+QCOAPHEAD=5,77,1,\"0C\""))
                .isPositive()
                .isLessThan(commands.indexOf("AT+QCOAPDEL"));
    }

    /** Nobody would know the reply in the new context, and it would begin a handshake, which may take long. */
    @Test
    void theReplyToARequestOfTheOldContextIsDropped() {
        ready();
        CompletableFuture<Reply> reply = new CompletableFuture<>();
        serve("/a", (request, outcome) -> reply);
        module.says(req(NON, 1, 77, "a"));
        soon();
        track(modem.reset());
        takeCommandsSoon();
        reply.complete(Reply.of(Code.CONTENT));
        assertThat(takeCommandsSoon()).isEmpty();
        assertThat(count(Counter.DROPPED_REPLY)).isEqualTo(1);
    }

    @Test
    void aRenewalKeepsObserversAndRegistersObservationsAnew() {
        ready();
        modem.serve(service("/o", false, true, always(Code.CONTENT)));
        modem.observe(new Observation(OTHER, MessageType.CON, path("x"), 0), notification -> true);
        soon();
        module.says("+QCOAPURC: \"req\",192.0.2.2,5683,0,1,50,05,1,\"0C\",6,\"0\",11,\"o\"");
        succeeds(SERVER);
        server.forget();
        timesOut(SERVER);
        module.takeCommands();
        sendTo(SERVER);
        loop.advance(SOON.multipliedBy(2));
        List<String> commands = module.takeCommands();
        assertThat(commands).containsSubsequence("AT+QCOAPDEL", "AT+QCOAPOPTION=2,6,\"0\",11,\"x\"");

        Pending<CommandOutcome<NotifiedObservers>> notified = soon(notifying("o", MessageType.NON));
        assertThat(count(notified)).isEqualTo(1);
        assertThat(count(Counter.OBSERVERS_DROPPED)).isZero();
    }

    // a server that is down, and one that answers nothing above DTLS

    @Test
    void aServerThatIsDownCostsFewRenewalsHoweverMuchIsSent() {
        readyWithASession();
        server.down(true);
        List<Pending<SendOutcome>> all = new ArrayList<>();
        for (int i = 0; i < 120; i++) {
            all.add(sendTo(SERVER));
            loop.advance(Duration.ofSeconds(30));
        }
        // in an hour: for its silence, from the other port, and each time a port has rested
        assertThat(renewals()).isBetween(2L, 2 + Duration.ofHours(1).dividedBy(LocalPorts.REST));
        loop.advance(RESPONSE.plus(HANDSHAKE));
        assertThat(all).allSatisfy(each -> assertThat(each.get())
                .isInstanceOfAny(
                        SendOutcome.TimedOut.class, SendOutcome.HandshakeFailed.class, SendOutcome.NoSession.class));

        server.down(false);
        Pending<SendOutcome> sent = sendTo(SERVER);
        loop.advance(RECONNECT_MAX.plus(SOON));
        assertAnswered(sent, "01");
    }

    @Test
    void sendsWaitForASessionUpToTheirDeadlines() {
        ready();
        server.down(true);
        List<Pending<SendOutcome>> all = Stream.of(MessageType.CON, MessageType.CON, MessageType.CON)
                .map(type -> sendTo(SERVER, type))
                .toList();
        // from both ports in vain
        loop.advance(HANDSHAKE.multipliedBy(2));
        assertThat(all).noneMatch(Pending::isDone);

        server.down(false);
        loop.advance(Duration.ofSeconds(2));
        all.forEach(each -> assertAnswered(each, "01"));
        assertThat(takeSends()).as("tries").hasSize(2 + all.size());
    }

    @Test
    void aSendThatGetsNoSessionInTimeSaysWhy() {
        ready();
        server.down(true);
        Pending<SendOutcome> tried = sendTo(SERVER);
        Pending<SendOutcome> waits = sendTo(SERVER, MessageType.NON);
        loop.advance(RESPONSE.plus(HANDSHAKE));

        assertThat(tried.get()).isEqualTo(new SendOutcome.HandshakeFailed(true));
        assertThat(waits.get()).isEqualTo(new SendOutcome.NoSession(RESPONSE));
    }

    /** It has waited long enough for others, so that the first handshake that fails is its end. */
    @Test
    void timeInTheQueueCountsTowardsTheWaitForASession() {
        settings.localPorts = 1;
        readyWithAMuteServer();
        Pending<SendOutcome> first = sendTo(SERVER);
        Pending<SendOutcome> second = sendTo(SERVER);
        loop.advance(RESPONSE.minus(SOON));
        assertThat(first.isDone()).isFalse();
        server.down(true);
        loop.advance(SOON.multipliedBy(2));
        assertThat(first.get()).isInstanceOf(SendOutcome.TimedOut.class);
        loop.advance(HANDSHAKE);
        assertThat(second.get()).isEqualTo(new SendOutcome.HandshakeFailed(true));
    }

    @Test
    void handshakesAreTriedFurtherAndFurtherApart() {
        settings.localPorts = 1;
        ready();
        server.down(true);
        List<Long> tries = new ArrayList<>();
        for (int seconds = 0; seconds < 600; seconds++) {
            if (seconds % 20 == 0) {
                sendTo(SERVER);
            }
            loop.advance(Duration.ofSeconds(1));
            takeSends().forEach(send -> tries.add(loop.nanoTime()));
        }
        List<Long> pauses = IntStream.range(1, tries.size())
                .mapToObj(i -> Duration.ofNanos(tries.get(i) - tries.get(i - 1))
                        .minus(HANDSHAKE)
                        .toSeconds())
                .toList();
        assertThat(pauses).hasSizeGreaterThan(8);
        assertThat(pauses.get(0)).isLessThanOrEqualTo(1);
        assertThat(pauses.subList(6, pauses.size()))
                .allSatisfy(pause -> assertThat(pause).isBetween(14L, 31L));
        assertThat(renewals()).isZero();
    }

    @Test
    void afterAFailedHandshakeSendsToOtherPeersPass() {
        settings.localPorts = 1;
        ready();
        server.down(true);
        sendTo(SERVER);
        sendTo(SERVER);
        loop.advance(HANDSHAKE.plus(Duration.ofMillis(100)));
        // no more of it for a while
        Pending<SendOutcome> sent = sendTo(OTHER);
        loop.advance(Duration.ofMillis(100));
        assertAnswered(sent, "01");
    }

    @Test
    void serverWithSessionsButNoResponsesCausesFewRenewals() {
        readyWithAMuteServer();
        int requests = 0;
        for (Duration past = Duration.ZERO; past.compareTo(Duration.ofHours(1)) < 0; past = past.plus(RESPONSE)) {
            timesOut(SERVER);
            requests++;
        }
        assertThat(requests).isEqualTo(39);
        assertThat(renewals()).isBetween(5L, 14L);

        server.mute(false);
        succeeds(SERVER);
        server.forget();
        timesOut(SERVER);
        succeeds(SERVER);
    }

    // beside what is in flight

    private static final Peer THIRD = new Peer("192.0.2.3", 5683);

    /** One peer has to get a new session, while a message to another one that is silent is in flight. */
    private Pending<SendOutcome> renewalWaits() {
        readyWithASession();
        succeeds(OTHER);
        succeeds(THIRD);
        server.mute(true);
        other.mute(true);
        timesOut(SERVER);
        Pending<SendOutcome> inFlight = sendTo(OTHER);
        loop.advance(Duration.ofSeconds(10));
        return inFlight;
    }

    @Test
    void aRenewalWaitsForMessagesInFlightAndOtherPeersPass() {
        Pending<SendOutcome> inFlight = renewalWaits();
        server.mute(false);
        Pending<SendOutcome> wants = sendTo(SERVER);
        Pending<SendOutcome> behind = sendTo(SERVER, MessageType.NON);
        for (int i = 0; i < 5; i++) {
            succeeds(THIRD);
            loop.advance(Duration.ofSeconds(10));
        }
        assertThat(wants.isDone()).isFalse();
        assertThat(behind.isDone()).as("of the same peer").isFalse();
        assertThat(inFlight.isDone()).isFalse();
        assertThat(renewals()).isZero();
        loop.advance(RESPONSE.minusSeconds(55));
        assertThat(inFlight.get()).isInstanceOf(SendOutcome.TimedOut.class);
        assertThat(renewals()).isEqualTo(1);
        assertAnswered(wants, "01");
        assertThat(behind.get()).isInstanceOf(SendOutcome.Sent.class);
    }

    /** There is always something in flight. */
    @Test
    void aRenewalIsNotPutOffForEver() {
        renewalWaits();
        Pending<SendOutcome> wants = sendTo(SERVER);
        List<Peer> more = new ArrayList<>();
        for (int i = 10; i < 30; i++) {
            Peer peer = new Peer("192.0.2." + i, 5683);
            network.server(peer).mute(true);
            more.add(peer);
        }
        for (Peer peer : more) {
            sendTo(peer);
            loop.advance(Duration.ofSeconds(20));
        }
        assertThat(renewals()).isPositive();
        loop.advance(RESPONSE.multipliedBy(2));
        assertThat(wants.isDone()).isTrue();
    }

    @Test
    void nothingIsSentDuringAHandshakeAlthoughMessagesAreInFlight() {
        ready();
        succeeds(OTHER);
        succeeds(THIRD);
        other.mute(true);
        sendTo(OTHER);
        loop.advance(Duration.ofSeconds(5));
        server.down(true);
        sendTo(SERVER);
        takeCommandsSoon();
        Pending<SendOutcome> third = sendTo(THIRD, MessageType.NON);
        loop.advance(HANDSHAKE.minusSeconds(1));
        assertThat(module.takeCommands()).isEmpty();
        loop.advance(Duration.ofSeconds(2));
        assertThat(third.get()).isInstanceOf(SendOutcome.Sent.class);
    }

    // a handshake of whose end the module doesn't tell

    @Test
    void aHandshakeThatNeverEndsIsCutShortBeforeTheNextMessage() {
        network.reportsNoFailure();
        ready();
        succeeds(OTHER);
        server.down(true);
        Pending<SendOutcome> stuck = sendTo(SERVER);
        loop.advance(SEND.plus(SOON));
        assertThat(stuck.get()).isEqualTo(new SendOutcome.HandshakeFailed(false));
        assertThat(renewals()).isZero();

        succeeds(OTHER);
        assertThat(renewals()).isEqualTo(1);
        assertThat(network.port())
                .as("one that the server may have heard of before")
                .isEqualTo(56831);
    }

    @Test
    void aHandshakeThatEndsLateAfterAllIsNotCutShort() {
        network.reportsNoFailure();
        ready();
        server.down(true);
        sendTo(SERVER);
        loop.advance(SEND.plus(SOON));
        module.says(piggybacked(1, "05"));
        soon();
        module.refuse("AT+QCOAPSEND");
        sendTo(OTHER);
        soon();
        assertThat(renewals()).isZero();
    }

    // a server that keeps the sessions of a module that has restarted

    @Test
    void afterAnAnnouncedRestartTheNextLocalPortIsUsedAtOnce() {
        server.keepsSessions();
        ready();
        listen();
        succeeds(SERVER);
        module.restarts();
        loop.advance(Duration.ofSeconds(1));
        assertThat(network.port()).isEqualTo(56831);
        assertThat(modem.localPort()).isEqualTo(56831);

        succeeds(SERVER);
        assertThat(count(Counter.DTLS_HANDSHAKES_FAILED)).isZero();
        assertThat(reasons).containsExactly("the module restarted");
    }

    @Test
    void afterAContextIsLostInDeepSleepTheNextLocalPortIsUsed() {
        server.keepsSessions();
        readyWithASession();
        module.context = false;
        module.says("+QCOAPURC: recovered,1");
        loop.advance(Duration.ofSeconds(1));

        succeeds(SERVER);
        assertThat(network.port()).isEqualTo(56831);
    }

    @Test
    void aRestartBeforeTheFirstContextKeepsTheLocalPort() {
        makeAndStart();
        loop.advance(Duration.ofMillis(6));
        module.restarts();
        assertReadyAfter(Duration.ofSeconds(1));
        assertThat(network.port()).isEqualTo(56830);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 360})
    void afterAPowerLossTheModuleGetsASessionFromTheNextPort(int secondsAway) {
        server.keepsSessions();
        readyWithASession();
        module.forget();
        module.hangsUp();
        module.refuseOpening("no such device");
        loop.advance(Duration.ofSeconds(secondsAway));
        module.refuseOpening(null);
        assertReadyAfter(RECONNECT_MAX.plusSeconds(1));

        succeeds(SERVER);
        assertThat(network.port()).as("nothing is left of the context").isEqualTo(56831);
        assertThat(count(Counter.DTLS_HANDSHAKES_FAILED)).isZero();
    }

    @Test
    void lostLineKeepsThePortAndTheModuleClosesItsSessions() {
        server.keepsSessions();
        readyWithASession();
        module.hangsUp();
        loop.advance(RECONNECT_MAX);
        assertThat(network.port()).isEqualTo(56830);

        succeeds(SERVER);
        assertThat(count(Counter.DTLS_HANDSHAKES_FAILED)).isZero();
    }

    /** The gateway itself has restarted, and with it all that it knew. */
    @Test
    void unansweredHelloIsRepeatedFromAnotherPort() {
        server.keepsSessions().sessions(56830);
        ready();
        Pending<SendOutcome> sent = sendTo(SERVER);
        loop.advance(HANDSHAKE.plus(SOON));

        assertAnswered(sent, "01");
        assertThat(network.port()).isEqualTo(56831);
        assertThat(renewals()).isEqualTo(1);
        assertThat(count(Counter.DTLS_HANDSHAKES_FAILED)).isEqualTo(1);
    }

    @Test
    void aModuleWithoutCloseNotifyGetsASessionFromAnotherPort() {
        network.saysNoGoodbye();
        server.keepsSessions();
        readyWithASession();
        Pending<CommandOutcome<Void>> reset = soon(track(modem.reset()));
        assertThat(reset.get()).isEqualTo(new CommandOutcome.Done<>(null));

        Pending<SendOutcome> sent = sendTo(SERVER);
        loop.advance(HANDSHAKE.plus(SOON));
        assertAnswered(sent, "01");
        assertThat(network.port()).isEqualTo(56831);
    }

    /** Each hello would prolong what locks the port. */
    @Test
    void withAllPortsLockedOnePortRestsUntilTheServerFreesIt() {
        server.keepsSessions().sessions(56830, 56831);
        ready();
        Duration waited = Duration.ZERO;
        Pending<SendOutcome> sent = sendTo(SERVER);
        while (!(sent.isDone() && sent.get() instanceof SendOutcome.Answered)) {
            sent = sent.isDone() ? sendTo(SERVER) : sent;
            loop.advance(Duration.ofSeconds(10));
            waited = waited.plusSeconds(10);
            assertThat(waited).isLessThan(LocalPorts.REST.plus(HANDSHAKE.multipliedBy(4)));
        }
        assertThat(network.port()).isEqualTo(56830);
    }

    @Test
    void aServerStillSilentAfterARenewalGetsTheNextLocalPort() {
        readyWithAMuteServer();
        timesOut(SERVER);
        timesOut(SERVER);
        assertThat(network.port()).isEqualTo(56830);
        timesOut(SERVER);
        timesOut(SERVER);
        assertThat(network.port()).isEqualTo(56831);
    }

    // on demand

    @Test
    void aContextResetEndsOutstandingSendsAndKeepsWaitingSends() {
        ready();
        listen();
        succeeds(SERVER);
        server.mute(true);
        Pending<SendOutcome> outstanding = soon(sendTo(SERVER));
        server.mute(false);
        Pending<SendOutcome> first = sendTo(SERVER);
        Pending<SendOutcome> second = sendTo(OTHER);
        module.takeCommands();
        Pending<CommandOutcome<Void>> reset = track(modem.reset());
        Pending<CommandOutcome<Void>> again = track(modem.reset());
        loop.advance(SOON);

        assertThat(reset.get()).isEqualTo(new CommandOutcome.Done<>(null));
        assertThat(again.get()).isEqualTo(new CommandOutcome.Done<>(null));
        assertThat(outstanding.get()).isEqualTo(new SendOutcome.Unknown("a new context was asked for"));
        assertAnswered(first, "01");
        assertAnswered(second, "01");
        assertThat(module.takeCommands()).startsWith(array(ANEW, head(3), sendGet(SERVER)));
        assertThat(reasons).containsExactly("a new context was asked for");
    }

    @Test
    void aContextResetAlsoRenewsAPlainContext() {
        settings.psk = null;
        ready();
        Pending<CommandOutcome<Void>> reset = soon(track(modem.reset()));
        assertThat(reset.get()).isEqualTo(new CommandOutcome.Done<>(null));
        assertThat(module.takeCommands()).startsWith("AT+QCOAPDEL", "AT+QCOAPCREATE=56830,0");
    }

    @Test
    void aContextResetDuringAReconnectWaitsForTheNewContext() {
        ready();
        module.hangsUp();
        Pending<CommandOutcome<Void>> reset = soon(track(modem.reset()));
        assertThat(reset.isDone()).isFalse();
        loop.advance(Duration.ofSeconds(2));
        assertThat(reset.get()).isEqualTo(new CommandOutcome.Done<>(null));
        assertThat(renewals()).isZero();
    }

    @Test
    void aContextResetThatIsNotDoneInTimeSaysWhy() {
        ready();
        module.refuseOpening("no such device");
        module.hangsUp();
        Pending<CommandOutcome<Void>> reset = track(modem.reset());
        loop.advance(SEND.plus(SOON));
        assertThat(reset.get())
                .isInstanceOfSatisfying(CommandOutcome.Unknown.class, unknown -> assertThat(unknown.reason())
                        .startsWith("there was no new context within 60 s: ")
                        .contains("no such device"));
    }

    @Test
    void aStopEndsAContextResetAsUnavailable() {
        ready();
        module.refuseOpening("no such device");
        module.hangsUp();
        Pending<CommandOutcome<Void>> reset = soon(track(modem.reset()));
        track(modem.stop());
        soon();
        assertThat(reset.get()).isInstanceOf(CommandOutcome.Unavailable.class);
        assertThat(track(modem.reset()).get()).isInstanceOf(CommandOutcome.Unavailable.class);
    }

    @Test
    void contextResetsBeyondQueueSizeAreUnavailable() {
        settings.queueSize = 2;
        ready();
        module.hangsUp();
        track(modem.reset());
        track(modem.reset());
        Pending<CommandOutcome<Void>> third = soon(track(modem.reset()));
        assertThat(third.get()).isInstanceOf(CommandOutcome.Unavailable.class);
    }

    @Test
    void aContextDeletionWithoutAnOutcomeLineCountsAsDone() {
        ready();
        module.on("AT+QCOAPDEL", (deaf, command) -> {
            deaf.context = false;
            deaf.says("OK");
        });
        Pending<CommandOutcome<Void>> reset = track(modem.reset());
        loop.advance(COMMAND.plus(SOON));
        assertThat(reset.get()).isEqualTo(new CommandOutcome.Done<>(null));
        assertThat(count(Counter.RECONNECTS)).isZero();
    }
}
