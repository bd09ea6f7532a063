/*
 * Copyright 2026 the camel-bc66-coap authors
 *
 * Licensed under the Apache License, Version 2.0 (the "License");
 * you may not use this file except in compliance with the License.
 * You may obtain a copy of the License at
 *
 *     https://www.apache.org/licenses/LICENSE-2.0
 *
 * Unless required by applicable law or agreed to in writing, software
 * distributed under the License is distributed on an "AS IS" BASIS,
 * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
 * See the License for the specific language governing permissions and
 * limitations under the License.
 */
package io.github.bc66coap.camel;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

import org.eclipse.californium.core.CoapResource;
import org.eclipse.californium.core.CoapServer;
import org.eclipse.californium.core.coap.EmptyMessage;
import org.eclipse.californium.core.coap.Message;
import org.eclipse.californium.core.coap.Request;
import org.eclipse.californium.core.coap.Response;
import org.eclipse.californium.core.config.CoapConfig;
import org.eclipse.californium.core.network.CoapEndpoint;
import org.eclipse.californium.core.network.interceptors.MessageInterceptorAdapter;
import org.eclipse.californium.core.server.resources.CoapExchange;
import org.eclipse.californium.core.server.resources.Resource;
import org.eclipse.californium.elements.config.Configuration;
import org.eclipse.californium.elements.config.UdpConfig;

/** A real CoAP server on a port of its own, which can send requests, too. */
final class Cloud implements AutoCloseable {
    private static final long PATIENCE_MILLIS = 10_000;

    static {
        CoapConfig.register();
        UdpConfig.register();
    }

    private final CoapEndpoint endpoint;
    private final CoapServer server;
    private final List<Request> received = new CopyOnWriteArrayList<>();
    private final List<Message> arrived = new CopyOnWriteArrayList<>();

    Cloud() {
        this(1024);
    }

    /**
     * @param blockSize in which bodies are taken and responses go out block-wise
     */
    Cloud(int blockSize) {
        Configuration configuration = new Configuration()
                .set(CoapConfig.PROTOCOL_STAGE_THREAD_COUNT, 2)
                .set(CoapConfig.MAX_MESSAGE_SIZE, blockSize)
                .set(CoapConfig.PREFERRED_BLOCK_SIZE, blockSize)
                .set(CoapConfig.MAX_RESOURCE_BODY_SIZE, 128 * 1024)
                .set(CoapConfig.MAX_ACTIVE_PEERS, 100)
                .set(UdpConfig.UDP_RECEIVER_THREAD_COUNT, 1)
                .set(UdpConfig.UDP_SENDER_THREAD_COUNT, 1)
                .set(CoapConfig.EXCHANGE_LIFETIME, 247, TimeUnit.SECONDS);
        endpoint = CoapEndpoint.builder()
                .setConfiguration(configuration)
                .setInetSocketAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
                .build();
        endpoint.addInterceptor(new MessageInterceptorAdapter() {
            @Override
            public void receiveRequest(Request request) {
                arrived.add(request);
            }

            @Override
            public void receiveResponse(Response response) {
                arrived.add(response);
            }

            @Override
            public void receiveEmptyMessage(EmptyMessage message) {
                arrived.add(message);
            }
        });
        server = new CoapServer(configuration);
        server.addEndpoint(endpoint);
        server.start();
    }

    int port() {
        return endpoint.getAddress().getPort();
    }

    /** Requests that reached a handler, in their order; copies don't. */
    List<Request> received() {
        return received;
    }

    /** The only request that reached a handler. */
    Request theRequest() {
        if (received.size() != 1) {
            throw new AssertionError("expected one request but got " + received);
        }
        return received.get(0);
    }

    /** Every message that arrived, copies and acknowledgements included. */
    List<Message> arrived() {
        return arrived;
    }

    /** Adds a resource that is Californium's own. */
    Cloud with(Resource resource) {
        server.add(resource);
        return this;
    }

    /** Answers all requests below a path. */
    Cloud on(String name, Consumer<CoapExchange> handler) {
        server.add(new CoapResource(name) {
            @Override
            public Resource getChild(String below) {
                return this;
            }

            @Override
            public void handleRequest(org.eclipse.californium.core.network.Exchange exchange) {
                received.add(exchange.getRequest());
                handler.accept(new CoapExchange(exchange, this));
            }
        });
        return this;
    }

    /** Sends a request and waits for its response; {@code null} when there is none in time. */
    Response ask(Request request) throws InterruptedException {
        send(request);
        return request.waitForResponse(PATIENCE_MILLIS);
    }

    /** Sends a request. */
    void send(Request request) {
        request.send(endpoint);
    }

    @Override
    public void close() {
        server.destroy();
    }
}
