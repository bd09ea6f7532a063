// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.modem;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Predicate;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.github.bc66coap.coap.CoapOption;
import io.github.bc66coap.coap.CoapOptions;
import io.github.bc66coap.coap.Code;
import io.github.bc66coap.coap.MessageType;
import io.github.bc66coap.coap.OptionDefinition;
import io.github.bc66coap.coap.Peer;
import io.github.bc66coap.coap.Token;
import io.github.bc66coap.modem.api.CommandOutcome;
import io.github.bc66coap.modem.api.IncomingRequest;
import io.github.bc66coap.modem.api.Notification;
import io.github.bc66coap.modem.api.NotifiedObservers;
import io.github.bc66coap.modem.api.Registration;
import io.github.bc66coap.modem.api.Reply;
import io.github.bc66coap.modem.api.SendOutcome;

import static org.assertj.core.api.Assertions.assertThat;

/** Peers that observe a path of the module: from when on, and until when. */
class ObserversTest extends ModemFixture {
    private static final Token TOKEN = Token.of((byte) 0xAB);

    private static final Predicate<String> OBSERVE = command -> command.matches("AT\\+QCOAPOPTION=.*[=,]6,.*");
    private static final Predicate<String> SENT = command -> command.startsWith("AT+QCOAPSEND=");

    private Reply reply = Reply.of(Code.CONTENT);
    private CompletableFuture<Reply> later;
    private Registration registration;

    @BeforeEach
    void getReady() {
        ready();
    }

    private CompletableFuture<Reply> handle(IncomingRequest request, CompletionStage<SendOutcome> sent) {
        return later == null ? CompletableFuture.completedFuture(reply) : later;
    }

    private Registration serveObservable(String path, boolean manual, boolean observable) {
        registration = serve(path, manual, observable, this::handle);
        module.takeCommands();
        return registration;
    }

    private void serveObservable() {
        serveObservable("/temp", false, true);
    }

    private static String registration(int type, int messageId) {
        return "+QCOAPURC: \"req\",192.0.2.2,5683," + type + ",1," + messageId + ",05,1,\"AB\",6,\"0\",11,\"temp\"";
    }

    private List<String> register(int type, int messageId) {
        module.says(registration(type, messageId));
        return takeCommandsSoon();
    }

    private List<String> register() {
        return register(CON, 1);
    }

    private void observed() {
        serveObservable();
        register();
    }

    private Pending<CommandOutcome<NotifiedObservers>> notifying(MessageType type) {
        return notifying("temp", type);
    }

    private void assertNotified(int count) {
        Pending<CommandOutcome<NotifiedObservers>> notified = notifying(MessageType.NON);
        loop.advance(Duration.ofSeconds(5));
        assertThat(count(notified)).isEqualTo(count);
    }

    private static String reset(Peer peer, int messageId) {
        return rsp(peer, 3, "0.00", messageId, ",0");
    }

    private Pending<SendOutcome> respond(MessageType type) {
        return respond(OTHER, 1, TOKEN, type, CoapOptions.EMPTY, new byte[0]);
    }

    // no observer without a 2.xx on the air

    @Test
    void aPeerThatGetsItsReplyIsAnObserver() {
        serveObservable();
        assertThat(register()).anyMatch(command -> command.startsWith("AT+QCOAPOPTION=1,6,"));
        assertNotified(1);
    }

    /** Who reads an Observe option takes himself for an observer, also if the route has put it there. */
    @Test
    void aRoutesObserveOptionIsSentToRegisteredObserversOnly() {
        reply = new Reply(Code.CONTENT, CoapOptions.EMPTY.with(OptionDefinition.OBSERVE, 5), new byte[0]);
        serveObservable();
        assertThat(register()).contains("AT+QCOAPOPTION=1,6,\"5\"");
        for (int i = 0; i < 256; i++) {
            module.takeCommands();
            module.says(registration(CON, 2).replace("5683", String.valueOf(1000 + i)));
            soon();
        }
        assertThat(module.takeCommands())
                .as("of the one who is too much")
                .anyMatch(SENT)
                .noneMatch(OBSERVE);

        assertThat(says(registration(CON, 3).replace("6,\"0\"", "6,\"1\"")))
                .as("of one who leaves")
                .anyMatch(SENT)
                .noneMatch(OBSERVE);

        reply = new Reply(Code.NOT_FOUND, reply.options(), new byte[0]);
        assertThat(register(CON, 4)).as("of an error").anyMatch(SENT).noneMatch(OBSERVE);
    }

