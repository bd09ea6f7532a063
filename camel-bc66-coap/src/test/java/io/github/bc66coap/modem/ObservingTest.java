// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.modem;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.github.bc66coap.coap.CoapOptions;
import io.github.bc66coap.coap.Code;
import io.github.bc66coap.coap.MessageType;
import io.github.bc66coap.coap.OptionDefinition;
import io.github.bc66coap.coap.Peer;
import io.github.bc66coap.coap.Token;
import io.github.bc66coap.modem.api.CommandOutcome;
import io.github.bc66coap.modem.api.Counter;
import io.github.bc66coap.modem.api.Notification;
import io.github.bc66coap.modem.api.NotifiedObservers;
import io.github.bc66coap.modem.api.Observation;
import io.github.bc66coap.modem.api.SendOutcome;

import static org.assertj.core.api.Assertions.assertThat;

/** Observations and observers in virtual time. */
class ObservingTest extends ModemFixture {
    /** The default Max-Age and the longest grace after it. */
    private static final Duration SILENCE = Duration.ofSeconds(60 + 15);

    private final List<String> news = new ArrayList<>();
    private Supplier<CompletableFuture<Void>> cancel;

    private void readyAndObserve() {
        ready();
        observe(0);
    }

    private void observe(int blockSize) {
        cancel = modem.observe(
                new Observation(SERVER, MessageType.CON, path("temp"), blockSize),
                response -> news.add(new String(response.payload())));
        soon();
    }

    private void cancel() {
        track(cancel.get());
        soon();
    }

    /** The registrations since the last call, by their token. */
    private List<String> registrations() {
        List<String> commands = module.takeCommands();
        List<String> tokens = new ArrayList<>();
        for (int i = 0; i + 1 < commands.size(); i++) {
            if (commands.get(i + 1).startsWith("AT+QCOAPOPTION")
                            && commands.get(i + 1).contains(",6,\"0\"")
                    || commands.get(i + 1).contains("=2,6,\"0\"")) {
                tokens.add(commands.get(i).split(",", 3)[2]);
            }
        }
        return tokens;
    }

    private void confirm(int sequence, String hex) {
        module.says(rsp(
                SERVER,
                2,
                "2.05",
                lastMessageId(),
                ",1,6,\"" + sequence + "\"," + hex.length() / 2 + ",\"" + hex + "\""));
        soon();
    }

    private void notification(int messageId, int sequence, String hex) {
        module.says(rsp(
                SERVER, 1, "2.05", messageId, ",1,6,\"" + sequence + "\"," + hex.length() / 2 + ",\"" + hex + "\""));
        soon();
    }

    @Test
    void silenceBeyondMaxAgeRegistersAgainWithTheSameToken() {
        readyAndObserve();
        confirm(1, "41");
        List<String> first = registrations();
        loop.advance(Duration.ofSeconds(59));
        assertThat(registrations()).isEmpty();
        loop.advance(SILENCE.minusSeconds(59));

        assertThat(first).hasSize(1);
        List<String> again = registrationsOnceMore();
        assertThat(again).isEqualTo(first);
        cancel();
    }

    private List<String> registrationsOnceMore() {
        int messageId = lastMessageId();
        List<String> again = registrations();
        module.says(rsp(SERVER, 2, "2.05", messageId, ",1,6,\"9\",1,\"42\""));
        soon();
        assertThat(news).containsExactly("A", "B");
        return again;
    }

    @Test
    void repeatedRegistrationResponseIsNoNotification() {
        ready();
        module.on("AT+QCOAPSEND", (fake, line) -> {
            String answer = rsp(SERVER, 2, "2.05", lastMessageId(), ",1,6,\"1\",1,\"41\"");
            fake.says(answer, answer, "OK", "+QCOAPSEND: 0");
        });
        observe(0);

        assertThat(news).containsExactly("A");
        cancel();
    }

    @Test
    void everyNotificationPostponesTheNextRegistration() {
        readyAndObserve();
        confirm(1, "41");
        registrations();
        for (int i = 0; i < 5; i++) {
            loop.advance(Duration.ofSeconds(50));
            notification(100 + i, 2 + i, "42");
        }
        assertThat(registrations()).isEmpty();
        assertThat(news).hasSize(6);
        cancel();
    }

    @Test
    void aLowerNumberWithin128SecondsIsStale() {
        readyAndObserve();
        confirm(1000, "41");
        loop.advance(Duration.ofSeconds(40));
        notification(1, 1001, "42");
        loop.advance(Duration.ofSeconds(40));
        notification(2, 1000, "43");
        assertThat(news).containsExactly("A", "B");
        assertThat(count(Counter.DROPPED_STALE_NOTIFICATION)).isOne();
        cancel();
    }

    @Test
    void aRefusedRegistrationIsRetriedAfterTheDefaultMaxAge() {
        readyAndObserve();
        module.says(rsp(SERVER, 2, "4.04", lastMessageId(), ",0"));
        soon();
        assertThat(registrations()).hasSize(1);
        loop.advance(SILENCE);

        assertThat(registrations()).hasSize(1);
        assertThat(news).isEmpty();
        cancel();
    }

