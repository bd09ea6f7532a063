// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.modem;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;

import org.apache.logging.log4j.Level;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.github.bc66coap.coap.CoapOption;
import io.github.bc66coap.coap.CoapOptions;
import io.github.bc66coap.coap.Code;
import io.github.bc66coap.coap.MessageType;
import io.github.bc66coap.coap.Method;
import io.github.bc66coap.coap.OptionDefinition;
import io.github.bc66coap.coap.Peer;
import io.github.bc66coap.coap.Token;
import io.github.bc66coap.modem.api.CommandOutcome;
import io.github.bc66coap.modem.api.Counter;
import io.github.bc66coap.modem.api.LostObserver.Cause;
import io.github.bc66coap.modem.api.Notification;
import io.github.bc66coap.modem.api.NotifiedObservers;
import io.github.bc66coap.modem.api.PathPattern;
import io.github.bc66coap.modem.api.Psk;
import io.github.bc66coap.modem.api.Registration;
import io.github.bc66coap.modem.api.Reply;
import io.github.bc66coap.modem.api.SendOutcome;
import io.github.bc66coap.simulator.testkit.LogRecorder;

import static org.assertj.core.api.Assertions.assertThat;

/** What becomes of observers that are silent, reject, or are lost, and of what waits for them. */
class ObserverStatesTest extends ModemFixture {
    private static final Duration PATIENCE = Duration.ofMinutes(10);
    private static final int TIMEOUT = 3;
    private static final int SUCCESS = 4;
    private static final int WAITING = 1;

    private Duration patience = PATIENCE;
    private Reply reply = Reply.of(Code.CONTENT);
    private int lastId = 100;
    private Registration service;

    private void serve(String path, boolean manual) {
        service = modem.serve(service(
                PathPattern.parse(path),
                Set.of(Method.GET),
                SEPARATE,
                REPLY,
                manual,
                true,
                patience,
                ModemFixture.WHOLE_BODIES,
                (request, sent) -> CompletableFuture.completedFuture(reply)));
        soon();
    }

    private void observed() {
        ready();
        serve("/temp", false);
        observe("AB");
    }

    private void observe(String token) {
        observe(OTHER, token, 0);
    }

    private void observe(Peer peer, String token, int observe) {
        module.says("+QCOAPURC: \"req\"," + peer.host() + "," + peer.port() + ",0,1," + lastId++ + ",05,1,\"" + token
                + "\",6,\"" + observe + "\",11,\"temp\"");
        takeCommandsSoon();
    }

    private static String lost(Cause cause) {
        return OTHER + " [temp] " + cause;
    }

    private Pending<CommandOutcome<NotifiedObservers>> notifying(MessageType type, String text) {
        return notifying(type, text, CoapOptions.EMPTY);
    }

    private Pending<CommandOutcome<NotifiedObservers>> notifying(MessageType type, String text, CoapOptions options) {
        return notifying(new Notification(
                List.of("temp"), type, Code.CONTENT, options, text.getBytes(StandardCharsets.US_ASCII)));
    }

    private Pending<CommandOutcome<NotifiedObservers>> notified(MessageType type, String text) {
        Pending<CommandOutcome<NotifiedObservers>> notified = notifying(type, text);
        loop.advance(Duration.ofSeconds(5));
        return notified;
    }

    /** What has been sent since this was asked last: message type and payload of each notification. */
    private List<String> sends() {
        return module.takeCommands().stream()
                .filter(command -> command.startsWith("AT+QCOAPSEND=") && command.contains(",205,"))
                .map(command -> command.split("[=,]"))
                .map(parts -> (parts[1].equals("0") ? "CON " : "NON ") + text(parts[parts.length - 1]))
                .toList();
    }

    private static String text(String quotedHex) {
        return new String(java.util.HexFormat.of().parseHex(quotedHex.replace("\"", "")), StandardCharsets.US_ASCII);
    }

    private static String empty(int type, int messageId) {
        return rsp(OTHER, type, "0.00", messageId, ",0");
    }

    /** A CON that nobody acknowledges, as the module tells. */
    private void observedAndSilent() {
        observed();
        module.status = TIMEOUT;
        assertThat(count(notified(MessageType.CON, "silent"))).isZero();
        module.takeCommands();
    }

