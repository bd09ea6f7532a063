// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.examples.sandbox;

import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

import org.eclipse.californium.core.CoapResource;
import org.eclipse.californium.core.coap.CoAP.Code;
import org.eclipse.californium.core.coap.CoAP.ResponseCode;
import org.eclipse.californium.core.coap.CoAP.Type;
import org.eclipse.californium.core.coap.MediaTypeRegistry;
import org.eclipse.californium.core.coap.Request;
import org.eclipse.californium.core.coap.Response;
import org.eclipse.californium.core.server.resources.CoapExchange;
import org.eclipse.californium.elements.AddressEndpointContext;

import io.github.bc66coap.simulator.testkit.CoapCloud;

/**
 * A CoAP server for modules to talk to. {@code /temperature} can be observed and changes every second; what is written to
 * any other path is kept there. Every few seconds it puts an alarm to {@code /alarm} of each module that it has heard
 * from.
 */
public final class Cloud implements AutoCloseable {
    private static final Duration CHANGES = Duration.ofSeconds(1);
    private static final Duration ALARMS = Duration.ofSeconds(3);
    private static final int KEPT = 1000;

    private record Value(Code method, byte[] payload, int contentFormat) {}

    private final Map<String, Value> values = bounded();
    private final Map<InetSocketAddress, Boolean> modules = bounded();
    private final CoapCloud server;
    private final ScheduledExecutorService clock =
            Executors.newSingleThreadScheduledExecutor(task -> new Thread(task, "cloud"));
    private int alarms;

    private Cloud() {
        server = new CoapCloud().otherwise(this::serve).with(new Temperature());
        clock.scheduleAtFixedRate(this::alarm, ALARMS.toMillis(), ALARMS.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Starts one on a free port of the loopback interface. */
    public static Cloud start() {
        return new Cloud();
    }

    /** The UDP port. */
    public int port() {
        return server.port();
    }

    /** What was written to a path last, by which method, such as {@code PUT on}; {@code null} if nothing was. */
    public String written(String path) {
        synchronized (values) {
            Value value = values.get(path);
            return value == null ? null : value.method + " " + new String(value.payload, StandardCharsets.UTF_8);
        }
    }

    /** The modules that it has heard from. */
    public List<InetSocketAddress> modules() {
        synchronized (modules) {
            return List.copyOf(modules.keySet());
        }
    }

    /**
     * Sends a request to a module and waits for the answer.
     *
     * @return {@code null} if there was none within a minute
     */
    public Response ask(InetSocketAddress module, Request request) throws InterruptedException {
        request.setDestinationContext(new AddressEndpointContext(module));
        server.send(request);
        return request.waitForResponse(TimeUnit.MINUTES.toMillis(1));
    }

    /** Nobody should be able to fill the memory. */
    private static <K, V> Map<K, V> bounded() {
        return new LinkedHashMap<>() {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
                return size() > KEPT;
            }
        };
    }

    private void heardFrom(CoapExchange exchange) {
        synchronized (modules) {
            modules.put(exchange.getSourceSocketAddress(), true);
        }
    }

    private void alarm() {
        for (InetSocketAddress module : modules()) {
            Request request = Request.newPut();
            request.setDestinationContext(new AddressEndpointContext(module));
            request.getOptions().setUriPath("/alarm").setContentFormat(MediaTypeRegistry.APPLICATION_JSON);
            request.setPayload("{\"leak\":" + ++alarms + "}");
            server.send(request);
        }
    }

    @Override
    public void close() {
        clock.shutdownNow();
        server.close();
    }

    private void serve(CoapExchange exchange) {
        heardFrom(exchange);
        String path = "/" + exchange.getRequestOptions().getUriPathString();
        synchronized (values) {
            switch (exchange.getRequestCode()) {
                case GET -> read(exchange, values.get(path));
                case PUT, POST -> {
                    values.put(path, value(exchange));
                    exchange.respond(ResponseCode.CHANGED);
                }
                case DELETE -> {
                    values.remove(path);
                    exchange.respond(ResponseCode.DELETED);
                }
                default -> exchange.respond(ResponseCode.METHOD_NOT_ALLOWED);
            }
        }
    }

    private static Value value(CoapExchange exchange) {
        return new Value(
                exchange.getRequestCode(),
                exchange.getRequestPayload(),
                exchange.getRequestOptions().getContentFormat());
    }

    private static void read(CoapExchange exchange, Value value) {
        if (value == null) {
            exchange.respond(ResponseCode.NOT_FOUND);
        } else {
            exchange.respond(ResponseCode.CONTENT, value.payload, value.contentFormat);
        }
    }

    /** Can be read and observed, not written. */
    private final class Temperature extends CoapResource {
        private double degrees = 20;

        Temperature() {
            super("temperature");
            setObservable(true);
            // confirmable, so that an observer that has gone is noticed
            setObserveType(Type.CON);
            clock.scheduleAtFixedRate(this::change, CHANGES.toMillis(), CHANGES.toMillis(), TimeUnit.MILLISECONDS);
        }

        private void change() {
            degrees += ThreadLocalRandom.current().nextDouble(-0.5, 0.5);
            changed();
        }

        @Override
        public void handleGET(CoapExchange exchange) {
            heardFrom(exchange);
            exchange.respond(ResponseCode.CONTENT, "%.1f".formatted(degrees), MediaTypeRegistry.TEXT_PLAIN);
        }
    }
}
