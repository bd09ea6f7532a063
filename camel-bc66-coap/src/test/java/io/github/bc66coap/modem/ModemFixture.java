// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.modem;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;

import org.junit.jupiter.api.AfterEach;

import io.github.bc66coap.at.ManualEventLoop;
import io.github.bc66coap.coap.CoapOption;
import io.github.bc66coap.coap.CoapOptions;
import io.github.bc66coap.coap.Code;
import io.github.bc66coap.coap.MessageId;
import io.github.bc66coap.coap.MessageType;
import io.github.bc66coap.coap.Method;
import io.github.bc66coap.coap.Peer;
import io.github.bc66coap.coap.Token;
import io.github.bc66coap.modem.api.BodyPolicy;
import io.github.bc66coap.modem.api.CommandOutcome;
import io.github.bc66coap.modem.api.Counter;
import io.github.bc66coap.modem.api.IncomingResponse;
import io.github.bc66coap.modem.api.LostObserver;
import io.github.bc66coap.modem.api.ModemListener;
import io.github.bc66coap.modem.api.ModemState;
import io.github.bc66coap.modem.api.ModemWatcher;
import io.github.bc66coap.modem.api.Notification;
import io.github.bc66coap.modem.api.NotifiedObservers;
import io.github.bc66coap.modem.api.OutgoingRequest;
import io.github.bc66coap.modem.api.PathPattern;
import io.github.bc66coap.modem.api.Registration;
import io.github.bc66coap.modem.api.Reply;
import io.github.bc66coap.modem.api.RequestService;
import io.github.bc66coap.modem.api.SendOutcome;
import io.github.bc66coap.modem.api.SeparateResponse;
import io.github.bc66coap.modem.link.Connector;
import io.github.bc66coap.modem.link.SimPasswords;

import static org.assertj.core.api.Assertions.assertThat;

/** A modem between a test's hands: time and module are the test's. Every future must complete exactly once. */
abstract class ModemFixture {
    /** Accepts no part, and nothing that may be one. */
    static final BodyPolicy WHOLE_BODIES = new BodyPolicy(false, Set.of(16, 32, 64, 128, 256, 512, 1024));

    static final int CON = 0;
    static final int NON = 1;
    static final Peer SERVER = new Peer("192.0.2.1", 5683);
    static final Peer OTHER = new Peer("192.0.2.2", 5683);
    static final Duration COMMAND = Duration.ofSeconds(2);
    static final Duration SEND = Duration.ofSeconds(60);
    static final Duration RESPONSE = Duration.ofSeconds(93);
    static final Duration SEPARATE = Duration.ofMillis(1500);
    static final Duration REPLY = Duration.ofSeconds(60);
    static final Duration RECONNECT = Duration.ofMillis(500);
    static final Duration RECONNECT_MAX = Duration.ofSeconds(30);
    /** Long enough for any number of answered commands, short enough for every timer. */
    static final Duration SOON = Duration.ofMillis(300);

    /** What takes a module from a line to ready, with the default settings. */
    static final List<String> TO_CONTEXT = List.of("ATE0", "AT+QCOAPCREATE=?", "AT+CGATT?", "AT+QCOAPCREATE=56830,0");

    static final List<String> CONFIGURE = List.of("AT+QCOAPCFG=\"Showra\",1", "AT+QCOAPCFG=\"Showrspopt\",1");

    final ManualEventLoop loop = new ManualEventLoop();
    final FakeModule module = new FakeModule(loop);
    final List<Pending<?>> pending = new ArrayList<>();
    final Events events = new Events();
    /** What the process remembers, whatever becomes of its modems. */
    final SimPasswords passwords = new SimPasswords();

    /** Those who watch the modem. */
    final CopyOnWriteArrayList<ModemWatcher> watchers = new CopyOnWriteArrayList<>();

    SettingsBuilder settings = new SettingsBuilder();
    boolean processEnds;
    Modem modem;

    /** A future, and how often it has completed. */
    static final class Pending<T> {
        final CompletableFuture<T> future;
        int completions;

        Pending(CompletableFuture<T> future) {
            this.future = future;
            future.whenComplete((value, failure) -> completions++);
        }

        boolean isDone() {
            return future.isDone();
        }

        T get() {
            assertThat(future).isCompleted();
            return future.join();
        }
    }

