// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.modem;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.IntConsumer;

import io.github.bc66coap.at.ManualEventLoop;
import io.github.bc66coap.simulator.coap.CoapCodec;
import io.github.bc66coap.simulator.coap.CoapMessage;
import io.github.bc66coap.simulator.coap.CoapOption;
import io.github.bc66coap.simulator.coap.MessageType;

/**
 * A LwM2M platform in virtual time, as far as a client's telemetry is concerned: it keeps a registration, observes a resource
 * when a client registers, reads another one from time to time, and rejects notifications that it didn't ask for.
 */
final class SteppedPlatform implements SteppedNetwork.Server {
    static final String TELEMETRY = "19/0/0";
    static final String BATTERY = "3/0/9";
    static final Duration LIFETIME = Duration.ofMinutes(25);

    private static final Duration IDLE_LIMIT = Duration.ofSeconds(300);
    private static final Duration EXCHANGE_LIFETIME = Duration.ofSeconds(247);
    private static final int OBSERVE = 6;
    private static final int LOCATION_PATH = 8;
    private static final int URI_PATH = 11;
    private static final int GET = 1;
    private static final int POST = 2;
    private static final int DELETE = 4;
    private static final int CREATED = 0x41;
    private static final int DELETED = 0x42;
    private static final int CHANGED = 0x44;
    private static final int CONTENT = 0x45;
    private static final int NOT_FOUND = 0x84;
    private static final int MESSAGE_IDS = 0x10000;
    private static final int MAX_RETRANSMIT = 4;

    private record Session(long id, long used) {}

    /** Where the client is. */
    private record Client(String id, int port, long session, long until) {}

    /** A request of the platform's. */
    private final class Asked {
        private final String path;
        private final CoapMessage message;
        private final int port;
        private final long session;
        private final Consumer<Boolean> end;
        private int sent;

        Asked(String path, CoapMessage message, Client to, Consumer<Boolean> end) {
            this.path = path;
            this.message = message;
            this.port = to.port();
            this.session = to.session();
            this.end = end;
        }

        void send() {
            if (!asked.containsValue(this)) {
                return;
            }
            if (sent > MAX_RETRANSMIT) {
                asked.remove(message.messageId());
                end.accept(false);
                return;
            }
            network.send(port, session, codec.encode(message));
            loop.schedule(Duration.ofSeconds(2L << sent++), this::send);
        }
    }

    private final ManualEventLoop loop;
    private final SteppedNetwork network;
    private final boolean keepsSessions;
    private final CoapCodec codec = new CoapCodec();
    private final Map<Integer, Session> sessions = new HashMap<>();
    private final Map<String, CoapMessage> replies = new HashMap<>();
    private final Map<Integer, Asked> asked = new HashMap<>();
    private final Set<String> observations = new HashSet<>();
    /** By the number in its payload: the message ID of what it has handled. */
    private final Map<Integer, Integer> handled = new HashMap<>();

    private final Set<Integer> telemetry = new HashSet<>();
    private final List<String> objections = new ArrayList<>();
    private IntConsumer listener = number -> {};
    private Client client;
    private boolean down;
    private int registrations;
    private int messageId;
    private int tokens;
    private int rejected;

    /** @param keepsSessions whether a hello from where a session is used is ignored, as libcoap does */
    SteppedPlatform(ManualEventLoop loop, SteppedNetwork network, boolean keepsSessions) {
        this.loop = loop;
        this.network = network;
        this.keepsSessions = keepsSessions;
        network.server(this);
    }

    // what a test tells it

    /** Told of the number of each notification that it takes. */
    void onTelemetry(IntConsumer told) {
        listener = told;
    }

    /** It is gone with all it knew, or back. */
    void down(boolean on) {
        down = on;
        if (on) {
            forgetSessions();
            forgetClient();
            replies.clear();
            asked.clear();
        }
    }

    void forgetSessions() {
        sessions.clear();
    }

    void forgetClient() {
        client = null;
        observations.clear();
    }

    void forgetObservations() {
        observations.clear();
    }

    /**
     * Reads a resource of the client, if it knows one.
     *
     * @param end told whether there was an answer
     */
    void read(Consumer<Boolean> end) {
        if (!down && isRegistered()) {
            ask(BATTERY, false, end);
        }
    }

    // what a test asks it

    boolean isRegistered() {
        return client != null && loop.nanoTime() < client.until();
    }

    boolean hasHandled(int number) {
        return handled.containsKey(number);
    }

    boolean hasTelemetry(int number) {
        return telemetry.contains(number);
    }

    List<String> objections() {
        return objections;
    }

    int registrations() {
        return registrations;
    }

    /** Notifications that it didn't want. */
    int rejected() {
        return rejected;
    }

    // DTLS

    @Override
    public boolean takesHello(int port, long session) {
        Session old = sessions.get(port);
        if (down || keepsSessions && isUsed(old)) {
            if (old != null) {
                sessions.put(port, new Session(old.id(), loop.nanoTime()));
            }
            return false;
        }
        sessions.put(port, new Session(session, loop.nanoTime()));
        return true;
    }

    private boolean isUsed(Session session) {
        return session != null && loop.nanoTime() - session.used() < IDLE_LIMIT.toNanos();
    }

    @Override
    public void closed(int port, long session) {
        Session known = sessions.get(port);
        if (known != null && known.id() == session) {
            sessions.remove(port);
        }
    }

