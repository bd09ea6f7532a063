// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.simulator.coap;

import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.IntSupplier;

/**
 * What {@code AT+QCOAPCREATE} creates: a socket, and as much of the message layer of RFC 7252 (section 4) as the module
 * has. It retransmits CON messages. It answers an empty CON with RST, unless that is left to the TE. It answers a
 * request with a method other than the note's four with 4.05 (section 5.8), because it cannot report such a request.
 *
 * <p>The note is silent on the rest. What the TE can do is left to it: a separate CON response is not acknowledged,
 * duplicates are reported each time, and requests are reported whether or not their resource was announced. A separate
 * response ends the retransmission of its request only if both have the same token, which must not be empty.
 *
 * <p>Everything runs on the core thread, except {@link #deliver}, which any thread may call.
 */
public final class CoapContext {
    /** Gets what comes and goes, on the core thread. */
    public interface Listener {
        /** A message came that is to be reported. */
        void received(InetSocketAddress peer, CoapMessage message);

        /** A message went or came. */
        void traced(boolean sent, InetSocketAddress peer, CoapMessage message);
    }

    private final class Exchange {
        private final CoapMessage message;
        private final InetSocketAddress peer;
        private final byte[] datagram;
        private long timeoutNanos;
        private int retransmissions;
        private ScheduledFuture<?> timer;

        Exchange(CoapMessage message, InetSocketAddress peer, byte[] datagram) {
            this.message = message;
            this.peer = peer;
            this.datagram = datagram;
            double factor = 1 + ThreadLocalRandom.current().nextDouble() * (parameters.ackRandomFactor() - 1);
            timeoutNanos = (long) (parameters.ackTimeout().toNanos() * factor);
        }

        void startTimer() {
            timer = core.schedule(() -> timedOut(this), timeoutNanos, TimeUnit.NANOSECONDS);
        }

        boolean isAnsweredBy(InetSocketAddress from, CoapMessage answer) {
            if (!peer.equals(from)) {
                return false;
            }
            return switch (answer.type()) {
                case ACK, RST -> message.messageId() == answer.messageId();
                case CON, NON ->
                    answer.isResponse()
                            && message.isRequest()
                            && message.token().length > 0
                            && Arrays.equals(message.token(), answer.token());
            };
        }
    }

    private final ScheduledExecutorService core;
    private final TransmissionParameters parameters;
    private final Listener listener;
    private final IntSupplier messageIds;
    private final boolean passesPings;
    private final CoapCodec codec = new CoapCodec();
    private final List<Exchange> exchanges = new ArrayList<>();
    private Transport transport;
    private Exchange last;
    private ConStatus status = ConStatus.NOT_SENT;
    private boolean online = true;
    private boolean closed;

    /**
     * A context without a socket yet.
     *
     * @param messageIds of messages that the module sends by itself
     * @param passesPings whether the listener gets empty CONs, and nothing answers them
     */
    public CoapContext(
            ScheduledExecutorService core,
            TransmissionParameters parameters,
            Listener listener,
            IntSupplier messageIds,
            boolean passesPings) {
        this.core = core;
        this.parameters = parameters;
        this.listener = listener;
        this.messageIds = messageIds;
        this.passesPings = passesPings;
    }

    /** Gives the context its socket; the transport must deliver to {@link #deliver}. */
    public void bind(Transport to) {
        transport = to;
    }

    /** The local address. */
    public InetSocketAddress address() {
        return transport.address();
    }

    /** The status of the last CON message. */
    public ConStatus status() {
        return status;
    }

    /** Whether there is a CON that is neither acknowledged nor given up. */
    public boolean isConInFlight() {
        return !exchanges.isEmpty();
    }

    /** Whether there is a network. Without one, nothing comes in or goes out. */
    public void online(boolean on) {
        online = on;
    }

    /** Encodes a message to be sent. Separate from {@link #send}, so that a failure comes before the OK. */
    public byte[] encode(CoapMessage message) {
        return codec.encode(message);
    }

    /** Sends a message. The result comes on the core thread, unless the context is closed before. */
    public void send(CoapMessage message, byte[] datagram, InetSocketAddress peer, Consumer<SendResult> result) {
        Exchange exchange = message.type() == MessageType.CON ? begin(message, peer, datagram) : null;
        if (!online) {
            execute(() -> done(exchange, SendResult.FAILURE, result));
            return;
        }
        listener.traced(true, peer, message);
        transport.send(datagram, peer, outcome -> execute(() -> done(exchange, outcome, result)));
    }