    /** The module takes no more than twelve options. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aReplyWithoutRoomForObserveIsSentAndMakesNoObserver(boolean manual) {
        CoapOptions.Builder twelve = CoapOptions.builder();
        for (int i = 0; i < 12; i++) {
            twelve.add(OptionDefinition.LOCATION_PATH.number(), "a");
        }
        reply = new Reply(Code.CONTENT, twelve.build(), new byte[0]);
        serveObservable("/temp", manual, true);
        List<String> commands = new ArrayList<>(register());
        if (manual) {
            Pending<SendOutcome> responded =
                    soon(respond(OTHER, 1, TOKEN, MessageType.NON, twelve.build(), new byte[0]));
            assertThat(responded.get()).isInstanceOf(SendOutcome.Sent.class);
        }
        commands.addAll(module.takeCommands());
        assertThat(commands)
                .anyMatch(command -> command.startsWith("AT+QCOAPSEND=") && command.contains(",205,"))
                .noneMatch(OBSERVE);
        assertNotified(0);
    }

    @Test
    void aReplyThatCommandsCannotCarryMakesNoObserver() {
        reply = new Reply(Code.CONTENT, CoapOptions.EMPTY, new byte[1025]);
        serveObservable();
        assertThat(register()).last().asString().contains(",500,");
        assertNotified(0);
    }

    @Test
    void aReplyThatTheModuleRefusesMakesNoObserver() {
        serveObservable();
        module.refuse("AT+QCOAPSEND=2,205");
        assertThat(register()).anyMatch(command -> command.startsWith("AT+QCOAPSEND=2,500,"));
        loop.advance(Duration.ofSeconds(5));
        // a copy's reply changes nothing
        assertThat(register()).last().asString().contains(",500,");
        assertNotified(0);
    }

    @ParameterizedTest
    @ValueSource(strings = {"+QCOAPSEND: 3", "+QCOAPSEND: 2"})
    void aReplyThatTheModuleCannotSendMakesNoObserver(String outcome) {
        serveObservable();
        module.answer("AT+QCOAPSEND", "OK", outcome);
        register();
        assertNotified(0);
    }

    @Test
    void aLostResponseMakesNoObserverUntilACopyIsAnswered() {
        later = new CompletableFuture<>();
        observed();
        module.hangsUp();
        later.complete(reply);
        assertReadyAfter(Duration.ofSeconds(5));
        assertNotified(0);

        module.takeCommands();
        assertThat(register()).anyMatch(command -> command.startsWith("AT+QCOAPOPTION=1,6,"));
        assertNotified(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {CON, NON})
    void aPeerThatResetsTheResponseIsNoObserver(int type) {
        later = new CompletableFuture<>();
        serveObservable();
        register(type, 1);
        loop.advance(SEPARATE);
        module.takeCommands();
        later.complete(reply);
        soon();
        module.says(reset(OTHER, lastMessageId(module.takeCommands())));
        assertNotified(0);
    }

    @ParameterizedTest
    @ValueSource(strings = {"refused", "silent", "failed", "reset", "timeout", "lost"})
    void aFailedSeparateResponseMakesNoObserver(String what) {
        serveObservable("/temp", true, true);
        register();
        switch (what) {
            case "refused" -> module.refuse("AT+QCOAPSEND");
            case "silent" -> module.silentOn("AT+QCOAPSEND");
            case "failed" -> module.answer("AT+QCOAPSEND", "OK", "+QCOAPSEND: 3");
            default -> module.status = what.equals("timeout") ? 3 : 1;
        }
        Pending<SendOutcome> responded = soon(respond(MessageType.CON));
        if (what.equals("reset")) {
            module.says(reset(OTHER, lastMessageId(module.takeCommands())));
        }
        if (what.equals("lost")) {
            module.hangsUp();
        }
        loop.advance(Duration.ofMinutes(3));
        assertThat(responded.get()).isNotInstanceOf(SendOutcome.Sent.class);
        module.status = 4;
        assertNotified(0);
    }

    @Test
    void aSeparateResponseThatIsResetAfterwardsMakesNoObserver() {
        serveObservable("/temp", true, true);
        register();
        Pending<SendOutcome> responded = soon(respond(MessageType.NON));
        assertThat(responded.get()).isInstanceOf(SendOutcome.Sent.class);
        module.says(reset(OTHER, lastMessageId(module.takeCommands())));
        assertNotified(0);
    }

    /** Nothing may be missed between the making of the reply and its end. */
    @Test
    void aNotificationMadeWhileTheReplyLeavesReachesTheObserver() {
        serveObservable();
        module.late("AT+QCOAPSEND=2,205", Duration.ofMillis(100));
        module.says(registration(CON, 1));
        loop.advance(Duration.ofMillis(50));
        Pending<CommandOutcome<NotifiedObservers>> notified = notifying(MessageType.NON);
        loop.advance(Duration.ofSeconds(1));
        assertThat(count(notified)).isEqualTo(1);
        assertThat(module.takeCommands())
                .filteredOn(command -> command.startsWith("AT+QCOAPSEND"))
                .extracting(command -> command.split("[=,]")[1])
                .containsExactly("2", "1");
    }