    private boolean knows(int port, long session) {
        Session known = sessions.get(port);
        if (known == null || known.id() != session) {
            return session == 0;
        }
        sessions.put(port, new Session(session, loop.nanoTime()));
        return true;
    }

    // CoAP

    @Override
    public void received(int port, long session, byte[] datagram) {
        if (!down && knows(port, session)) {
            codec.decode(datagram).ifPresent(message -> received(port, session, message));
        }
    }

    private void received(int port, long session, CoapMessage message) {
        if (message.isRequest()) {
            String key = port + "/" + message.messageId();
            CoapMessage reply = replies.computeIfAbsent(key, any -> {
                loop.schedule(EXCHANGE_LIFETIME, () -> replies.remove(key));
                return serve(port, session, message);
            });
            network.send(port, session, codec.encode(reply));
            return;
        }
        if (!message.isResponse()) {
            // the response comes separately, or copies of the request do
            return;
        }
        Asked request = askedBy(message.tokenText());
        if (request != null) {
            asked.remove(request.message.messageId());
            responded(request, message);
        } else if (message.type() != MessageType.ACK) {
            notified(port, session, message);
        }
        if (message.type() == MessageType.CON && (request != null || isObserved(message))) {
            network.send(port, session, codec.encode(CoapMessage.empty(MessageType.ACK, message.messageId())));
        }
    }

    private Asked askedBy(String token) {
        return asked.values().stream()
                .filter(each -> each.message.tokenText().equals(token))
                .findFirst()
                .orElse(null);
    }

    private boolean isObserved(CoapMessage message) {
        return observations.contains(message.tokenText());
    }

    private void responded(Asked request, CoapMessage response) {
        boolean numbered = response.options().stream().anyMatch(option -> option.number() == OBSERVE);
        if (request.path.equals(TELEMETRY) && numbered) {
            observations.add(response.tokenText());
        }
        request.end.accept(response.code() == CONTENT);
    }

    private void notified(int port, long session, CoapMessage message) {
        if (!isObserved(message)) {
            rejected++;
            network.send(port, session, codec.encode(CoapMessage.empty(MessageType.RST, message.messageId())));
            return;
        }
        int number = number(message);
        if (telemetry.add(number)) {
            listener.accept(number);
        }
    }

    static byte[] payload(int number) {
        return Integer.toString(number).getBytes(StandardCharsets.US_ASCII);
    }

    private static int number(CoapMessage message) {
        return Integer.parseInt(new String(message.payload(), StandardCharsets.US_ASCII));
    }

    private CoapMessage serve(int port, long session, CoapMessage request) {
        List<String> path = request.options().stream()
                .filter(option -> option.number() == URI_PATH)
                .map(CoapOption::text)
                .toList();
        if (request.code() == POST && path.equals(List.of("rd"))) {
            handled(request);
            return register(port, session, request);
        }
        boolean known = isRegistered() && path.equals(List.of("rd", client.id()));
        if (request.code() == DELETE) {
            forgetClient();
            return reply(request, DELETED, List.of());
        }
        handled(request);
        if (!known) {
            return reply(request, NOT_FOUND, List.of());
        }
        client = new Client(client.id(), port, session, loop.nanoTime() + LIFETIME.toNanos());
        return reply(request, CHANGED, List.of());
    }

    private void handled(CoapMessage request) {
        int number = number(request);
        Integer before = handled.put(number, request.messageId());
        // a copy may come from another port, if the NAT has changed that meanwhile
        if (before != null && before != request.messageId()) {
            objections.add("request " + number + " was sent twice");
        }
    }

    private CoapMessage register(int port, long session, CoapMessage request) {
        registrations++;
        forgetClient();
        client = new Client(Integer.toString(registrations), port, session, loop.nanoTime() + LIFETIME.toNanos());
        loop.schedule(Duration.ofMillis(500), () -> observe(2));
        return reply(
                request,
                CREATED,
                List.of(
                        new CoapOption(LOCATION_PATH, "rd".getBytes(StandardCharsets.US_ASCII)),
                        new CoapOption(LOCATION_PATH, client.id().getBytes(StandardCharsets.US_ASCII))));
    }

    private CoapMessage reply(CoapMessage request, int code, List<CoapOption> options) {
        MessageType type = request.type() == MessageType.CON ? MessageType.ACK : MessageType.NON;
        return new CoapMessage(type, code, request.messageId(), request.token(), options, request.payload());
    }

    private void observe(int more) {
        if (!down && isRegistered()) {
            String id = client.id();
            ask(TELEMETRY, true, answered -> {
                if (!answered && more > 0 && isRegistered() && client.id().equals(id)) {
                    observe(more - 1);
                }
            });
        }
    }

    private void ask(String path, boolean observe, Consumer<Boolean> end) {
        messageId = (messageId + 1) % MESSAGE_IDS;
        tokens++;
        List<CoapOption> options = new ArrayList<>();
        if (observe) {
            options.add(new CoapOption(OBSERVE, new byte[0]));
        }
        for (String segment : path.split("/")) {
            options.add(new CoapOption(URI_PATH, segment.getBytes(StandardCharsets.US_ASCII)));
        }
        byte[] token = {0x5A, (byte) (tokens >> 16), (byte) (tokens >> 8), (byte) tokens};
        Asked request = new Asked(
                path, new CoapMessage(MessageType.CON, GET, messageId, token, options, new byte[0]), client, end);
        asked.put(messageId, request);
        request.send();
    }
}