    // an error that ends an observation has no Observe option (RFC 7641 section 4.2)

    private void observed() {
        readyAndObserve();
        confirm(1, "41");
        assertThat(news).containsExactly("A");
    }

    private void error(int type, int messageId) {
        module.says(rsp(SERVER, type, "4.04", messageId, ",0,1,\"45\""));
        soon();
    }

    @ParameterizedTest
    @ValueSource(ints = {CON, NON})
    void errorEndsTheObservationNotAnUnacknowledgedRequest(int type) {
        observed();
        Pending<SendOutcome> sent = sent(8);
        module.takeCommands();
        error(type, 1000);
        assertThat(sent.isDone()).isFalse();
        assertThat(news).containsExactly("A", "E");
        assertThat(module.takeCommands())
                .containsExactlyElementsOf(type == CON ? ackCommands(SERVER, 1000) : List.of());

        assertPiggybackAnswers(sent, 8, "08");
        cancel();
    }

    @Test
    void anErrorIsTheAnswerToARequestThatIsAcknowledged() {
        observed();
        Pending<SendOutcome> sent = sent(8);
        module.says(emptyAck(8));
        error(CON, 1000);
        assertAnswered(sent, "45");
        assertThat(news).containsExactly("A");
        cancel();
    }

    @Test
    void anErrorIsTheAnswerToANon() {
        observed();
        Pending<SendOutcome> sent =
                soon(send(request(SERVER, MessageType.NON, 8, true, CoapOptions.EMPTY, new byte[0])));
        error(NON, 1000);
        assertAnswered(sent, "45");
        assertThat(news).containsExactly("A");
        cancel();
    }

    @Test
    void errorIsTheResponseToAnUnacknowledgedRegistration() {
        readyAndObserve();
        error(CON, 1000);
        assertThat(news).isEmpty();
        Pending<SendOutcome> sent = sent(8);
        error(CON, 1001);
        assertAnswered(sent, "45");
        cancel();
    }

    /** The error may have been the request's own answer, or not: the latter would still come. */
    @Test
    void peerStillOwesAResponseThatMayHaveEndedAnObservation() {
        observed();
        Pending<SendOutcome> first = sent(8);
        error(CON, 1000);
        loop.advance(RESPONSE);
        assertThat(first.get()).isInstanceOf(SendOutcome.TimedOut.class);
        // the observation is registered again meanwhile
        soon();
        confirm(2, "42");

        Pending<SendOutcome> second = sent(9);
        module.says(separate(1001, "08"));
        assertThat(second.isDone()).isFalse();
        assertPiggybackAnswers(second, 9, "09");
        cancel();
    }

    @Test
    void aRegistrationResponseBehindANotificationIsDelivered() {
        readyAndObserve();
        int messageId = lastMessageId();
        notification(7, 5, "41");
        module.says(rsp(SERVER, 2, "2.05", messageId, ",1,6,\"6\",1,\"42\""));
        soon();

        assertThat(news).containsExactly("A", "B");
        cancel();
    }

    @Test
    void aLostLineRenewsTheObservationWithTheSameToken() {
        readyAndObserve();
        confirm(1, "41");
        List<String> first = registrations();
        module.hangsUp();
        loop.advance(Duration.ofSeconds(5));

        assertThat(modem.state().isReady()).isTrue();
        assertThat(registrations()).isEqualTo(first);
        cancel();
    }

    @Test
    void aModemThatStopsObservesNothingAnyMore() {
        readyAndObserve();
        confirm(1, "41");
        // the fixture finds what stays behind
    }

    @Test
    void anAcknowledgementShownByTheStatusAloneCounts() {
        ready();
        Pending<SendOutcome> response =
                respond(SERVER, 77, Token.EMPTY, MessageType.CON, CoapOptions.EMPTY, new byte[0]);
        module.status = 4;
        loop.advance(Duration.ofSeconds(3));

        assertThat(response.get()).isInstanceOf(SendOutcome.Sent.class);
    }