    // it is told

    @Test
    void aRestartIsReportedWithTheObserversItLost() {
        observed();
        module.restarts();
        loop.advance(Duration.ofSeconds(10));
        assertThat(events.told).containsExactly(lost(Cause.MODULE_RESTARTED), "the module restarted");
        assertThat(count(Counter.OBSERVERS_LOST)).isEqualTo(1);
        assertThat(notified(MessageType.NON, "x").get())
                .isEqualTo(new CommandOutcome.Done<>(new NotifiedObservers(0, false)));
    }

    @Test
    void aRestartWithoutRdyIsReportedWithItsLostObservers() {
        observed();
        module.forget();
        module.says("F1: 0000 0000", "V0: 0000 0000 [0001]", "Leaving the BROM");
        loop.advance(Duration.ofSeconds(10));
        assertThat(events.told).containsExactly(lost(Cause.MODULE_RESTARTED), "the module restarted");
    }

    /** It shows by the settings that it refuses the next message without. */
    @Test
    void aRestartFoundByARefusedSendIsReportedWithItsLostObservers() {
        observed();
        module.forget();
        module.refuse("AT+QCOAPSEND");
        notifying(MessageType.NON, "x");
        loop.advance(Duration.ofSeconds(10));
        assertThat(events.told).containsExactly(lost(Cause.MODULE_RESTARTED), "the module restarted");
    }

    @Test
    void aContextLostInDeepSleepIsReportedWithItsLostObservers() {
        observed();
        module.context = false;
        module.says("+QCOAPURC: recovered,1");
        loop.advance(Duration.ofSeconds(10));
        assertThat(events.told)
                .containsExactly(lost(Cause.CONTEXT_LOST), "the module lost its CoAP context in deep sleep");
    }

    @Test
    void aRequestedResetAndALostLineAreReportedAndKeepObservers() {
        observed();
        Pending<CommandOutcome<Void>> reset = track(modem.reset());
        loop.advance(Duration.ofSeconds(5));
        assertThat(reset.isDone()).isTrue();
        module.hangsUp();
        loop.advance(Duration.ofSeconds(5));
        assertThat(events.told).containsExactly("a new context was asked for", "the other side hung up");
        assertThat(count(notified(MessageType.NON, "x"))).isEqualTo(1);
    }

    @Test
    void theFirstSessionIsNoRestart() {
        observed();
        assertThat(events.told).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {CON, NON})
    void anObserverThatResetsANotificationIsLost(int type) {
        observed();
        module.status = WAITING;
        Pending<CommandOutcome<NotifiedObservers>> notified =
                soon(notifying(type == CON ? MessageType.CON : MessageType.NON, "x"));
        module.says(empty(3, lastMessageId(module.takeCommands())));
        soon();
        assertThat(notified.get()).isEqualTo(new CommandOutcome.Done<>(new NotifiedObservers(type, type == NON)));
        assertThat(events.told).containsExactly(lost(Cause.RESET));
    }

    @Test
    void anObserverThatDeregistersIsNotReportedLost() {
        observed();
        observe(OTHER, "AB", 1);
        assertThat(notified(MessageType.NON, "x").get())
                .isEqualTo(new CommandOutcome.Done<>(new NotifiedObservers(0, false)));
        assertThat(events.told).isEmpty();
    }

    @Test
    void anObserverEndedByAnErrorNotificationIsNotReportedLost() {
        observed();
        notifying(new Notification(List.of("temp"), MessageType.NON, Code.NOT_FOUND, CoapOptions.EMPTY, new byte[0]));
        soon();
        assertThat(count(notified(MessageType.NON, "x"))).isZero();
        assertThat(events.told).isEmpty();
    }

    @Test
    void anObserverWhoseServiceClosesIsLost() {
        observed();
        service.close();
        soon();
        assertThat(events.told).containsExactly(lost(Cause.NOT_SERVED));
    }

    @Test
    void anObserverWhoseRenewalGetsAnErrorIsLost() {
        observed();
        reply = Reply.of(Code.SERVICE_UNAVAILABLE);
        observe("AB");
        assertThat(events.told).containsExactly(lost(Cause.REFUSED));
        assertThat(count(notified(MessageType.NON, "x"))).isZero();
    }