    /** Writes down what belongs to no request. */
    static final class Events implements ModemListener {
        final List<IncomingResponse> responses = new ArrayList<>();
        final List<Integer> recovered = new ArrayList<>();
        /** New sessions and lost observers, in their order. */
        final List<String> told = new ArrayList<>();

        boolean takes = true;

        @Override
        public boolean onResponse(IncomingResponse response) {
            responses.add(response);
            return takes;
        }

        @Override
        public void onRecovered(int state) {
            recovered.add(state);
        }

        @Override
        public void onRestarted(String reason) {
            told.add(reason);
        }

        @Override
        public void onObserverLost(LostObserver lost) {
            told.add(lost.peer() + " " + lost.path() + " " + lost.cause());
        }
    }

    @AfterEach
    void everyFutureCompletesOnceAndNothingStaysBehind() {
        if (modem == null) {
            return;
        }
        Pending<Void> stopped = track(modem.stop());
        for (int i = 0; i < 20_000 && !stopped.isDone(); i++) {
            loop.advance(Duration.ofMillis(1));
        }
        assertThat(stopped.isDone()).isTrue();
        // the loop may end now, so what isn't complete by now never is
        assertThat(pending).allSatisfy(each -> assertThat(each.completions).isEqualTo(1));
        assertThat(modem.state().phase()).isEqualTo(ModemState.Phase.STOPPED);
        assertThat(module.isOpen()).isFalse();
        module.takeCommands();
        loop.advance(Duration.ofHours(2));
        assertThat(module.commands()).as("commands after the stop").isEmpty();
        assertThat(pending).allSatisfy(each -> assertThat(each.completions).isEqualTo(1));
        assertThat(loop.waiting()).as("timers after the stop").isZero();
    }

    Modem make() {
        return make(new Connector(loop, module, loop::execute, FakeLine::wire, () -> processEnds));
    }

    Modem make(Connector connector) {
        modem = new Modem(new Session(loop, settings.build(), connector, passwords, new Random(1), watchers));
        return modem;
    }

    /** Makes a modem, starts it and lets it get ready. */
    void ready() {
        make();
        modem.subscribe(events);
        track(modem.start());
        assertReadyAfter(Duration.ofSeconds(1));
        module.takeCommands();
    }

    /** The same, with a service at {@code /a}, which answers 2.05. */
    void readyServingA() {
        ready();
        serve("/a", always(Code.CONTENT));
    }

    Pending<Void> makeAndStart() {
        make();
        return track(modem.start());
    }

    /** Makes a modem and starts it, and whoever waits for its first answer may wait in vain. */
    void makeAndTryToStart() {
        make();
        tryToStart();
    }

    void tryToStart() {
        track(modem.start().handle((none, failure) -> failure));
    }

    void advanceUntil(ModemState.Phase phase) {
        while (modem.state().phase() != phase) {
            loop.advance(Duration.ofMillis(10));
        }
    }

    void assertReadyAfter(Duration time) {
        loop.advance(time);
        assertThat(modem.state().isReady()).as(modem.state().toString()).isTrue();
    }

    <T> Pending<T> track(CompletableFuture<T> future) {
        Pending<T> made = new Pending<>(future);
        pending.add(made);
        return made;
    }

    void soon() {
        loop.advance(SOON);
    }

    /** What has begun, when the module has had time for it. */
    <T> Pending<T> soon(Pending<T> begun) {
        soon();
        return begun;
    }

    /** The commands that the module has had when all of them are answered. */
    List<String> takeCommandsSoon() {
        soon();
        return module.takeCommands();
    }

    /** What the module is told once it has said this. */
    List<String> says(String... text) {
        module.says(text);
        return takeCommandsSoon();
    }

    /** The messages that have been sent since the commands were last taken. */
    List<String> takeSends() {
        return module.takeCommands().stream()
                .filter(command -> command.startsWith("AT+QCOAPSEND"))
                .toList();
    }

    static String[] array(Object... parts) {
        return list(parts).toArray(String[]::new);
    }

    static List<String> list(Object... parts) {
        List<String> all = new ArrayList<>();
        for (Object part : parts) {
            if (part instanceof List<?> many) {
                many.forEach(each -> all.add((String) each));
            } else {
                all.add((String) part);
            }
        }
        return all;
    }

    // own requests

    static CoapOptions path(String... segments) {
        return CoapOptions.of(Arrays.stream(segments)
                .map(segment -> new CoapOption(11, segment))
                .toList());
    }

