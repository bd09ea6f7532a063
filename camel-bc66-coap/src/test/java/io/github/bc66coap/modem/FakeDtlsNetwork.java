// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.modem;

import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

import io.github.bc66coap.at.ManualEventLoop;
import io.github.bc66coap.coap.Peer;

/**
 * DTLS servers behind a {@link FakeModule}, in virtual time, and the module's part of the sessions. A server answers what
 * comes in a session that it has, and is silent about anything else, as real ones are.
 */
final class FakeDtlsNetwork {
    /** How long the module tries a handshake that nobody answers. */
    static final Duration HANDSHAKE = Duration.ofSeconds(30);
    /** How long a server keeps a session that nobody uses, as libcoap does. */
    static final Duration IDLE_LIMIT = Duration.ofSeconds(300);

    private static final Duration RETRANSMISSION = Duration.ofSeconds(93);

    /** One server. */
    final class Server {
        private final Peer peer;
        /** By the module's port: when each session was used, or a hello for it ignored, for the last time. */
        private final Map<Integer, Long> sessions = new HashMap<>();
        /** Whether it has the session that the module thinks it has. */
        private boolean shared;

        private boolean down;
        private boolean mute;
        private boolean keepsSessions;

        Server(Peer peer) {
            this.peer = peer;
        }

        /** From now on it ignores a handshake from a port of which it has a session, and keeps that then. */
        Server keepsSessions() {
            keepsSessions = true;
            return this;
        }

        /** It has sessions of these ports of the module already. */
        void sessions(int... ports) {
            for (int old : ports) {
                sessions.put(old, loop.nanoTime());
            }
        }

        /** It is gone, or back with nothing in its memory. */
        void down(boolean on) {
            down = on;
            if (on) {
                forget();
            }
        }

        /** It makes sessions, but nothing above them answers. */
        void mute(boolean on) {
            mute = on;
        }

        /** It has restarted, or the network has given the module another port towards it. */
        void forget() {
            sessions.clear();
            shared = false;
        }

        boolean hasSessionOf(int port) {
            Long used = sessions.get(port);
            return used != null && loop.nanoTime() - used < IDLE_LIMIT.toNanos();
        }

        private boolean takesHandshake() {
            boolean ignored = keepsSessions && hasSessionOf(port);
            if (ignored) {
                sessions.put(port, loop.nanoTime());
            }
            return !down && !ignored;
        }
    }

    private final ManualEventLoop loop;
    private final FakeModule module;
    private final Map<Peer, Server> servers = new HashMap<>();
    /** With whom the module has a session in its context. */
    private final Set<Peer> sessions = new HashSet<>();

    private int port;
    private int messageId;
    private int sends;
    private boolean saysGoodbye = true;
    private boolean reportsFailure = true;
    private boolean inHandshake;

    FakeDtlsNetwork(ManualEventLoop loop, FakeModule module) {
        this.loop = loop;
        this.module = module;
        module.network((sender, command) -> send(command));
        module.onlooker(this::sees);
    }

    Server server(Peer peer) {
        return servers.computeIfAbsent(peer, Server::new);
    }

    /** Never sends a close_notify. */
    void saysNoGoodbye() {
        saysGoodbye = false;
    }

    /** Goes on with a handshake for ever. */
    void reportsNoFailure() {
        reportsFailure = false;
    }

    /** The port of the last context. */
    int port() {
        return port;
    }

    private void sees(String command) {
        if (command.startsWith("AT+QCOAPCREATE=5")) {
            port = Integer.parseInt(command.split("[=,]")[1]);
            // what it had before it restarted is gone as well
            sessions.clear();
            inHandshake = false;
        } else if (command.equals("AT+QCOAPDEL") && module.context) {
            if (saysGoodbye) {
                sessions.forEach(peer -> server(peer).sessions.remove(port));
            }
            sessions.clear();
            inHandshake = false;
        } else if (command.startsWith("AT+QCOAPHEAD=")) {
            messageId = Integer.parseInt(command.split("[=,]")[2]);
        }
    }

    private void send(String command) {
        String[] fields = command.split("[=,]");
        Peer peer = new Peer(fields[3].replace("\"", ""), Integer.parseInt(fields[4]));
        Server server = server(peer);
        if (inHandshake) {
            module.says("ERROR");
        } else if (sessions.contains(peer)) {
            sent(server, fields[1]);
        } else if (server.takesHandshake()) {
            sessions.add(peer);
            server.shared = true;
            sent(server, fields[1]);
        } else {
            fail();
        }
    }

    private void fail() {
        int current = ++sends;
        module.says("OK");
        module.status = 0;
        inHandshake = true;
        if (reportsFailure) {
            loop.schedule(HANDSHAKE, () -> {
                if (current == sends && inHandshake && module.isOpen()) {
                    inHandshake = false;
                    module.status = 2;
                    module.says("+QCOAPSEND: 2");
                }
            });
        }
    }

    private void sent(Server server, String type) {
        int current = ++sends;
        module.says(module.done("+QCOAPSEND: 0"));
        boolean answered = !server.down && server.shared && !server.mute;
        if (server.shared && !server.down) {
            server.sessions.put(port, loop.nanoTime());
        }
        module.status = answered ? 4 : 1;
        if (answered && type.equals("0")) {
            module.says(ModemFixture.rsp(server.peer, 2, "2.05", messageId, ModemFixture.payload("01")));
        } else if (!answered) {
            loop.schedule(RETRANSMISSION, () -> module.status = current == sends ? 3 : module.status);
        }
    }
}
