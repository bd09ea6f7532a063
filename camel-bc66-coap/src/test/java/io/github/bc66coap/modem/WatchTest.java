// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.modem;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.github.bc66coap.coap.CoapOptions;
import io.github.bc66coap.coap.Code;
import io.github.bc66coap.coap.MessageId;
import io.github.bc66coap.coap.MessageType;
import io.github.bc66coap.coap.Method;
import io.github.bc66coap.coap.Token;
import io.github.bc66coap.modem.api.Caller;
import io.github.bc66coap.modem.api.ModemEvent;
import io.github.bc66coap.modem.api.ModemWatcher;
import io.github.bc66coap.modem.api.Notification;
import io.github.bc66coap.modem.api.PathPattern;
import io.github.bc66coap.modem.api.Psk;
import io.github.bc66coap.modem.api.RequestService;
import io.github.bc66coap.modem.api.SendOutcome;
import io.github.bc66coap.modem.api.SeparateResponse;
import io.github.bc66coap.modem.api.SimPin;

import static org.assertj.core.api.Assertions.assertThat;

/** What those are told who watch a modem, and that it costs the modem nothing that they do. */
class WatchTest extends ModemFixture {
    private static final Caller ROUTE = new Caller("readings", "ID-1");

    private final List<String> told = new ArrayList<>();

    private void watch() {
        watchers.add((device, event) -> told.add(text(event)));
    }

    private static String text(ModemEvent event) {
        if (event instanceof ModemEvent.Line line) {
            return line.line().direction() + " " + line.line().redacted()
                    + (line.message() == null
                            ? ""
                            : " of " + line.message().messageId() + " by "
                                    + name(line.message().caller()));
        }
        if (event instanceof ModemEvent.Message message) {
            return "%s %s %s %s %s %d bytes by %s"
                    .formatted(
                            message.direction(),
                            message.type(),
                            message.code(),
                            message.messageId(),
                            message.token(),
                            message.payload().length(),
                            name(message.caller()));
        }
        if (event instanceof ModemEvent.Asked asked) {
            return name(asked.request().caller()) + " asks " + asked.request().method();
        }
        if (event instanceof ModemEvent.Ended ended) {
            return name(ended.request().caller()) + " gets: " + ended.outcome();
        }
        if (event instanceof ModemEvent.Served served) {
            return name(served.caller()) + " serves " + served.request().method() + " "
                    + served.request().options().uriPath();
        }
        if (event instanceof ModemEvent.Replied replied) {
            return name(replied.caller()) + " replies " + replied.code();
        }
        return ((ModemEvent.State) event).state().phase().toString();
    }

    private static String name(Caller caller) {
        return caller == null ? "nobody" : caller.route();
    }

    private static RequestService service(RequestService.Handler handler, boolean manual) {
        return new RequestService(
                PathPattern.parse("/led"),
                Set.of(Method.values()),
                SEPARATE,
                REPLY,
                manual,
                true,
                Duration.ofMinutes(10),
                ModemFixture.WHOLE_BODIES,
                handler,
                new Caller("led", ""));
    }

    @Test
    void aRequestOfARouteIsSeenFromTheRouteToThePeerAndBack() {
        ready();
        watch();
        Pending<SendOutcome> sent =
                soon(send(request(SERVER, MessageType.CON, 7, true, path("readings"), new byte[] {1, 2, 3})
                        .by(ROUTE)));
        assertPiggybackAnswers(sent, 7, "0102");
        assertThat(told)
                .containsExactly(
                        "readings asks GET",
                        "SENT AT+QCOAPHEAD=5,7,1,\"AB\" of 7 by readings",
                        "RECEIVED OK of 7 by readings",
                        "SENT AT+QCOAPOPTION=1,11,\"readings\" of 7 by readings",
                        "RECEIVED OK of 7 by readings",
                        "SENT AT+QCOAPSEND=0,1,\"192.0.2.1\",5683,3,<3 bytes> of 7 by readings",
                        "SENT CON 0.01 7 AB 3 bytes by readings",
                        "RECEIVED OK of 7 by readings",
                        "RECEIVED +QCOAPSEND: 0 of 7 by readings",
                        "RECEIVED +QCOAPURC: \"rsp\",192.0.2.1,5683,2,2.05,7,<11 bytes>",
                        "RECEIVED ACK 2.05 7 null 2 bytes by nobody",
                        "readings gets: the response was 2.05");
    }

    @Test
    void eachBlockOfARequestNamesItsRoute() {
        ready();
        watch();
        send(request(Method.POST, null, CoapOptions.EMPTY, new byte[40], 16).by(ROUTE));
        soon();
        module.says(rsp(SERVER, 2, "2.31", lastMessageId(), ",0"));
        soon();
        assertThat(told.stream().filter(each -> each.startsWith("SENT CON")))
                .hasSize(2)
                .allMatch(each -> each.endsWith("16 bytes by readings"));
    }

    @Test
    void watchersSeeTheEndOfARequestRefusedForItsMessageId() {
        ready();
        sent(7);
        watch();
        CompletableFuture<SendOutcome> again = modem.send(get(7).by(ROUTE));
        soon();
        assertThat(again).isCompletedExceptionally();
        assertThat(told).containsExactly("readings asks GET", "readings gets: null");
    }

