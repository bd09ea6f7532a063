// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.camel;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

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

/** A CoAP peer that does nothing by itself, so that it can do what no library does. Its codec is Californium's. */
final class RawPeer implements AutoCloseable {
    private static final int LIMIT_SECONDS = 10;

    private final UdpDataParser parser = new UdpDataParser();
    private final UdpDataSerializer serializer = new UdpDataSerializer();
    private final DatagramSocket socket;
    private final BlockingQueue<Message> waiting = new LinkedBlockingQueue<>();
    private final List<Message> received = new CopyOnWriteArrayList<>();
    private final AtomicInteger messageIds = new AtomicInteger(0x4000);
    private volatile Handler handler;
    private volatile Throwable failure;
    private volatile InetSocketAddress module;

    /** Answers a request as it comes, on the peer's thread. */
    @FunctionalInterface
    interface Handler {
        void on(Request request);
    }

    RawPeer() {
        try {
            socket = new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread reader = new Thread(this::read, "raw-peer");
        reader.setDaemon(true);
        reader.start();
    }

    private void read() {
        DatagramPacket packet = new DatagramPacket(new byte[4096], 4096);
        while (!socket.isClosed()) {
            try {
                socket.receive(packet);
            } catch (IOException e) {
                return;
            }
            module = (InetSocketAddress) packet.getSocketAddress();
            try {
                took(parser.parseMessage(Arrays.copyOf(packet.getData(), packet.getLength())));
            } catch (RuntimeException | AssertionError e) {
                failure = e;
            }
        }
    }

    private void took(Message message) {
        boolean copy = message.isConfirmable() && copies(message) > 0;
        received.add(message);
        Handler current = handler;
        if (current != null && message instanceof Request request) {
            current.on(request);
        } else if (!copy) {
            waiting.add(message);
        }
    }

    /** How many of this message have come. */
    long copies(Message message) {
        return received.stream()
                .filter(other -> other.getMID() == message.getMID()
                        && other.getType() == message.getType()
                        && other.getRawCode() == message.getRawCode()
                        && other.getToken().equals(message.getToken()))
                .count();
    }

    int port() {
        return socket.getLocalPort();
    }

    /** Hands requests to a handler instead of keeping them for {@link #take()}. */
    RawPeer answering(Handler how) {
        handler = how;
        return this;
    }

    /**
     * The next message that no handler took. A CON is one, however often the module sends it: whoever is slow to acknowledge
     * one would take its copy for the next.
     */
    Message take() {
        try {
            Message next = waiting.poll(LIMIT_SECONDS, TimeUnit.SECONDS);
            if (next == null) {
                throw new AssertionError("no message came within " + LIMIT_SECONDS + " s; so far: " + received);
            }
            return next;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    Request takeRequest() {
        return (Request) take();
    }

    Response takeResponse() {
        return (Response) take();
    }

    /** Everything that came, in its order, copies included. */
    List<Message> received() {
        return received;
    }

    List<Request> requests() {
        return received.stream()
                .filter(Request.class::isInstance)
                .map(Request.class::cast)
                .toList();
    }

    /** Takes the module for the one at an address, before anything has come from there. */
    RawPeer towards(InetSocketAddress address) {
        module = address;
        return this;
    }

    int nextMessageId() {
        return messageIds.getAndIncrement();
    }

    void send(Message message) {
        byte[] datagram = serializer.getByteArray(message);
        try {
            socket.send(new DatagramPacket(datagram, datagram.length, module));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Sends an empty ACK. */
    void acknowledge(Message message) {
        empty(Type.ACK, message);
    }

    void reset(Message message) {
        empty(Type.RST, message);
    }

    private void empty(Type type, Message message) {
        EmptyMessage empty = new EmptyMessage(type);
        empty.setMID(message.getMID());
        empty.setToken(Token.EMPTY);
        send(empty);
    }

    /** Answers within the acknowledgement. */
    void piggyback(Request request, ResponseCode code, byte[] payload) {
        send(piggybacked(request, code, payload));
    }

    static Response piggybacked(Request request, ResponseCode code, byte[] payload) {
        Response response = new Response(code);
        response.setType(Type.ACK);
        response.setMID(request.getMID());
        response.setToken(request.getToken());
        response.setPayload(payload);
        return response;
    }

    /** A response with a message ID of its own. */
    Response separate(Request request, Type type, ResponseCode code, byte[] payload) {
        Response response = new Response(code);
        response.setType(type);
        response.setMID(nextMessageId());
        response.setToken(request.getToken());
        response.setPayload(payload);
        return response;
    }

    /** A request that is ready to be sent. */
    Request request(Type type, Code code, String path, String payload) {
        Request request = new Request(code, type);
        request.setMID(nextMessageId());
        request.setToken(new Token(new byte[] {(byte) 0xC0, (byte) request.getMID()}));
        request.getOptions().setUriPath(path);
        if (payload != null) {
            request.setPayload(bytes(payload));
        }
        return request;
    }

    Request sendRequest(Type type, Code code, String path, String payload) {
        Request request = request(type, code, path, payload);
        send(request);
        return request;
    }

    /** Sends a request, and takes the next response. */
    Response ask(Request request) {
        send(request);
        return takeResponse();
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** Closes the socket. A failure on the peer's own thread is told here, where the test hears of it. */
    @Override
    public void close() {
        socket.close();
        if (failure != null) {
            throw new AssertionError(failure);
        }
    }
}