    // a notification under way while the module restarts

    @Test
    void aWaitingNotificationIsNotSentToDroppedObservers() {
        observed();
        Pending<SendOutcome> request = sentTo(OTHER, 7);
        Pending<CommandOutcome<NotifiedObservers>> notified = soon(notifying(MessageType.CON));
        assertThat(notified.isDone()).isFalse();
        module.takeCommands();
        module.restarts();
        loop.advance(Duration.ofMinutes(2));
        assertThat(request.isDone()).isTrue();
        assertThat(count(notified)).isEqualTo(0);
        assertThat(module.takeCommands()).noneMatch(command -> command.startsWith("AT+QCOAPSEND"));
    }

    @Test
    void aBegunNotificationIsNotSentToDroppedObservers() {
        observed();
        module.on("AT+QCOAPOPTION", (fake, command) -> fake.restarts());
        Pending<CommandOutcome<NotifiedObservers>> notified = notifying(MessageType.CON);
        loop.advance(Duration.ofMinutes(2));
        assertThat(count(notified)).isEqualTo(0);
        assertThat(module.takeCommands()).noneMatch(command -> command.startsWith("AT+QCOAPSEND"));
    }

    @Test
    void aWaitingNotificationIsNotSentToAnObserverThatHasLeft() {
        observed();
        Pending<SendOutcome> request = sentTo(OTHER, 7);
        Pending<CommandOutcome<NotifiedObservers>> notified = notifying(MessageType.NON);
        says(registration(CON, 2).replace("6,\"0\"", "6,\"1\""));
        module.says(rsp(OTHER, 2, "2.05", 7, payload("07")));
        soon();
        assertThat(request.isDone()).isTrue();
        assertThat(count(notified)).isEqualTo(0);
        assertThat(module.takeCommands()).noneMatch(command -> command.startsWith("AT+QCOAPSEND=1,205"));
    }

    /** It would have been his turn only when others had been told. */
    @Test
    void aRoundOfNotificationsSkipsAnObserverThatHasJustLeft() {
        serveObservable();
        for (int host = 1; host <= 10; host++) {
            module.says(observe(host, 0));
            soon();
        }
        module.takeCommands();
        Pending<CommandOutcome<NotifiedObservers>> notified = notifying(MessageType.NON);
        loop.run();
        module.says(observe(10, 1));
        loop.advance(Duration.ofSeconds(5));
        assertThat(count(notified)).isEqualTo(9);
        assertThat(module.takeCommands().stream().filter(SENT))
                .filteredOn(command -> command.contains("\"192.0.2.110\""))
                .containsExactly("AT+QCOAPSEND=2,205,\"192.0.2.110\",5683,0");
    }