    /** Nobody answers an answer; but who tries to has got it. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void anAckWithACodeStillAcknowledgesANotification(boolean early) {
        observedByAnother();
        if (early) {
            module.on("AT+QCOAPSEND", (fake, command) -> {
                acknowledgeWithCode();
                fake.usual(command);
            });
        }
        Pending<CommandOutcome<NotifiedObservers>> count = soon(notifying("temp", MessageType.CON));
        if (!early) {
            assertThat(count.isDone()).isFalse();
            acknowledgeWithCode();
            soon();
        }
        assertThat(count(count)).isEqualTo(1);
        assertThat(count(Counter.NOTIFICATIONS_SENT)).isOne();
    }

    private void acknowledgeWithCode() {
        module.says(rsp(OTHER, 2, "2.05", lastMessageId(), payload("07")));
    }

    // as a server

    private void serveObservable() {
        serve("/temp", false, true, (request, sent) -> CompletableFuture.completedFuture(reply(Code.CONTENT, "A")));
    }

    private void register(Peer peer, int messageId) {
        module.says("+QCOAPURC: \"req\"," + peer.host() + "," + peer.port() + ",0,1," + messageId
                + ",05,1,\"ab\",6,\"0\",11,\"temp\"");
        soon();
    }

    private void observedByAnother() {
        ready();
        serveObservable();
        register(OTHER, 1);
        module.takeCommands();
    }

    private Pending<SendOutcome> respondLate(int requestId, MessageType type) {
        module.takeCommands();
        Pending<SendOutcome> response =
                soon(respond(OTHER, requestId, Token.of((byte) 0xAB), type, CoapOptions.EMPTY, new byte[0]));
        assertThat(response.get()).isInstanceOf(SendOutcome.Sent.class);
        return response;
    }

    private int notified() {
        Pending<CommandOutcome<NotifiedObservers>> count = notifying();
        loop.advance(Duration.ofSeconds(30));
        return count(count);
    }

    private Pending<CommandOutcome<NotifiedObservers>> notifying() {
        return notifying("temp", MessageType.NON);
    }

    /** A header of the route's may linger from an earlier message. */
    @ParameterizedTest
    @CsvSource({"205, '=1,6,\"2\"'", "404, '=1,14,\"60\"'"})
    void aLingeringObserveHeaderNeverReachesANotification(int code, String option) {
        observedByAnother();
        CoapOptions lingering = CoapOptions.EMPTY.with(OptionDefinition.OBSERVE, 0);
        notifying(new Notification(
                List.of("temp"), MessageType.NON, Code.of(code / 100, code % 100), lingering, new byte[0]));
        soon();
        assertThat(module.commands())
                .filteredOn(command -> command.startsWith("AT+QCOAPOPTION"))
                .containsExactly("AT+QCOAPOPTION" + option);
    }

    /** Their number is not one of the twelve twice. */
    @Test
    void aNotificationMayHaveTwelveOptionsWithObserve() {
        observedByAnother();
        CoapOptions lingering = CoapOptions.EMPTY.with(OptionDefinition.OBSERVE, 0);
        for (int i = 0; i < 11; i++) {
            lingering = lingering.with(OptionDefinition.LOCATION_PATH, "s");
        }
        Pending<CommandOutcome<NotifiedObservers>> notified = soon(
                notifying(new Notification(List.of("temp"), MessageType.NON, Code.CONTENT, lingering, new byte[0])));
        assertThat(count(notified)).isEqualTo(1);
        assertThat(module.takeCommands()).anyMatch(command -> command.startsWith("AT+QCOAPOPTION=12,6,\"2\""));
    }

    @Test
    void aSeparateResponseConfirmsAnObservationAResetDoesNot() {
        ready();
        serve("/temp", true, true, (request, sent) -> CompletableFuture.completedFuture(reply(Code.CONTENT, "")));
        register(OTHER, 1);
        respondLate(1, MessageType.RST);
        assertThat(notified()).isZero();

        register(OTHER, 2);
        respondLate(2, MessageType.NON);
        assertThat(module.commands()).anyMatch(command -> command.startsWith("AT+QCOAPOPTION=1,6,"));
        assertThat(notified()).isOne();
    }

    /** However fast a server notifies, one request for the rest of a body waits, and no more. */
    @Test
    void aFloodOfNotificationsRequestsOneRemainingBodyAtATime() {
        ready();
        observe(512);
        confirm(1, "41");
        module.takeCommands();
        for (int i = 0; i < 50; i++) {
            notification(100 + i, 2 + i, "42".repeat(16));
        }
        assertThat(module.takeCommands().stream().filter(command -> command.startsWith("AT+QCOAPSEND=0,1,")))
                .hasSize(1);
        assertThat(count(Counter.DROPPED_STALE_NOTIFICATION)).isEqualTo(48);
        cancel();
    }

    @Test
    void noMoreThan256ObserversAreRegistered() {
        ready();
        serveObservable();
        for (int i = 0; i < 257; i++) {
            module.takeCommands();
            register(new Peer("192.0.2.7", 1000 + i), 1);
        }
        assertThat(module.commands()).as("the last one's reply").noneMatch(command -> command.contains("6,\""));

        assertThat(notified()).isEqualTo(256);
    }

    @Test
    void observersSurviveALostLineAndAreDroppedByARestart() {
        ready();
        serveObservable();
        register(OTHER, 1);
        module.hangsUp();
        loop.advance(Duration.ofSeconds(5));
        assertThat(count(Counter.OBSERVERS_DROPPED)).isZero();
        module.restarts();
        loop.advance(Duration.ofSeconds(5));
        assertThat(count(Counter.OBSERVERS_DROPPED)).isOne();
    }
}
