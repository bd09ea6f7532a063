// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.modem;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

import io.github.bc66coap.at.ManualEventLoop;
import io.github.bc66coap.modem.api.Psk;
import io.github.bc66coap.simulator.coap.SendResult;
import io.github.bc66coap.simulator.coap.Transport;
import io.github.bc66coap.simulator.coap.TransportFactory;

/**
 * What is between a module and a server, in virtual time: a network with a NAT, which can be down, and the sessions of DTLS as
 * far as one end can forget what the other knows.
 */
final class SteppedNetwork implements TransportFactory {
    private static final Duration DELAY = Duration.ofMillis(80);
    /** When a hello that nobody answers is sent, and when it is given up (RFC 6347 section 4.2.4.1). */
    private static final int[] HELLO_SECONDS = {0, 1, 3, 7, 15};

    private static final int HANDSHAKE_SECONDS = 31;
    private static final int FIRST_OUTSIDE_PORT = 20_000;
    private static final int OUTSIDE_PORTS = 40_000;

    /** The other end. */
    interface Server {
        /** Takes the handshake of a module that is seen at this port, or is silent. */
        boolean takesHello(int port, long session);

        /** A datagram came, in a session unless that is 0. */
        void received(int port, long session, byte[] datagram);

        /** The module has ended the session. */
        void closed(int port, long session);
    }

    private final ManualEventLoop loop;
    private final Map<Integer, Integer> outsidePorts = new HashMap<>();
    private Server server;
    private Socket socket;
    private boolean down;
    private long sessions;
    private int ports;

    SteppedNetwork(ManualEventLoop loop) {
        this.loop = loop;
    }

    void server(Server other) {
        server = other;
    }

    /** Nothing comes through, or does again. */
    void down(boolean on) {
        down = on;
    }

    /** The NAT gives the module other ports, and forgets the old ones. */
    void rebind() {
        outsidePorts.clear();
    }

    /** The server sends a datagram to where it has seen the module. */
    void send(int port, long session, byte[] datagram) {
        travel(() -> {
            if (socket != null && outside(socket.local.getPort()) == port) {
                socket.arrived(session, datagram);
            }
        });
    }

    private int outside(int localPort) {
        return outsidePorts.computeIfAbsent(localPort, any -> FIRST_OUTSIDE_PORT + ports++ % OUTSIDE_PORTS);
    }

    private void travel(Runnable arrival) {
        if (!down) {
            loop.schedule(DELAY, () -> {
                if (!down) {
                    arrival.run();
                }
            });
        }
    }

    @Override
    public Transport open(InetSocketAddress local, Optional<Psk> psk, Transport.Receiver receiver) {
        socket = new Socket(local, psk.isPresent(), receiver);
        return socket;
    }

    private record Waiting(byte[] datagram, Consumer<SendResult> result) {}

    private final class Socket implements Transport {
        private final InetSocketAddress local;
        private final boolean secure;
        private final Receiver receiver;
        private final List<Waiting> waiting = new ArrayList<>();
        private InetSocketAddress peer;
        /** 0: none. */
        private long session;

        private boolean closed;

        Socket(InetSocketAddress local, boolean secure, Receiver receiver) {
            this.local = local;
            this.secure = secure;
            this.receiver = receiver;
        }

        @Override
        public InetSocketAddress address() {
            return local;
        }

        @Override
        public void send(byte[] datagram, InetSocketAddress to, Consumer<SendResult> result) {
            peer = to;
            if (!secure || session != 0) {
                leaves(datagram);
                result.accept(SendResult.SUCCESS);
                return;
            }
            waiting.add(new Waiting(datagram, result));
            if (waiting.size() == 1) {
                shakeHands();
            }
        }

        private void leaves(byte[] datagram) {
            int port = outside(local.getPort());
            long in = session;
            travel(() -> server.received(port, in, datagram));
        }

        private void shakeHands() {
            long wanted = ++sessions;
            for (int second : HELLO_SECONDS) {
                loop.schedule(Duration.ofSeconds(second), () -> hello(wanted));
            }
            loop.schedule(Duration.ofSeconds(HANDSHAKE_SECONDS), () -> {
                if (!closed && session != wanted && wanted == sessions) {
                    end(SendResult.HANDSHAKE_FAILURE);
                }
            });
        }

        private void hello(long wanted) {
            if (closed || session == wanted || wanted != sessions || waiting.isEmpty()) {
                return;
            }
            int port = outside(local.getPort());
            travel(() -> {
                if (server.takesHello(port, wanted)) {
                    travel(() -> established(port, wanted));
                }
            });
        }

        private void established(int port, long wanted) {
            if (!closed && wanted == sessions && outside(local.getPort()) == port) {
                session = wanted;
                end(SendResult.SUCCESS);
            }
        }

        private void end(SendResult result) {
            List<Waiting> all = List.copyOf(waiting);
            waiting.clear();
            all.forEach(each -> {
                if (result == SendResult.SUCCESS) {
                    leaves(each.datagram());
                }
                each.result().accept(result);
            });
        }

        private void arrived(long in, byte[] datagram) {
            if (!closed && peer != null && (!secure || session == in && in != 0)) {
                receiver.received(peer, datagram);
            }
        }

        @Override
        public void close() {
            if (!closed && session != 0) {
                int port = outside(local.getPort());
                long ended = session;
                travel(() -> server.closed(port, ended));
            }
            drop();
        }

        @Override
        public void drop() {
            closed = true;
        }
    }
}
