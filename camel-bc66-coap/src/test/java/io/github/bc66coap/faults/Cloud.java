// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.faults;

import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Function;

import org.eclipse.californium.core.coap.BlockOption;
import org.eclipse.californium.core.coap.CoAP.Code;
import org.eclipse.californium.core.coap.CoAP.ResponseCode;
import org.eclipse.californium.core.coap.CoAP.Type;
import org.eclipse.californium.core.coap.EmptyMessage;
import org.eclipse.californium.core.coap.Message;
import org.eclipse.californium.core.coap.Request;
import org.eclipse.californium.core.coap.Response;
import org.eclipse.californium.core.coap.Token;
import org.eclipse.californium.core.network.serialization.UdpDataParser;
import org.eclipse.californium.core.network.serialization.UdpDataSerializer;

/**
 * A CoAP peer, server and client, that writes down every datagram it gets. It does what RFC 7252 asks of it: answers a
 * repeated message as before, repeats its own CONs until they are acknowledged.
 *
 * <p>All state belongs to one thread; {@link #arrivals()} and {@link #notifications()} may be read by any.
 */
final class Cloud implements AutoCloseable {
    private static final long REPEAT_MILLIS = 300;
    private static final int REPETITIONS = 3;
    private static final long SEPARATE_MILLIS = 30;

    private final UdpDataParser parser = new UdpDataParser();
    private final UdpDataSerializer serializer = new UdpDataSerializer();
    private final ScheduledExecutorService thread = new ScheduledThreadPoolExecutor(1, task -> daemon(task, "cloud"));
    private final Datagrams datagrams;
    private final Arrivals arrivals = new Arrivals();
    private final Arrivals notifications = new Arrivals();
    private final Map<Integer, List<Message>> answered = new ConcurrentHashMap<>();
    private final Map<Integer, Message> unconfirmed = new ConcurrentHashMap<>();
    private final Map<Token, CompletableFuture<Response>> asked = new ConcurrentHashMap<>();
    private final AtomicInteger messageIds = new AtomicInteger(1);
    private final Token observing = new Token(new byte[] {0x0B, 0x5E});
    private final CompletableFuture<Void> registered = new CompletableFuture<>();

    /** A peer of the module at this address. */
    static Cloud plain(InetSocketAddress module) {
        return new Cloud(receiver -> Datagrams.plain(module, receiver));
    }

    /** A peer of modules that have this key. */
    static Cloud secure(String identity, byte[] key) {
        return new Cloud(receiver -> Datagrams.secure(identity, key, receiver));
    }

    private Cloud(Function<Consumer<byte[]>, Datagrams> way) {
        datagrams = way.apply(datagram -> {
            try {
                thread.execute(() -> took(datagram));
            } catch (RejectedExecutionException e) {
                // closed
            }
        });
    }

