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

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

import org.eclipse.californium.core.CoapResource;
import org.eclipse.californium.core.CoapServer;
import org.eclipse.californium.core.coap.Request;
import org.eclipse.californium.core.coap.Response;
import org.eclipse.californium.core.config.CoapConfig;
import org.eclipse.californium.core.network.CoapEndpoint;
import org.eclipse.californium.core.network.interceptors.MessageInterceptorAdapter;
import org.eclipse.californium.core.server.resources.CoapExchange;
import org.eclipse.californium.elements.config.Configuration;
import org.eclipse.californium.scandium.DTLSConnector;
import org.eclipse.californium.scandium.config.DtlsConfig;
import org.eclipse.californium.scandium.config.DtlsConnectorConfig;
import org.eclipse.californium.scandium.dtls.cipher.CipherSuite;
import org.eclipse.californium.scandium.dtls.pskstore.AdvancedSinglePskStore;

/** A real CoAP server behind DTLS, which can send requests and observe, too. */
final class SecureCloud implements AutoCloseable {
    static {
        CoapConfig.register();
        DtlsConfig.register();
    }

    private final CoapEndpoint endpoint;
    private final CoapServer server;
    private final List<Request> received = new CopyOnWriteArrayList<>();
    private final List<Response> notifications = new CopyOnWriteArrayList<>();
    private final List<Integer> lengths = new CopyOnWriteArrayList<>();

    /**
     * @param key in hexadecimal digits
     */
    SecureCloud(InetSocketAddress address, String identity, String key) {
        this(address, identity, key, new KeptSessions(Duration.ZERO));
    }

    /**
     * @param key in hexadecimal digits
     * @param kept how long it holds on to sessions
     */
    SecureCloud(InetSocketAddress address, String identity, String key, KeptSessions kept) {
        Configuration configuration = new Configuration();
        configuration.set(DtlsConfig.DTLS_RECEIVER_THREAD_COUNT, 1);
        configuration.set(DtlsConfig.DTLS_CONNECTOR_THREAD_COUNT, 1);
        configuration.setAsList(DtlsConfig.DTLS_CIPHER_SUITES, CipherSuite.TLS_PSK_WITH_AES_128_CCM_8);
        DTLSConnector connector = new DTLSConnector(DtlsConnectorConfig.builder(configuration)
                .setAddress(address)
                .setDatagramFilter(kept)
                .setAdvancedPskStore(
                        new AdvancedSinglePskStore(identity, HexFormat.of().parseHex(key)))
                .build());
        connector.setAlertHandler((client, alert) -> kept.ended(client));
        endpoint = CoapEndpoint.builder()
                .setConfiguration(configuration)
                .setConnector(connector)
                .build();
        endpoint.addInterceptor(new MessageInterceptorAdapter() {
            @Override
            public void receiveRequest(Request request) {
                lengths.add(request.getBytes().length);
            }
        });
        endpoint.addNotificationListener((request, response) -> notifications.add(response));
        server = new CoapServer(configuration);
        server.addEndpoint(endpoint);
        server.start();
    }

    /** Requests that reached a handler, in their order. */
    List<Request> received() {
        return received;
    }

    /** How many bytes each message of a request had, those of transfers in blocks among them. */
    List<Integer> lengths() {
        return lengths;
    }

    /** What came from resources that it observes, the first response included. */
    List<Response> notifications() {
        return notifications;
    }

    /** Answers all requests to a path. */
    SecureCloud on(String name, Consumer<CoapExchange> handler) {
        server.add(new CoapResource(name) {
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