    static OutgoingRequest request(
            Peer peer, MessageType type, int messageId, boolean await, CoapOptions options, byte[] payload) {
        MessageId id = messageId < 0 ? null : new MessageId(messageId);
        return new OutgoingRequest(peer, type, Method.GET, id, Token.of((byte) 0xAB), options, payload, await, 0, null);
    }

    /** A CON that waits for its response, whose message ID the modem chooses. */
    static OutgoingRequest request(Method method, Token token, CoapOptions options, byte[] payload, int blockSize) {
        return new OutgoingRequest(
                SERVER, MessageType.CON, method, null, token, options, payload, true, blockSize, null);
    }

    /** A GET without options, whose response is awaited if it is a CON. */
    static OutgoingRequest request(Peer peer, MessageType type, int messageId) {
        return request(peer, type, messageId, type == MessageType.CON, CoapOptions.EMPTY, new byte[0]);
    }

    /** A CON GET that waits for its response. */
    static OutgoingRequest get(int messageId) {
        return request(SERVER, MessageType.CON, messageId);
    }

    /** Sends a NON, whose response nobody awaits. */
    Pending<SendOutcome> sendNon(int messageId) {
        return send(request(SERVER, MessageType.NON, messageId));
    }

    Pending<SendOutcome> send(OutgoingRequest request) {
        return track(modem.send(request));
    }

    /** Sends a CON GET and lets the module send it. */
    Pending<SendOutcome> sent(int messageId) {
        return sentTo(SERVER, messageId);
    }

    /** As long as such a request isn't answered, nothing else goes to its peer. */
    Pending<SendOutcome> sentTo(Peer peer, int messageId) {
        Pending<SendOutcome> sent = soon(send(request(peer, MessageType.CON, messageId)));
        assertThat(sent.isDone()).isFalse();
        return sent;
    }

    /** The module won't say when it is asked ahead what became of the next CON, so that the message behind that one asks. */
    void statusStaysDue() {
        module.refuse("AT+QCOAPDATASTATUS?");
    }

    static String head(int messageId) {
        return "AT+QCOAPHEAD=5," + messageId + ",1,\"AB\"";
    }

    /** Sends a response with 2.05 to a request that has been acknowledged. */
    Pending<SendOutcome> respond(
            Peer peer, int requestId, Token token, MessageType type, CoapOptions options, byte[] payload) {
        return track(modem.respond(new SeparateResponse(
                peer, new MessageId(requestId), token, type, Code.CONTENT, options, payload, null)));
    }

    /** Of the last message with a token that has been sent since the commands were last taken. */
    int lastMessageId() {
        return lastMessageId(module.commands());
    }

    static int lastMessageId(List<String> commands) {
        return commands.stream()
                .filter(command -> command.startsWith("AT+QCOAPHEAD=5,"))
                .map(command -> Integer.parseInt(command.split("[=,]")[2]))
                .reduce((first, second) -> second)
                .orElseThrow();
    }

    static String sendGet(Peer peer) {
        return "AT+QCOAPSEND=0,1,\"" + peer.host() + "\"," + peer.port() + ",0";
    }

    // what peers say

    static String rsp(Peer peer, int type, String code, int messageId, String rest) {
        return "+QCOAPURC: \"rsp\"," + peer.host() + "," + peer.port() + "," + type + "," + code + "," + messageId
                + rest;
    }

    static String payload(String hex) {
        return ",0," + hex.length() / 2 + ",\"" + hex + "\"";
    }

    static String emptyAck(int messageId) {
        return rsp(SERVER, 2, "0.00", messageId, ",0");
    }

    static String reset(int messageId) {
        return rsp(SERVER, 3, "0.00", messageId, ",0");
    }

    static String piggybacked(int messageId, String hex) {
        return rsp(SERVER, 2, "2.05", messageId, payload(hex));
    }

    static String separate(int messageId, String hex) {
        return rsp(SERVER, 0, "2.05", messageId, payload(hex));
    }

    static void assertAnswered(Pending<SendOutcome> sent, String hex) {
        assertThat(sent.get()).isInstanceOf(SendOutcome.Answered.class);
        IncomingResponse response = ((SendOutcome.Answered) sent.get()).response();
        assertThat(response.payload()).asHexString().isEqualToIgnoringCase(hex);
        assertThat(response.token()).isEqualTo(Token.of((byte) 0xAB));
    }

    /** A response comes with the acknowledgement, and is the request's at once. */
    void assertPiggybackAnswers(Pending<SendOutcome> sent, int messageId, String hex) {
        module.says(piggybacked(messageId, hex));
        assertAnswered(sent, hex);
    }