    @Test
    void aRequestOfAPeerIsSeenFromThePeerToTheRouteAndBack() {
        ready();
        modem.serve(service((request, sent) -> CompletableFuture.completedFuture(reply(Code.CONTENT, "on")), false));
        soon();
        watch();
        module.says(req(CON, 1, 321, "led"));
        soon();
        assertThat(told)
                .containsExactly(
                        "RECEIVED +QCOAPURC: \"req\",192.0.2.1,5683,0,1,321,<19 bytes>",
                        "RECEIVED CON 0.01 321 0C 0 bytes by nobody",
                        "led serves GET /led",
                        "led replies 2.05",
                        "SENT AT+QCOAPHEAD=5,321,1,\"0C\" of 321 by led",
                        "RECEIVED OK of 321 by led",
                        "SENT AT+QCOAPSEND=2,205,\"192.0.2.1\",5683,2,<2 bytes> of 321 by led",
                        "SENT ACK 2.05 321 0C 2 bytes by led",
                        "RECEIVED OK of 321 by led",
                        "RECEIVED +QCOAPSEND: 0 of 321 by led");
    }

    @Test
    void aSeparateResponseAndANotificationNameTheirRoute() {
        ready();
        modem.serve(service(always(Code.CONTENT), true));
        soon();
        module.says("+QCOAPURC: \"req\",192.0.2.1,5683,0,1,321,05,1,\"0C\",6,\"0\",11,\"led\"");
        soon();
        watch();
        track(modem.respond(new SeparateResponse(
                        SERVER,
                        new MessageId(321),
                        Token.of((byte) 12),
                        MessageType.NON,
                        Code.CONTENT,
                        CoapOptions.EMPTY,
                        new byte[0],
                        null)
                .by(ROUTE)));
        soon();
        notifying(
                new Notification(List.of("led"), MessageType.NON, Code.CONTENT, CoapOptions.EMPTY, new byte[1], ROUTE));
        soon();
        assertThat(told.stream().filter(each -> each.startsWith("SENT NON")))
                .hasSize(2)
                .allMatch(each -> each.endsWith("by readings"));
    }

    @Test
    void watchersAreToldTheStates() {
        make();
        watch();
        track(modem.start());
        loop.advance(Duration.ofSeconds(1));
        module.restarts();
        loop.advance(Duration.ofSeconds(1));
        assertThat(told.stream().filter(each -> !each.contains(" ")))
                .startsWith("OPENING", "WAKING", "INITIALISING")
                .endsWith("CREATING", "READY");
        track(modem.stop());
        loop.advance(Duration.ofSeconds(1));
        assertThat(told).endsWith("STOPPED");
    }

    @Test
    void watchersAreToldNoLinesWhileTheTraceIsOff() {
        ready();
        watch();
        modem.trace().keep(false);
        sent(7);
        assertThat(told).containsExactly("nobody asks GET", "SENT CON 0.01 7 AB 0 bytes by nobody");
    }

    @Test
    void watchersAreToldNoSecrets() {
        settings.psk = new Psk("me", "C0FFEE42BADF00D5A7");
        settings.simPin = new SimPin("4711");
        module.sim = new FakeSim("4711");
        settings.initCommands = List.of("AT+CGAUTH=1,1,\"me\",\"hunter2\"");
        make();
        watch();
        List<String> whole = new ArrayList<>();
        watchers.add((device, event) -> {
            if (event instanceof ModemEvent.Line line) {
                whole.add(line.line().whole());
            }
        });
        track(modem.start());
        loop.advance(Duration.ofSeconds(3));
        assertThat(told)
                .contains("SENT AT+CPIN=\"***\"", "SENT AT+CGAUTH=***")
                .noneMatch(line -> line.contains("C0FFEE42") || line.contains("4711") || line.contains("hunter2"));
        assertThat(whole)
                .contains("AT+CPIN=\"***\"")
                .noneMatch(line -> line.contains("C0FFEE42") || line.contains("4711") || line.contains("hunter2"));
    }

    /** Groovy and Kotlin throw checked exceptions, too, where none are declared. */
    @ParameterizedTest
    @ValueSource(classes = {AssertionError.class, IllegalStateException.class, IOException.class})
    void aFailingWatcherHarmsNeitherModemNorOtherWatchers(Class<? extends Throwable> failure) throws Exception {
        Throwable thrown = failure.getDeclaredConstructor().newInstance();
        watchers.add((device, event) -> WatchTest.<RuntimeException>fail(thrown));
        ready();
        watch();
        assertPiggybackAnswers(sent(7), 7, "0102");
        assertThat(told).endsWith("nobody gets: the response was 2.05");
    }

    @SuppressWarnings("unchecked")
    private static <T extends Throwable> void fail(Throwable thrown) throws T {
        throw (T) thrown;
    }

    @Test
    void aWatcherRemovedDuringAnEventGetsNoFurtherEvents() {
        ready();
        ModemWatcher once = new ModemWatcher() {
            @Override
            public void onEvent(String device, ModemEvent event) {
                told.add(device);
                watchers.remove(this);
            }
        };
        watchers.add(once);
        assertThat(modem.isWatched()).isTrue();
        sent(7);
        assertThat(told).containsExactly(modem.settings().device());
        assertThat(modem.isWatched()).isFalse();
    }
}