    private Exchange begin(CoapMessage message, InetSocketAddress peer, byte[] datagram) {
        Exchange exchange = new Exchange(message, peer, datagram);
        exchanges.add(exchange);
        last = exchange;
        status = ConStatus.NOT_SENT;
        return exchange;
    }

    private void done(Exchange exchange, SendResult outcome, Consumer<SendResult> result) {
        if (closed) {
            return;
        }
        // The answer may have overtaken the news that the request has left.
        if (exchange != null && exchanges.contains(exchange)) {
            if (outcome == SendResult.SUCCESS) {
                update(exchange, ConStatus.WAITING);
                exchange.startTimer();
            } else {
                end(exchange, ConStatus.FAILED);
            }
        }
        result.accept(outcome);
    }

    private void timedOut(Exchange exchange) {
        if (closed || !exchanges.contains(exchange)) {
            return;
        }
        if (exchange.retransmissions == parameters.maxRetransmit()) {
            end(exchange, ConStatus.TIMEOUT);
            return;
        }
        exchange.retransmissions++;
        exchange.timeoutNanos *= 2;
        if (online) {
            listener.traced(true, exchange.peer, exchange.message);
            transport.send(exchange.datagram, exchange.peer, outcome -> {});
        }
        exchange.startTimer();
    }

    private void end(Exchange exchange, ConStatus outcome) {
        exchanges.remove(exchange);
        if (exchange.timer != null) {
            exchange.timer.cancel(false);
        }
        update(exchange, outcome);
    }

    private void update(Exchange exchange, ConStatus outcome) {
        if (exchange == last) {
            status = outcome;
        }
    }

    /** Takes a datagram from the transport. */
    public void deliver(InetSocketAddress peer, byte[] datagram) {
        execute(() -> receive(peer, datagram));
    }

    private void receive(InetSocketAddress peer, byte[] datagram) {
        if (!closed && online) {
            codec.decode(datagram).ifPresent(message -> receive(peer, message));
        }
    }

    private void receive(InetSocketAddress peer, CoapMessage message) {
        listener.traced(false, peer, message);
        if (message.isPing() && !passesPings) {
            answerPing(peer, message);
            return;
        }
        ConStatus outcome = message.type() == MessageType.RST ? ConStatus.RESET : ConStatus.SUCCESS;
        List.copyOf(exchanges).stream()
                .filter(exchange -> exchange.isAnsweredBy(peer, message))
                .forEach(exchange -> end(exchange, outcome));
        if (message.isRequest() && !Codes.isMethod(message.code())) {
            answerUnknownMethod(peer, message);
        } else {
            listener.received(peer, message);
        }
    }

    /** RFC 7252, section 4.3: provoking a Reset message is how CoAP pings. */
    private void answerPing(InetSocketAddress peer, CoapMessage ping) {
        answer(peer, CoapMessage.empty(MessageType.RST, ping.messageId()));
    }

    private void answerUnknownMethod(InetSocketAddress peer, CoapMessage request) {
        boolean confirmable = request.type() == MessageType.CON;
        answer(
                peer,
                new CoapMessage(
                        confirmable ? MessageType.ACK : MessageType.NON,
                        Codes.METHOD_NOT_ALLOWED,
                        confirmable ? request.messageId() : messageIds.getAsInt(),
                        request.token(),
                        List.of(),
                        new byte[0]));
    }

    private void answer(InetSocketAddress peer, CoapMessage message) {
        listener.traced(true, peer, message);
        transport.send(codec.encode(message), peer, outcome -> {});
    }

    /** Stops all retransmission, ends DTLS sessions by close_notify, and closes the socket. */
    public void close() {
        stop();
        transport.close();
    }

    /** As {@link #close()}, but without informing peers. */
    public void drop() {
        stop();
        transport.drop();
    }

    /** Whether it uses DTLS. */
    public boolean hasSessions() {
        return transport.hasSessions();
    }

    /** Forgets all DTLS sessions without informing peers. */
    public void forgetSessions() {
        transport.forgetSessions();
    }

    private void stop() {
        closed = true;
        List.copyOf(exchanges).forEach(exchange -> end(exchange, ConStatus.NOT_SENT));
    }

    private void execute(Runnable task) {
        try {
            core.execute(task);
        } catch (RejectedExecutionException e) {
            // the module is closing; nobody is left to be told
        }
    }
}
