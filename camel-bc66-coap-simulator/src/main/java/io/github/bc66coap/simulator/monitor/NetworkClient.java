// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.simulator.monitor;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.function.Consumer;

import org.eclipse.californium.core.coap.CoAP.Code;
import org.eclipse.californium.core.coap.MessageObserverAdapter;
import org.eclipse.californium.core.coap.Request;
import org.eclipse.californium.core.coap.Response;
import org.eclipse.californium.core.config.CoapConfig;
import org.eclipse.californium.core.network.CoapEndpoint;
import org.eclipse.californium.elements.config.Configuration;
import org.eclipse.californium.elements.config.UdpConfig;

/** A CoAP client in the network that sends the module requests. Any thread. */
final class NetworkClient implements AutoCloseable {
    private final Consumer<String> news;
    private CoapEndpoint endpoint;

    /** @param news told what becomes of requests, in words; of what came back, the code and the length only */
    NetworkClient(Consumer<String> news) {
        this.news = news;
    }

    /**
     * Sends a request.
     *
     * @throws IllegalArgumentException if the path is none
     * @throws IllegalStateException if it can't be sent
     */
    void send(InetSocketAddress module, String method, boolean confirmable, String path, String payload) {
        Request request = new Request(Code.valueOf(method));
        request.setConfirmable(confirmable);
        request.setURI("coap://" + host(module.getAddress()) + ":" + module.getPort()
                + (path.startsWith("/") ? "" : "/") + path);
        if (!payload.isEmpty()) {
            request.setPayload(payload);
        }
        request.addMessageObserver(new MessageObserverAdapter() {
            @Override
            public void onResponse(Response response) {
                news.accept("the peer got " + response.getCode() + ", " + response.getPayloadSize() + " bytes, to "
                        + method);
            }

            @Override
            public void onTimeout() {
                news.accept("the peer got no answer to " + method);
            }
        });
        endpoint(module.getAddress()).sendRequest(request);
    }

    private static String host(InetAddress address) {
        String text = address.getHostAddress();
        return text.indexOf(':') < 0 ? text : "[" + text.replaceFirst("%.*", "") + "]";
    }

    private synchronized CoapEndpoint endpoint(InetAddress address) {
        if (endpoint == null) {
            UdpConfig.register();
            CoapConfig.register();
            CoapEndpoint made = CoapEndpoint.builder()
                    // the standard one would be kept in a file in the working directory
                    .setConfiguration(new Configuration())
                    .setInetSocketAddress(new InetSocketAddress(address, 0))
                    .build();
            try {
                made.start();
            } catch (IOException e) {
                throw new IllegalStateException("A peer can't be started: " + e.getMessage(), e);
            }
            endpoint = made;
        }
        return endpoint;
    }

    @Override
    public synchronized void close() {
        if (endpoint != null) {
            endpoint.destroy();
            endpoint = null;
        }
    }
}
