// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.camel;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

import com.mbed.coap.packet.BlockSize;
import com.mbed.coap.packet.CoapPacket;
import com.mbed.coap.packet.CoapRequest;
import com.mbed.coap.packet.CoapResponse;
import com.mbed.coap.packet.Code;
import com.mbed.coap.packet.MessageType;
import com.mbed.coap.packet.Opaque;
import com.mbed.coap.server.CoapServer;
import com.mbed.coap.server.RouterService;
import com.mbed.coap.server.observe.ObserversManager;

/** By open-coap. */
final class OpenCoapServer implements PeerServer {
    private final AtomicReference<Opaque> stored = new AtomicReference<>(Opaque.EMPTY);
    private final ObserversManager observers = new ObserversManager();
    private final CoapServer server;
    private volatile String state = "one";

    OpenCoapServer() {
        server = CoapServer.builder()
                .transport(new SeparatingWire())
                .blockSize(BlockSize.S_512)
                .maxIncomingBlockTransferSize(MAX_BODY)
                .route(RouterService.builder()
                        .get("/store", request -> done(CoapResponse.ok(stored.get())))
                        .put("/store", request -> {
                            stored.set(request.getPayload());
                            return done(CoapResponse.coapResponse(Code.C204_CHANGED));
                        })
                        .post(
                                "/store",
                                request -> done(CoapResponse.coapResponse(Code.C201_CREATED)
                                        .locationPath("store/1")))
                        .delete("/store", request -> done(CoapResponse.coapResponse(Code.C202_DELETED)))
                        .get(
                                "/query",
                                request -> done(CoapResponse.ok(query(request).replace('&', '|'))))
                        .get(
                                "/slow",
                                request -> CompletableFuture.supplyAsync(
                                        () -> CoapResponse.of(Code.C205_CONTENT, "in time"),
                                        CompletableFuture.delayedExecutor(100, TimeUnit.MILLISECONDS)))
                        .get(SeparatingWire.PATH, request -> done(CoapResponse.ok("separate")))
                        .get("/error", OpenCoapServer::fail)
                        .get("/observed", observers.then(request -> done(CoapResponse.ok(state)))))
                .build();
        observers.init(server);
        try {
            server.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String query(CoapRequest request) {
        return request.options().getUriQuery();
    }

    private static CompletableFuture<CoapResponse> done(CoapResponse.Builder response) {
        return CompletableFuture.completedFuture(response.build());
    }

    private static CompletableFuture<CoapResponse> fail(CoapRequest request) {
        String[] code = query(request).split("\\.");
        return done(CoapResponse.coapResponse(Code.valueOf(Integer.parseInt(code[0]), Integer.parseInt(code[1])))
                .payload("no such luck"));
    }

    @Override
    public int port() {
        return server.getLocalSocketAddress().getPort();
    }

    @Override
    public void change(String to) {
        state = to;
        observers.sendObservation("/observed", request -> done(CoapResponse.ok(to)));
    }

    @Override
    public void vanish() {
        observers.sendObservation("/observed", request -> done(CoapResponse.notFound()));
    }

    @Override
    public int observers() {
        return observers.size();
    }

    @Override
    public void close() {
        server.stop();
    }

    /**
     * open-coap answers a CON in its acknowledgement, however late. Below one path this acknowledges at once, and makes of the answer a
     * message of its own, of the type in the query.
     */
    private static final class SeparatingWire extends OpenCoapWire {
        static final String PATH = "/separate";

        private final Map<Integer, MessageType> separated = new ConcurrentHashMap<>();
        private final AtomicInteger messageIds = new AtomicInteger(0x5000);

        @Override
        void came(CoapPacket packet) {
            if (packet.getMethod() != null && PATH.equals(packet.headers().getUriPath())) {
                sendPacket(packet.createResponse(null));
                separated.put(
                        packet.getMessageId(),
                        packet.headers().getUriQuery().equals("CON")
                                ? MessageType.Confirmable
                                : MessageType.NonConfirmable);
            }
        }

        @Override
        void leaving(CoapPacket packet) {
            MessageType type = separated.remove(packet.getMessageId());
            if (type != null) {
                packet.setMessageType(type);
                packet.setMessageId(messageIds.getAndIncrement());
            }
        }
    }
}