    /** The same, if something else may be waited for. */
    void assertPiggybackSoonAnswers(Pending<SendOutcome> sent, int messageId, String hex) {
        module.says(piggybacked(messageId, hex));
        soon();
        assertAnswered(sent, hex);
    }

    void assertSeparateAnswers(Pending<SendOutcome> sent, int messageId, String hex) {
        module.says(separate(messageId, hex));
        assertAnswered(sent, hex);
    }

    /** An acknowledgement without anything, as its two commands. */
    static List<String> ackCommands(Peer peer, int messageId) {
        return emptyCommands(2, peer, messageId);
    }

    static List<String> emptyCommands(int type, Peer peer, int messageId) {
        return List.of(
                "AT+QCOAPHEAD=3," + messageId,
                "AT+QCOAPSEND=" + type + ",0,\"" + peer.host() + "\"," + peer.port() + ",0");
    }

    Pending<CommandOutcome<NotifiedObservers>> notifying(String path, MessageType type, byte... payload) {
        return notifying(new Notification(List.of(path), type, Code.CONTENT, CoapOptions.EMPTY, payload));
    }

    Pending<CommandOutcome<NotifiedObservers>> notifying(Notification notification) {
        return track(modem.notifyObservers(notification));
    }

    /** How many observers a notification has reached. */
    static int count(Pending<CommandOutcome<NotifiedObservers>> notified) {
        assertThat(notified.get()).isInstanceOf(CommandOutcome.Done.class);
        return ((CommandOutcome.Done<NotifiedObservers>) notified.get()).value().count();
    }

    long count(Counter counter) {
        return modem.counters().get(counter);
    }

    // services

    /** A request with the token 0C and one segment of path per argument. */
    static String req(int type, int method, int messageId, String... path) {
        StringBuilder urc = new StringBuilder("+QCOAPURC: \"req\",192.0.2.1,5683,%d,%d,%d,%02X,1,\"0C\""
                .formatted(type, method, messageId, 1 | path.length << 1));
        for (String segment : path) {
            urc.append(",11,\"").append(segment).append('"');
        }
        return urc.toString();
    }

    static List<String> answer(int messageId, int type, int code) {
        return List.of(
                "AT+QCOAPHEAD=5," + messageId + ",1,\"0C\"",
                "AT+QCOAPSEND=" + type + "," + code + ",\"192.0.2.1\",5683,0");
    }

    static RequestService.Handler always(Code code) {
        return (request, sent) -> CompletableFuture.completedFuture(Reply.of(code));
    }

    static RequestService service(String path, boolean manual, boolean observable, RequestService.Handler handler) {
        return service(PathPattern.parse(path), Set.of(Method.GET), SEPARATE, REPLY, manual, observable, handler);
    }

    /** A service with the default policy for bodies, and ten minutes of patience. */
    static RequestService service(
            PathPattern path,
            Set<Method> methods,
            Duration separateAfter,
            Duration replyTimeout,
            boolean manual,
            boolean observable,
            RequestService.Handler handler) {
        Duration patience = Duration.ofMinutes(10);
        BodyPolicy bodies = WHOLE_BODIES;
        return service(path, methods, separateAfter, replyTimeout, manual, observable, patience, bodies, handler);
    }

    static RequestService service(
            PathPattern path,
            Set<Method> methods,
            Duration separateAfter,
            Duration replyTimeout,
            boolean manual,
            boolean observable,
            Duration patience,
            BodyPolicy bodies,
            RequestService.Handler handler) {
        return new RequestService(
                path, methods, separateAfter, replyTimeout, manual, observable, patience, bodies, handler, null);
    }

    Registration serve(String path, boolean manual, boolean observable, RequestService.Handler handler) {
        return serve(service(path, manual, observable, handler));
    }

    private Registration serve(RequestService service) {
        Registration registration = modem.serve(service);
        soon();
        return registration;
    }

    Registration serve(String path, RequestService.Handler handler) {
        return serve(path, Set.of(Method.values()), handler);
    }

    Registration serve(String path, Set<Method> methods, RequestService.Handler handler) {
        return serve(service(PathPattern.parse(path), methods, SEPARATE, REPLY, false, false, handler));
    }

    static Reply reply(Code code, String text) {
        return new Reply(code, CoapOptions.EMPTY, text.getBytes(java.nio.charset.StandardCharsets.US_ASCII));
    }
}
