// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.lwm2m;

import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;

import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.builder.RouteBuilder;
import org.eclipse.leshan.core.node.InvalidLwM2mPathException;
import org.eclipse.leshan.core.node.LwM2mPath;

import io.github.bc66coap.camel.Bc66CoapConstants;
import io.github.bc66coap.coap.Peer;

/**
 * The Security and Server objects that a bootstrap server writes (OMA LwM2M Core 1.0, section 5.2). Takes one server and its lifetime from
 * them. Accepts requests only during a bootstrap, and only from the bootstrap server's address. Thread-safe.
 */
final class Bootstrap {
    private static final Lwm2mCodec CODEC = new Lwm2mCodec(ObjectModels.STANDARD);
    private static final int SECURITY = 0;
    private static final int SERVER = 1;
    private static final int MAX_INSTANCES = 16;
    // resources of Security
    private static final int URI_OF_SERVER = 0;
    private static final int IS_BOOTSTRAP = 1;
    private static final int SECURITY_MODE = 2;
    private static final int SECURITY_SHORT_ID = 10;
    private static final long NO_SECURITY = 3;
    // of Server
    private static final int SHORT_ID = 0;
    private static final int LIFETIME = 1;

    static final int PLAIN_PORT = 5683;

    /** Where to register, and for how long. */
    record Server(String host, int port, Duration lifetime) {}

    private final String host;
    private final Map<LwM2mPath, Map<?, ?>> written = new TreeMap<>();
    private CompletableFuture<Server> underWay;

    /** @param host of the bootstrap server */
    Bootstrap(String host) {
        this.host = host;
    }

    /** Starts a bootstrap; completes when the server has finished it. */
    synchronized CompletableFuture<Server> begin() {
        written.clear();
        underWay = new CompletableFuture<>();
        return underWay;
    }

    /** Gives up the bootstrap. */
    synchronized void end() {
        if (underWay != null) {
            underWay.cancel(false);
            underWay = null;
        }
    }

    synchronized boolean isUnderWay() {
        return underWay != null;
    }

    /** Answers a request of the bootstrap server; refuses all others. */
    void answer(Exchange exchange) {
        Message message = exchange.getMessage();
        CompletableFuture<Server> finished = null;
        Server server = null;
        try {
            synchronized (this) {
                server = handle(message);
                if (server != null) {
                    finished = underWay;
                    underWay = null;
                }
            }
            message.setBody(null);
        } catch (Lwm2mException e) {
            Lwm2mResource.refuse(message, e);
        }
        if (finished != null) {
            finished.complete(server);
        }
    }

    private Server handle(Message message) {
        if (underWay == null || !host.equals(message.getHeader(Bc66CoapConstants.REQUEST_HOST, String.class))) {
            throw new Lwm2mException("4.01", "no bootstrap is under way with you");
        }
        String method = message.getHeader(Bc66CoapConstants.REQUEST_METHOD, String.class);
        String path = message.getHeader(Bc66CoapConstants.REQUEST_URI_PATH, String.class);
        switch (method) {
            case "POST" -> {
                if (!path.equals("/bs")) {
                    throw Lwm2mException.notAllowed("only /bs ends a bootstrap");
                }
                return server();
            }
            case "DELETE" -> delete(path(path));
            case "PUT" -> write(path(path), message);
            default -> throw Lwm2mException.notAllowed("nothing is read in a bootstrap");
        }
        return null;
    }

    private static LwM2mPath path(String path) {
        try {
            return new LwM2mPath(path);
        } catch (InvalidLwM2mPathException e) {
            throw new Lwm2mException("4.04", "no path of LwM2M", e);
        }
    }

    private void delete(LwM2mPath path) {
        written.keySet().removeIf(instance -> path.isRoot() || instance.startWith(path));
    }

    private void write(LwM2mPath path, Message message) {
        if (!path.isObjectInstance()) {
            throw Lwm2mException.badRequest("instances are written");
        }
        if (written.size() >= MAX_INSTANCES) {
            throw new Lwm2mException("4.13", "more instances than " + MAX_INSTANCES);
        }
        Integer format = message.getHeader(Bc66CoapConstants.REQUEST_CONTENT_FORMAT, Integer.class);
        written.put(path, (Map<?, ?>) CODEC.decode(path, Lwm2mResource.payload(message), format));
    }

    private Server server() {
        for (Map.Entry<LwM2mPath, Map<?, ?>> entry : written.entrySet()) {
            Map<?, ?> security = entry.getValue();
            if (entry.getKey().getObjectId() == SECURITY && !Boolean.TRUE.equals(security.get(IS_BOOTSTRAP))) {
                if (!Long.valueOf(NO_SECURITY).equals(security.get(SECURITY_MODE))) {
                    throw new Lwm2mException(
                            "4.06", "the key is the component's, so only servers without one are taken");
                }
                return server(String.valueOf(security.get(URI_OF_SERVER)), security.get(SECURITY_SHORT_ID));
            }
        }
        throw new Lwm2mException("4.06", "no server was written");
    }

    private Server server(String uri, Object shortId) {
        Duration lifetime = written.entrySet().stream()
                .filter(entry -> entry.getKey().getObjectId() == SERVER)
                .map(Map.Entry::getValue)
                .filter(values -> shortId == null || shortId.equals(values.get(SHORT_ID)))
                .map(values -> values.get(LIFETIME))
                .filter(Long.class::isInstance)
                .map(seconds -> Duration.ofSeconds(Math.max(1, Math.min((Long) seconds, Integer.MAX_VALUE))))
                .findFirst()
                .orElseThrow(() -> new Lwm2mException("4.06", "no lifetime was written for server " + shortId));
        try {
            URI parsed = new URI(uri);
            int port = parsed.getPort() < 0 ? PLAIN_PORT : parsed.getPort();
            return Optional.ofNullable(parsed.getHost())
                    .filter(address -> "coap".equals(parsed.getScheme()))
                    .flatMap(address -> Peer.of(address, port))
                    .map(peer -> new Server(peer.host(), port, lifetime))
                    .orElseThrow(() -> new Lwm2mException(
                            "4.06", "the server's URI must be coap://ADDRESS:PORT, as the module resolves no names"));
        } catch (URISyntaxException e) {
            throw new Lwm2mException("4.06", "the server's URI is none", e);
        }
    }

    /** Begins the names of {@link #routes}. */
    static final String ROUTES = "bc66-lwm2m-bootstrap-";

    /** Serves the paths that only a bootstrap server requests. */
    RouteBuilder routes(Lwm2mDevice device) {
        return new RouteBuilder() {
            @Override
            public void configure() {
                for (String path : new String[] {"/bs", "/0/*", "/1/*", "/"}) {
                    from(device.uri("methods=POST,PUT,DELETE&uriPath=" + path))
                            .routeId(ROUTES + path + "-of-" + device.name())
                            .process(Bootstrap.this::answer);
                }
            }
        };
    }
}
