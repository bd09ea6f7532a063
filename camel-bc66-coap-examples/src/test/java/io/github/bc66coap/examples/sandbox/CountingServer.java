// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.examples.sandbox;

import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

import org.eclipse.californium.core.CoapResource;
import org.eclipse.californium.core.coap.CoAP.ResponseCode;
import org.eclipse.californium.core.coap.Request;
import org.eclipse.californium.core.coap.Response;
import org.eclipse.californium.core.server.resources.CoapExchange;

import io.github.bc66coap.simulator.testkit.CoapCloud;

/** A CoAP server that counts what is put to each path. {@code /temperature} can be observed. */
public final class CountingServer implements AutoCloseable {
    private final Map<String, Integer> puts = new ConcurrentHashMap<>();
    private final CoapResource temperature = new Temperature();
    private final CoapCloud server = new CoapCloud().otherwise(this::count).with(temperature);
    private final CompletableFuture<Void> release = new CompletableFuture<>();
    private volatile String silent = "";
    private volatile String held = "";

    /** For clients. */
    public String address() {
        return "127.0.0.1:" + server.port();
    }

    /** Takes what is put to this path from now on, and doesn't answer; the module is told that it has come. */
    public void keepSilentOn(String path) {
        silent = path;
    }

    /** As {@link #keepSilentOn}, but answers when it is told to. */
    public void hold(String path) {
        held = path;
    }

    /** Answers what it holds. */
    public void release() {
        release.complete(null);
    }

    /** How often something was put to each path; messages that came twice count once. */
    public Map<String, Integer> puts() {
        return Map.copyOf(puts);
    }

    /** Sends a request to a module and waits for the answer; {@code null} if there is none within a minute. */
    public Response ask(Request request) throws InterruptedException {
        server.send(request);
        return request.waitForResponse(TimeUnit.MINUTES.toMillis(1));
    }

    /** Notifies observers. */
    public void changeTemperature() {
        temperature.changed();
    }

    @Override
    public void close() {
        server.close();
    }

    private void count(CoapExchange exchange) {
        String path = "/" + exchange.getRequestOptions().getUriPathString();
        puts.merge(path, 1, Integer::sum);
        if (path.equals(silent)) {
            exchange.accept();
        } else if (path.equals(held)) {
            exchange.accept();
            release.thenRun(() -> exchange.respond(ResponseCode.CHANGED));
        } else {
            exchange.respond(ResponseCode.CHANGED);
        }
    }

    private static final class Temperature extends CoapResource {
        Temperature() {
            super("temperature");
            setObservable(true);
        }

        @Override
        public void handleGET(CoapExchange exchange) {
            exchange.respond("20.5");
        }
    }
}
