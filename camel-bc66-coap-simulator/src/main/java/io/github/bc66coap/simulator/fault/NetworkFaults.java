// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.simulator.fault;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

import io.github.bc66coap.simulator.coap.SendResult;
import io.github.bc66coap.simulator.coap.Transport;
import io.github.bc66coap.simulator.coap.TransportFactory;

/**
 * Loses, delays, reorders and duplicates CoAP messages, out and in, above DTLS: its records are not affected. A message
 * that is lost on its way out has left the module, so its result is success.
 */
public final class NetworkFaults implements TransportFactory {
    private final ScheduledExecutorService core;
    private final FaultPlan plan;
    private final TransportFactory sockets;

    /** Between contexts and their sockets. */
    public NetworkFaults(ScheduledExecutorService core, FaultPlan plan, TransportFactory sockets) {
        this.core = core;
        this.plan = plan;
        this.sockets = sockets;
    }

    @Override
    public Transport open(InetSocketAddress local, Optional<Psk> psk, Transport.Receiver receiver) throws IOException {
        Path in = new Path();
        return new FaultyTransport(sockets.open(
                local, psk, (peer, datagram) -> execute(() -> in.travel(() -> receiver.received(peer, datagram)))));
    }

    private void execute(Runnable task) {
        try {
            core.execute(task);
        } catch (RejectedExecutionException e) {
            // the module is closing; nobody is left to be told
        }
    }

    /** One direction. Core thread only. */
    private final class Path {
        private Runnable overtaken;

        void travel(Runnable arrival) {
            if (plan.strikes(Fault.NETWORK_LOSS)) {
                return;
            }
            if (plan.strikes(Fault.NETWORK_DUPLICATION)) {
                later(arrival, delay(Fault.NETWORK_DUPLICATION));
            }
            if (plan.strikes(Fault.NETWORK_DELAY)) {
                later(arrival, delay(Fault.NETWORK_DELAY));
            } else if (plan.strikes(Fault.NETWORK_REORDERING)) {
                letGo(overtaken);
                overtaken = arrival;
                later(() -> letGo(arrival), plan.times().network().toNanos());
            } else {
                arrival.run();
                letGo(overtaken);
            }
        }

        private long delay(Fault fault) {
            return (long) (plan.times().network().toNanos() * plan.random(fault).nextDouble());
        }

        private void letGo(Runnable message) {
            if (message != null && message == overtaken) {
                overtaken = null;
                message.run();
            }
        }

        private void later(Runnable arrival, long nanos) {
            core.schedule(arrival, nanos, TimeUnit.NANOSECONDS);
        }
    }

    private final class FaultyTransport implements Transport {
        private final Transport socket;
        private final Path out = new Path();
        private volatile boolean closed;

        FaultyTransport(Transport socket) {
            this.socket = socket;
        }

        @Override
        public InetSocketAddress address() {
            return socket.address();
        }

        @Override
        public void send(byte[] datagram, InetSocketAddress peer, Consumer<SendResult> result) {
            boolean[] told = new boolean[1];
            out.travel(() -> {
                if (!closed) {
                    socket.send(datagram, peer, told[0] ? ignored -> {} : result);
                    told[0] = true;
                }
            });
            if (!told[0]) {
                told[0] = true;
                result.accept(SendResult.SUCCESS);
            }
        }

        @Override
        public boolean hasSessions() {
            return socket.hasSessions();
        }

        @Override
        public void forgetSessions() {
            socket.forgetSessions();
        }

        @Override
        public void close() {
            closed = true;
            socket.close();
        }

        @Override
        public void drop() {
            closed = true;
            socket.drop();
        }
    }
}