    private static String observe(int host, int observe) {
        return "+QCOAPURC: \"req\",192.0.2." + (100 + host) + ",5683,0,1," + (10 * host + observe) + ",05,1,\"AB\",6,\""
                + observe + "\",11,\"temp\"";
    }

    /** Whoever has rejected the last one may say so when the next one's commands are under way. */
    @Test
    void aResetStopsTheNextNotificationThoughItsCommandsHaveBegun() {
        observed();
        assertNotified(1);
        int messageId = lastMessageId(module.takeCommands());
        module.on("AT+QCOAPOPTION", (fake, command) -> fake.says(reset(OTHER, messageId), "OK"));
        assertNotified(0);
        assertThat(module.takeCommands())
                .anyMatch(command -> command.startsWith("AT+QCOAPOPTION"))
                .noneMatch(command -> command.startsWith("AT+QCOAPSEND"));
    }

    @Test
    void aWaitingErrorNotificationIsSentThoughItEndsTheObservation() {
        observed();
        Pending<SendOutcome> request = sentTo(OTHER, 7);
        Pending<CommandOutcome<NotifiedObservers>> notified = notifying(
                new Notification(List.of("temp"), MessageType.NON, Code.NOT_FOUND, CoapOptions.EMPTY, new byte[0]));
        module.says(rsp(OTHER, 2, "2.05", 7, payload("07")));
        soon();
        assertThat(request.isDone()).isTrue();
        assertThat(count(notified)).isEqualTo(1);
    }

    // a route that stops

    @Test
    void observersOfAClosedServiceAreSent404AndEnd() {
        observed();
        registration.close();
        assertThat(takeCommandsSoon()).hasSize(3).last().isEqualTo("AT+QCOAPSEND=1,404,\"192.0.2.2\",5683,0");
        assertNotified(0);
    }

    @Test
    void aWaitingNotificationIsReplacedBy404WhenItsServiceCloses() {
        observed();
        Pending<SendOutcome> request = sentTo(OTHER, 7);
        Pending<CommandOutcome<NotifiedObservers>> notified = notifying(MessageType.NON);
        registration.close();
        takeCommandsSoon();
        module.says(rsp(OTHER, 2, "2.05", 7, payload("07")));
        soon();
        assertThat(request.isDone()).isTrue();
        assertThat(count(notified)).isEqualTo(0);
        assertThat(module.takeCommands())
                .filteredOn(command -> command.startsWith("AT+QCOAPSEND"))
                .containsExactly("AT+QCOAPSEND=1,404,\"192.0.2.2\",5683,0");
    }

    @Test
    void observersStayWhileAnyServiceOfThePathLetsThemObserve() {
        Registration below = serveObservable("/*", false, true);
        observed();
        registration.close();
        assertThat(takeCommandsSoon()).isEmpty();
        assertNotified(1);
        below.close();
        assertNotified(0);
    }

    @Test
    void aServiceThatCannotBeObservedKeepsNoObservers() {
        Registration observable = serveObservable("/temp", false, true);
        serveObservable("/*", false, false);
        register();
        observable.close();
        assertNotified(0);
    }

    @Test
    void peersThatReregisterAfterAServiceRestartObserveAgain() {
        observed();
        registration.close();
        serveObservable();
        assertNotified(0);
        register(CON, 2);
        assertNotified(1);
    }

    /** Its copy is answered as it was, but the route is gone. */
    @Test
    void aReplyRepeatedAfterItsServiceClosedMakesNoObserver() {
        later = new CompletableFuture<>();
        observed();
        module.hangsUp();
        later.complete(reply);
        loop.advance(Duration.ofSeconds(5));
        registration.close();
        takeCommandsSoon();
        assertThat(register()).anyMatch(command -> command.startsWith("AT+QCOAPSEND=2,205"));
        assertNotified(0);
    }

    @Test
    void aStoppingModemSendsNo404AndWaitsForNoObserver() {
        observed();
        registration.close();
        Pending<Void> stopped = track(modem.stop());
        loop.advance(Duration.ofSeconds(2));
        assertThat(stopped.isDone()).isTrue();
        assertThat(module.takeCommands()).noneMatch(SENT);
    }