    @Test
    void anObserverWhoseRenewalReplyHasNoRoomForObserveIsLost() {
        observed();
        CoapOptions full = CoapOptions.of(Collections.nCopies(12, new CoapOption(8, "s")));
        reply = new Reply(Code.CONTENT, full, new byte[0]);
        observe("AB");
        assertThat(events.told).containsExactly(lost(Cause.REFUSED));
    }

    @ParameterizedTest
    @CsvSource({"true", "false"})
    void anObserverWhoseRenewalReplyTheModuleCannotTakeIsLost(boolean refusedByModule) {
        observed();
        if (refusedByModule) {
            module.refuse("AT+QCOAPSEND=2,205");
        } else {
            reply = new Reply(Code.CONTENT, CoapOptions.EMPTY, new byte[1025]);
        }
        observe("AB");
        assertThat(events.told).containsExactly(lost(Cause.REFUSED));
        assertThat(count(notified(MessageType.NON, "x"))).isZero();
    }

    /** Nothing says that it doesn't observe any more. */
    @Test
    void anObserverStaysIfItsRenewalGetsNoReplyAtAll() {
        observed();
        module.answer("AT+QCOAPSEND=2,205", "OK", "+QCOAPSEND: 3");
        observe("AB");
        assertThat(count(notified(MessageType.NON, "x"))).isEqualTo(1);
        assertThat(events.told).isEmpty();
    }

    /** It has asked, so it is there. */
    @Test
    void aSilentObserverThatRenewsIsTrustedEvenWithoutAReply() {
        observedAndSilent();
        module.answer("AT+QCOAPSEND=2,205", "OK", "+QCOAPSEND: 3");
        observe("AB");
        module.takeCommands();
        notified(MessageType.NON, "x");
        assertThat(sends()).containsExactly("NON x");
    }

    /** As a server does that has forgotten, or has been registered with anew: then the older token is nobody's any more. */
    @Test
    void resettingTheOlderOfTwoTokensLosesNoObserver() {
        observed();
        observe("CD");
        module.status = WAITING;
        Pending<CommandOutcome<NotifiedObservers>> notified = soon(notifying(MessageType.NON, "x"));
        List<String> commands = module.takeCommands();
        int older = lastMessageId(commands.subList(0, commands.size() - 3));
        assertThat(count(notified)).isEqualTo(2);
        module.says(empty(3, older));
        soon();
        assertThat(count(notified(MessageType.NON, "x"))).isEqualTo(1);
        assertThat(events.told).isEmpty();
    }

