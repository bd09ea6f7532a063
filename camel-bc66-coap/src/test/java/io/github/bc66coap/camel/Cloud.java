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
import java.util.function.Consumer;

import org.eclipse.californium.core.CoapResource;
import org.eclipse.californium.core.CoapServer;
import org.eclipse.californium.core.coap.Request;
import org.eclipse.californium.core.coap.Response;
import org.eclipse.californium.core.config.CoapConfig;
import org.eclipse.californium.core.network.CoapEndpoint;
import org.eclipse.californium.core.server.resources.CoapExchange;
import org.eclipse.californium.core.server.resources.Resource;
import org.eclipse.californium.elements.config.Configuration;
import org.eclipse.californium.elements.config.UdpConfig;

/** A real CoAP server on a port of its own, which can send requests, too. */
final class Cloud implements AutoCloseable {
    static {
        CoapConfig.register();
        UdpConfig.register();
    }

    private final CoapEndpoint endpoint;
    private final CoapServer server;
    private final List<Request> received = new CopyOnWriteArrayList<>();

    Cloud() {
        this(512);
    }

    /**
     * @param preferredBlockSize in which responses go out block-wise
     */
    Cloud(int preferredBlockSize) {
        Configuration configuration = new Configuration();
        configuration.set(CoapConfig.PREFERRED_BLOCK_SIZE, preferredBlockSize);
        configuration.set(CoapConfig.MAX_MESSAGE_SIZE, preferredBlockSize);
        configuration.set(CoapConfig.MAX_RESOURCE_BODY_SIZE, 128 * 1024);
        endpoint = CoapEndpoint.builder()
                .setConfiguration(configuration)
                .setInetSocketAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
                .build();
        server = new CoapServer(configuration);
        server.addEndpoint(endpoint);
        server.start();
    }

    int port() {
        return endpoint.getAddress().getPort();
    }

    /** Requests that reached a handler, in their order. */
    List<Request> received() {
        return received;
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
        request.send(endpoint);
        return request.waitForResponse(10_000);
    }

    @Override
    public void close() {
        server.destroy();
    }
}