    // RESPOND where it doesn't belong

    private Pending<SendOutcome> respondTo(MessageType type) {
        Pending<SendOutcome> responded = respond(type);
        // a CON is acknowledged by what the module says of it
        loop.advance(Duration.ofSeconds(5));
        assertThat(responded.isDone()).isTrue();
        return responded;
    }

    private static void assertRefused(Pending<SendOutcome> responded, String reason) {
        assertThat(responded.future)
                .failsWithin(Duration.ZERO)
                .withThrowableThat()
                .withCauseInstanceOf(IllegalStateException.class)
                .withMessageContaining(reason)
                .withMessageContaining("manualReply=true");
    }

    @Test
    void aRequestAnsweredByItsServiceAcceptsNoSeparateResponse() {
        later = new CompletableFuture<>();
        serveObservable("/temp", false, false);
        assertThat(register()).isEmpty();
        Pending<SendOutcome> responded = soon(respond(MessageType.CON));
        assertRefused(responded, "its own route");
        assertThat(module.takeCommands()).isEmpty();
        later.complete(reply);
        assertThat(takeCommandsSoon()).last().isEqualTo("AT+QCOAPSEND=2,205,\"192.0.2.2\",5683,0");
        assertRefused(respondTo(MessageType.CON), "has been answered");
        assertThat(module.takeCommands()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(
            value = MessageType.class,
            names = {"CON", "NON", "RST"})
    void aManualRequestIsAnsweredOnce(MessageType type) {
        serveObservable("/temp", true, false);
        register();
        assertThat(respondTo(type).get()).isInstanceOf(SendOutcome.Sent.class);
        module.takeCommands();
        assertRefused(respondTo(type), "has been answered");
        assertThat(module.takeCommands()).isEmpty();
    }

    @Test
    void aRequestAnswered404AcceptsNoSeparateResponse() {
        register();
        assertRefused(respondTo(MessageType.CON), "has been answered");
    }

    @ParameterizedTest
    @ValueSource(strings = {"refused", "timeout"})
    void aResponseThatDidNotGetThroughMayBeTriedAgain(String what) {
        serveObservable("/temp", true, false);
        register();
        if (what.equals("refused")) {
            module.refuse("AT+QCOAPSEND");
        } else {
            module.status = 3;
        }
        Pending<SendOutcome> first = respond(MessageType.CON);
        loop.advance(Duration.ofMinutes(3));
        assertThat(first.get()).isNotInstanceOf(SendOutcome.Sent.class);
        module.status = 4;
        Pending<SendOutcome> second = respond(MessageType.CON);
        loop.advance(Duration.ofMinutes(1));
        assertThat(second.get()).isInstanceOf(SendOutcome.Sent.class);
    }

    /** The peer has heard nothing yet. */
    @Test
    void serviceFailingAfterARefusedResponseSendsItsFailure() {
        later = new CompletableFuture<>();
        serveObservable("/temp", true, false);
        register();
        module.refuse("AT+QCOAPSEND");
        assertThat(respondTo(MessageType.CON).get()).isInstanceOf(SendOutcome.Refused.class);
        module.takeCommands();
        later.complete(Reply.of(Code.INTERNAL_SERVER_ERROR));
        assertThat(takeCommandsSoon()).last().asString().contains(",500,");
    }

    @Test
    void anErrorReplyOfAManualServiceAnswersTheRequest() {
        reply = Reply.of(Code.INTERNAL_SERVER_ERROR);
        serveObservable("/temp", true, false);
        assertThat(register()).last().asString().contains(",500,");
        assertRefused(respondTo(MessageType.CON), "has been answered");
    }

    @Test
    void aReplyWithARoutesOwnObserveNumberMakesAnObserver() {
        reply = new Reply(Code.CONTENT, CoapOptions.of(new CoapOption(6, "12")), new byte[0]);
        serveObservable();
        assertThat(register()).contains("AT+QCOAPOPTION=1,6,\"12\"");
        assertNotified(1);
    }
}