    @Test
    void aResetNineNotificationsLateStillLosesTheObserver() {
        observed();
        List<Integer> ids = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            notified(MessageType.NON, "x");
            ids.add(lastMessageId(module.takeCommands()));
        }
        module.says(empty(3, ids.get(0)));
        soon();
        assertThat(events.told).containsExactly(lost(Cause.RESET));
    }

    // who is silent

    @Test
    void theNotificationAfterAnUnacknowledgedOneIsConfirmable() {
        observedAndSilent();
        module.status = SUCCESS;
        assertThat(count(notified(MessageType.NON, "one"))).isEqualTo(1);
        assertThat(count(notified(MessageType.NON, "two"))).isEqualTo(1);
        assertThat(sends()).containsExactly("CON one", "NON two");
        loop.advance(PATIENCE.multipliedBy(2));
        assertThat(events.told).isEmpty();
        assertThat(count(notified(MessageType.NON, "three"))).isEqualTo(1);
    }

    @Test
    void anObserverSilentForTheWholePatienceIsLost() {
        observedAndSilent();
        loop.advance(PATIENCE.minusSeconds(10));
        assertThat(notified(MessageType.NON, "x").get())
                .isEqualTo(new CommandOutcome.Done<>(new NotifiedObservers(0, true)));
        assertThat(events.told).isEmpty();
        loop.advance(Duration.ofSeconds(10));
        assertThat(events.told).containsExactly(lost(Cause.UNACKNOWLEDGED));
        module.takeCommands();
        assertThat(notified(MessageType.NON, "x").get())
                .isEqualTo(new CommandOutcome.Done<>(new NotifiedObservers(0, false)));
        assertThat(sends()).isEmpty();
    }

    @Test
    void withZeroPatienceOneUnacknowledgedConLosesTheObserver() {
        patience = Duration.ZERO;
        observedAndSilent();
        assertThat(events.told).containsExactly(lost(Cause.UNACKNOWLEDGED));
    }

    @Test
    void aSilentObserverThatResetsANotificationIsLostAtOnce() {
        observedAndSilent();
        module.status = WAITING;
        notifying(MessageType.NON, "x");
        soon();
        module.says(empty(3, lastMessageId(module.takeCommands())));
        soon();
        assertThat(events.told).containsExactly(lost(Cause.RESET));
    }

    /** What is under way when the patience ends has its chance. */
    @ParameterizedTest
    @CsvSource({"true", "false"})
    void theConUnderWayWhenPatienceEndsDecidesTheLoss(boolean acknowledged) {
        observedAndSilent();
        loop.advance(PATIENCE.minusSeconds(15));
        module.status = WAITING;
        Pending<CommandOutcome<NotifiedObservers>> last = notifying(MessageType.NON, "last");
        loop.advance(Duration.ofSeconds(20));
        assertThat(events.told).isEmpty();
        int messageId = lastMessageId(module.takeCommands());
        if (acknowledged) {
            module.says(empty(2, messageId));
        }
        module.status = TIMEOUT;
        loop.advance(Duration.ofSeconds(90));
        assertThat(last.get())
                .isEqualTo(new CommandOutcome.Done<>(new NotifiedObservers(acknowledged ? 1 : 0, acknowledged)));
        assertThat(events.told).isEqualTo(acknowledged ? List.of() : List.of(lost(Cause.UNACKNOWLEDGED)));
    }

    /** After the module has given up. */
    @Test
    void anAcknowledgementAfterTheModuleGaveUpStillCounts() {
        observed();
        module.status = TIMEOUT;
        notified(MessageType.CON, "silent");
        module.says(empty(2, lastMessageId(module.takeCommands())));
        soon();
        loop.advance(PATIENCE.multipliedBy(2));
        assertThat(count(notified(MessageType.NON, "x"))).isEqualTo(1);
        assertThat(sends()).containsExactly("NON x");
    }

    @Test
    void aSilentObserverThatRenewsCountsAsAlive() {
        observedAndSilent();
        module.status = SUCCESS;
        observe("AB");
        notified(MessageType.NON, "x");
        assertThat(sends()).containsExactly("NON x");
        loop.advance(PATIENCE.multipliedBy(2));
        assertThat(count(notified(MessageType.NON, "x"))).isEqualTo(1);
    }

    /** RFC 7641 section 4.5. */
    @Test
    void onceADayANotificationIsConfirmable() {
        observed();
        notified(MessageType.NON, "first");
        loop.advance(Duration.ofHours(24));
        notified(MessageType.NON, "next day");
        notified(MessageType.NON, "then");
        assertThat(sends()).containsExactly("NON first", "CON next day", "NON then");
    }

    /** The module's failure is not the peer's silence. */
    @Test
    void aFailedSendDoesNotMarkTheObserverSilent() {
        observed();
        module.answer("AT+QCOAPSEND", "OK", "+QCOAPSEND: 3");
        assertThat(count(notified(MessageType.CON, "x"))).isZero();
        module.takeCommands();
        notified(MessageType.NON, "y");
        assertThat(sends()).containsExactly("NON y");
    }

    @Test
    void anObserverWhoseHandshakesKeepFailingIsLost() {
        settings.psk = new Psk("id", "0102");
        settings.localPorts = 1;
        observed();
        module.network((fake, command) -> fake.says("OK", "+QCOAPSEND: 2"));
        for (int i = 0; i < 70; i++) {
            notified(MessageType.NON, "x" + i);
        }
        assertThat(events.told).doesNotContain(lost(Cause.UNACKNOWLEDGED));
        for (int i = 0; i < 70; i++) {
            notified(MessageType.NON, "y" + i);
        }
        assertThat(events.told).contains(lost(Cause.UNACKNOWLEDGED));
    }

    @Test
    void aSilentObserverMakesRoomForANewObserverWhenFull() {
        ready();
        serve("/temp", false);
        IntStream.range(0, 256).forEach(i -> observe(new Peer("192.0.2.2", 10_000 + i), "AB", 0));
        observe(new Peer("192.0.2.3", 1), "AB", 0);
        assertThat(count(notified(MessageType.NON, "x"))).as("no room").isEqualTo(256);

        module.network((fake, command) -> {
            fake.says("OK", "+QCOAPSEND: 0");
            fake.status = command.contains(",10007,") ? TIMEOUT : SUCCESS;
        });
        Pending<CommandOutcome<NotifiedObservers>> confirmable = notifying(MessageType.CON, "x");
        loop.advance(Duration.ofMinutes(9));
        assertThat(count(confirmable)).isEqualTo(255);
        observe(new Peer("192.0.2.3", 1), "AB", 0);
        assertThat(events.told).containsExactly("192.0.2.2:10007 [temp] EVICTED");
        assertThat(count(notified(MessageType.NON, "x"))).isEqualTo(256);
    }

    // what waits

    /** A reading every two seconds, and a network that is away for 110 seconds. */
    @Test
    void afterAnOutageOnlyTheNewestNotificationIsSent() {
        observed();
        module.hangsUp();
        module.refuseOpening("gone");
        List<Pending<CommandOutcome<NotifiedObservers>>> older = new ArrayList<>();
        for (int i = 1; i < 56; i++) {
            older.add(notifying(MessageType.NON, "reading " + i));
            loop.advance(Duration.ofSeconds(2));
        }
        Pending<CommandOutcome<NotifiedObservers>> last = notifying(MessageType.NON, "reading 56");
        loop.run();
        assertThat(older).allSatisfy(each -> assertThat(each.get())
                .isEqualTo(new CommandOutcome.Done<>(new NotifiedObservers(0, true))));
        assertThat(last.isDone()).isFalse();
        module.refuseOpening(null);
        loop.advance(Duration.ofMinutes(1));
        assertThat(sends()).containsExactly("NON reading 56");
        assertThat(count(last)).isEqualTo(1);
        assertThat(count(Counter.NOTIFICATIONS_REPLACED)).isEqualTo(55);
    }

    /** The module may be away as long as for a message that has just come. */
    @Test
    void theNewestNotificationHasTheFullWaitingTime() {
        observed();
        module.hangsUp();
        module.refuseOpening("gone");
        notifying(MessageType.NON, "first");
        loop.advance(RESPONSE.minusSeconds(1));
        Pending<CommandOutcome<NotifiedObservers>> last = notifying(MessageType.NON, "last");
        loop.advance(RESPONSE.minusSeconds(40));
        assertThat(last.isDone()).isFalse();
        module.refuseOpening(null);
        loop.advance(Duration.ofSeconds(35));
        assertThat(sends()).containsExactly("NON last");
        assertThat(count(last)).isEqualTo(1);
    }

    @Test
    void whileANotificationIsUnderWayOnlyTheNewestWaits() {
        observed();
        module.status = WAITING;
        Pending<CommandOutcome<NotifiedObservers>> first = soon(notifying(MessageType.CON, "first"));
        int messageId = lastMessageId();
        List<Pending<CommandOutcome<NotifiedObservers>>> others = IntStream.range(0, 10)
                .mapToObj(i -> notifying(MessageType.NON, "x" + i))
                .toList();
        soon();
        module.says(empty(2, messageId));
        soon();
        assertThat(count(first)).isEqualTo(1);
        assertThat(sends()).containsExactly("CON first", "NON x9");
        assertThat(others.stream().map(ModemFixture::count)).containsExactly(0, 0, 0, 0, 0, 0, 0, 0, 0, 1);
    }

    /** It isn't put off for ever by what is more frequent than a turn. */
    @Test
    void aNewerNotificationKeepsTheQueuePlaceOfTheOlder() {
        observed();
        Pending<SendOutcome> request = sentTo(OTHER, 7);
        notifying(MessageType.NON, "older");
        send(request(OTHER, MessageType.CON, 8));
        notifying(MessageType.NON, "newer");
        module.takeCommands();
        module.says(rsp(OTHER, 2, "2.05", 7, payload("41")));
        soon();
        assertAnswered(request, "41");
        assertThat(module.commands())
                .filteredOn(command -> command.startsWith("AT+QCOAPSEND"))
                .extracting(command -> command.split("[=,]")[2])
                .containsExactly("205", "1");
        assertThat(sends()).containsExactly("NON newer");
    }

    @Test
    void aNotificationWaitingForAnObserverThatLeavesEndsAtOnce() {
        observed();
        sentTo(OTHER, 7);
        Pending<CommandOutcome<NotifiedObservers>> notified = soon(notifying(MessageType.NON, "x"));
        assertThat(notified.isDone()).isFalse();
        observe(OTHER, "AB", 1);
        assertThat(notified.get()).isEqualTo(new CommandOutcome.Done<>(new NotifiedObservers(0, false)));
        Pending<Integer> waiting = track(InTheLoop.queueLength(modem));
        loop.run();
        assertThat(waiting.get()).isZero();
    }

    @Test
    void eachOfManyObserversGetsOnlyTheNewestNotification() {
        ready();
        serve("/temp", false);
        IntStream.range(0, 20).forEach(i -> observe(new Peer("192.0.2.2", 10_000 + i), "AB", 0));
        module.stall("AT+QCOAPSEND", SOON);
        Pending<SendOutcome> request = send(get(7));
        notifying(MessageType.NON, "older");
        Pending<CommandOutcome<NotifiedObservers>> newer = notifying(MessageType.NON, "newer");
        loop.run();
        module.takeCommands();
        loop.advance(SOON.multipliedBy(2));
        module.says(piggybacked(7, "41"));
        loop.advance(Duration.ofSeconds(5));
        assertAnswered(request, "41");
        assertThat(sends()).hasSize(20).containsOnly("NON newer");
        assertThat(count(newer)).isEqualTo(20);
    }

    @Test
    void notificationsToManyObserversLetARequestPass() {
        ready();
        serve("/temp", false);
        IntStream.range(0, 20).forEach(i -> observe(new Peer("192.0.2.2", 10_000 + i), "AB", 0));
        notifying(MessageType.NON, "x");
        loop.run();
        send(get(7));
        loop.advance(Duration.ofSeconds(2));
        List<String> codes = module.takeCommands().stream()
                .filter(command -> command.startsWith("AT+QCOAPSEND"))
                .map(command -> command.split("[=,]")[2])
                .toList();
        assertThat(codes.indexOf("1")).isPositive().isLessThanOrEqualTo(8);
    }

    // Content-Format

    @ParameterizedTest
    @CsvSource({"false", "true"})
    void aNotificationHasTheFormatOfTheFirstReply(boolean manual) {
        ready();
        serve("/temp", manual);
        CoapOptions opaque = CoapOptions.EMPTY.with(OptionDefinition.CONTENT_FORMAT, 42);
        reply = new Reply(Code.CONTENT, opaque, new byte[0]);
        int request = lastId;
        observe("AB");
        if (manual) {
            respond(OTHER, request, Token.of((byte) 0xAB), MessageType.NON, opaque, new byte[0]);
            takeCommandsSoon();
        }
        notified(MessageType.NON, "x");
        assertThat(module.takeCommands())
                .anyMatch(command -> command.matches("AT\\+QCOAPOPTION=2,6,\"[0-9]+\",12,\"42\""));
        notifying(MessageType.NON, "x", CoapOptions.EMPTY.with(OptionDefinition.CONTENT_FORMAT, 50));
        assertThat(takeCommandsSoon())
                .as("the route's own")
                .anyMatch(command -> command.startsWith("AT+QCOAPOPTION=2,")
                        && command.contains("12,\"50\"")
                        && !command.contains("42"));
    }

    @Test
    void notificationsWithoutContentFormatAreWarnedAboutOnce() {
        observed();
        observe("CD");
        try (LogRecorder warnings = new LogRecorder(Level.WARN)) {
            notified(MessageType.NON, "x");
            notified(MessageType.NON, "y");
            loop.advance(Duration.ofMinutes(3));
            assertThat(warnings.messages(Observers.class))
                    .singleElement()
                    .asString()
                    .startsWith("notifications of /temp have no Content-Format");
        }
    }

    @Test
    void anEmptyNotificationNeedsNoFormat() {
        observed();
        try (LogRecorder warnings = new LogRecorder(Level.WARN)) {
            notified(MessageType.NON, "");
            assertThat(warnings.messages(Observers.class)).isEmpty();
        }
    }
}