    private static Thread daemon(Runnable task, String name) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        return thread;
    }

    int port() {
        return datagrams.port();
    }

    /** Whether it can reach the module: with DTLS, when the module has begun a session. */
    boolean reachesModule() {
        return datagrams.isOpen();
    }

    /** The requests that came, by their numbers. */
    Arrivals arrivals() {
        return arrivals;
    }

    /** The notifications that came. */
    Arrivals notifications() {
        return notifications;
    }

    private void took(byte[] datagram) {
        try {
            Message message = parser.parseMessage(datagram);
            if (message instanceof Request request) {
                request(request);
            } else if (message instanceof Response response) {
                response(response);
            } else {
                unconfirmed.remove(message.getMID());
            }
        } catch (RuntimeException e) {
            // damaged: no CoAP message of a known exchange
        }
    }

    // --- as a server ---

    private void request(Request request) {
        int number = Messages.number(request);
        if (number < 0) {
            return;
        }
        arrivals.add(number, Messages.block(request), request.getMID());
        if (!Messages.isWhole(request, number)) {
            arrivals.addDamaged(number);
        }
        List<Message> before = answered.get(request.getMID());
        if (before != null) {
            before.forEach(this::send);
            return;
        }
        Messages.Asked wants = Messages.asked(request);
        List<Message> answers = answers(request, number, wants);
        answered.put(
                request.getMID(),
                answers.stream().filter(answer -> answer.getType() != Type.CON).toList());
        deliver(answers);
    }

    private void deliver(List<Message> answers) {
        long delay = 0;
        for (Message answer : answers) {
            if (delay == 0) {
                dispatch(answer);
            } else {
                thread.schedule(() -> dispatch(answer), delay, TimeUnit.MILLISECONDS);
            }
            delay += SEPARATE_MILLIS;
        }
    }

    private void dispatch(Message message) {
        if (message.getType() == Type.CON) {
            confirmable(message);
        } else {
            send(message);
        }
    }

    private List<Message> answers(Request request, int number, Messages.Asked wants) {
        boolean confirmable = request.getType() == Type.CON;
        EmptyMessage ack = empty(Type.ACK, request.getMID());
        return switch (wants.how()) {
            case PIGGYBACKED, NOT_FOUND -> List.of(response(request, number, wants, confirmable ? Type.ACK : Type.NON));
            case SEPARATE_CON -> separate(confirmable, ack, response(request, number, wants, request.getType()));
            case SEPARATE_NON -> separate(confirmable, ack, response(request, number, wants, Type.NON));
            case BEFORE_ACK -> {
                Response first = response(request, number, wants, request.getType());
                yield confirmable ? List.of(first, ack) : List.of(first);
            }
            case RESET -> List.of(empty(Type.RST, request.getMID()));
            case ACK_ONLY -> confirmable ? List.of(ack) : List.of();
            case SILENT -> List.of();
        };
    }

    private static List<Message> separate(boolean confirmable, Message ack, Message response) {
        return confirmable ? List.of(ack, response) : List.of(response);
    }

    private static EmptyMessage empty(Type type, int messageId) {
        EmptyMessage empty = new EmptyMessage(type);
        empty.setMID(messageId);
        empty.setToken(Token.EMPTY);
        return empty;
    }

    private Response response(Request request, int number, Messages.Asked wants, Type type) {
        BlockOption block1 = request.getOptions().getBlock1();
        boolean more = block1 != null && block1.isM();
        Response response = new Response(more ? ResponseCode.CONTINUE : code(request, wants.how()));
        response.setType(type);
        response.setMID(type == Type.ACK ? request.getMID() : nextMessageId());
        response.setToken(request.getToken());
        if (block1 != null) {
            response.getOptions().setBlock1(block1);
        }
        if (!more) {
            payload(request, response, Content.answer(number, wants.answerSize()));
        }
        return response;
    }

    private static ResponseCode code(Request request, How how) {
        if (how == How.NOT_FOUND) {
            return ResponseCode.NOT_FOUND;
        }
        return request.getCode() == Code.GET ? ResponseCode.CONTENT : ResponseCode.CHANGED;
    }

    /** Block-wise if asked to, or if it is longer than a block. */
    private static void payload(Request request, Response response, byte[] all) {
        BlockOption asked = request.getOptions().getBlock2();
        if (request.getCode() != Code.GET || asked == null && all.length <= Trial.ANSWER_BLOCK) {
            response.setPayload(all);
            return;
        }
        int szx = asked == null ? 5 : asked.getSzx();
        int size = BlockOption.szx2Size(szx);
        int number = asked == null ? 0 : asked.getNum();
        int from = Math.min(number * size, all.length);
        int to = Math.min(from + size, all.length);
        response.getOptions().setBlock2(szx, to < all.length, number);
        response.setPayload(Arrays.copyOfRange(all, from, to));
    }

    // --- as a client ---

    private void response(Response response) {
        unconfirmed.remove(response.getMID());
        if (response.getType() == Type.CON) {
            send(empty(Type.ACK, response.getMID()));
        }
        CompletableFuture<Response> waiting = asked.get(response.getToken());
        if (waiting != null) {
            waiting.complete(response);
        } else if (response.getToken().equals(observing)) {
            notification(response);
        }
    }

    private void notification(Response response) {
        int number = Content.number(response.getPayload());
        if (number < 0) {
            registered.complete(null);
        } else {
            notifications.add(number, "", response.getMID());
        }
    }

    /** Registers as an observer; completes with the first answer. */
    CompletableFuture<Void> observe(String path) {
        Request request = new Request(Code.GET, Type.CON);
        request.getOptions().setUriPath(path).setObserve(0);
        request.setToken(observing);
        request.setMID(nextMessageId());
        thread.execute(() -> confirmable(request));
        return registered;
    }

    /**
     * Sends a request to the module.
     *
     * @return completes with the response; never if none comes
     */
    CompletableFuture<Response> ask(int number, boolean confirmable, String path, byte[] body) {
        Request request = new Request(body.length == 0 ? Code.GET : Code.POST, confirmable ? Type.CON : Type.NON);
        request.getOptions().setUriPath(path);
        request.setPayload(body);
        request.setToken(new Token(new byte[] {1, (byte) (number >> 16), (byte) (number >> 8), (byte) number}));
        request.setMID(nextMessageId());
        CompletableFuture<Response> response = new CompletableFuture<>();
        asked.put(request.getToken(), response);
        thread.execute(() -> dispatch(request));
        return response;
    }

    private int nextMessageId() {
        return messageIds.getAndIncrement() & 0xFFFF;
    }

    // --- the message layer ---

    private void confirmable(Message message) {
        unconfirmed.put(message.getMID(), message);
        repeat(message, 0);
    }

    private void repeat(Message message, int times) {
        if (unconfirmed.get(message.getMID()) == message && times <= REPETITIONS) {
            send(message);
            thread.schedule(() -> repeat(message, times + 1), REPEAT_MILLIS << times, TimeUnit.MILLISECONDS);
        } else {
            unconfirmed.remove(message.getMID(), message);
        }
    }

    private void send(Message message) {
        datagrams.send(serializer.getByteArray(message));
    }

    @Override
    public void close() {
        datagrams.close();
        thread.shutdownNow();
    }
}
