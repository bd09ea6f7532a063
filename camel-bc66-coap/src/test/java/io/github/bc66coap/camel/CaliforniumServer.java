// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.camel;

import java.util.List;
import java.util.concurrent.atomic.AtomicReference;

import org.eclipse.californium.core.CoapResource;
import org.eclipse.californium.core.coap.CoAP.ResponseCode;
import org.eclipse.californium.core.coap.CoAP.Type;
import org.eclipse.californium.core.coap.Response;
import org.eclipse.californium.core.server.resources.CoapExchange;

import io.github.bc66coap.simulator.testkit.CoapCloud;

/** By Californium. */
final class CaliforniumServer implements PeerServer {
    private final AtomicReference<byte[]> stored = new AtomicReference<>(new byte[0]);
    private volatile String state = "one";
    private final CoapResource observed = new CoapResource("observed") {
        @Override
        public void handleGET(CoapExchange exchange) {
            exchange.respond(state);
        }
    };
    private final CoapCloud cloud;

    CaliforniumServer() {
        observed.setObservable(true);
        cloud = new CoapCloud(512)
                .on("store", this::store)
                .on("query", exchange -> exchange.respond(ResponseCode.CONTENT, String.join("|", query(exchange))))
                .on("slow", exchange -> {
                    exchange.accept();
                    exchange.respond(ResponseCode.CONTENT, "in time");
                })
                .on("separate", CaliforniumServer::respondSeparately)
                .on("error", CaliforniumServer::fail)
                .with(observed);
    }

    private static List<String> query(CoapExchange exchange) {
        return exchange.getRequestOptions().getUriQuery();
    }

    private void store(CoapExchange exchange) {
        switch (exchange.getRequestCode()) {
            case GET -> exchange.respond(ResponseCode.CONTENT, stored.get(), 42);
            case PUT -> {
                stored.set(exchange.getRequestPayload());
                exchange.respond(ResponseCode.CHANGED);
            }
            case POST -> {
                exchange.setLocationPath("store/1");
                exchange.respond(ResponseCode.CREATED);
            }
            default -> exchange.respond(ResponseCode.DELETED);
        }
    }

    private static void respondSeparately(CoapExchange exchange) {
        exchange.accept();
        Response response = new Response(ResponseCode.CONTENT);
        response.setType(Type.valueOf(query(exchange).get(0)));
        response.setPayload("separate");
        exchange.respond(response);
    }

    private static void fail(CoapExchange exchange) {
        String[] code = query(exchange).get(0).split("\\.");
        exchange.respond(
                ResponseCode.valueOf(Integer.parseInt(code[0]) << 5 | Integer.parseInt(code[1])), "no such luck");
    }

    @Override
    public int port() {
        return cloud.port();
    }

    @Override
    public void change(String to) {
        state = to;
        observed.changed();
    }

    @Override
    public void vanish() {
        observed.clearAndNotifyObserveRelations(ResponseCode.NOT_FOUND);
    }

    @Override
    public int observers() {
        return observed.getObserverCount();
    }

    @Override
    public void close() {
        cloud.close();
    }
}
