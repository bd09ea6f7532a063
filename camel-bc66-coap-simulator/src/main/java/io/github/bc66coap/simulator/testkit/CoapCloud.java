// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.simulator.testkit;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

import org.eclipse.californium.core.CoapResource;
import org.eclipse.californium.core.CoapServer;
import org.eclipse.californium.core.coap.CoAP.Code;
import org.eclipse.californium.core.coap.CoAP.ResponseCode;
import org.eclipse.californium.core.coap.EmptyMessage;
import org.eclipse.californium.core.coap.Message;
import org.eclipse.californium.core.coap.Request;
import org.eclipse.californium.core.coap.Response;
import org.eclipse.californium.core.config.CoapConfig;
import org.eclipse.californium.core.network.CoapEndpoint;
import org.eclipse.californium.core.network.Exchange;
import org.eclipse.californium.core.network.interceptors.MessageInterceptorAdapter;
import org.eclipse.californium.core.server.resources.CoapExchange;
import org.eclipse.californium.core.server.resources.Resource;
import org.eclipse.californium.elements.AddressEndpointContext;
import org.eclipse.californium.elements.Connector;
import org.eclipse.californium.elements.config.Configuration;
import org.eclipse.californium.elements.config.UdpConfig;
import org.eclipse.californium.scandium.DTLSConnector;
import org.eclipse.californium.scandium.config.DtlsConfig;
import org.eclipse.californium.scandium.config.DtlsConnectorConfig;
import org.eclipse.californium.scandium.dtls.cipher.CipherSuite;
import org.eclipse.californium.scandium.dtls.pskstore.AdvancedSinglePskStore;

/**
 * A real CoAP server on the loopback interface. It responds as a test says, records what comes, sends requests to
 * modules and observes them. {@link #close()} frees its port; JUnit's {@code @AutoClose} calls it.
 *
 * <pre>{@code
 * CoapCloud cloud = new CoapCloud()
 *         .answer("time", "12:00")
 *         .on("readings", exchange -> exchange.respond(ResponseCode.CHANGED));
 * }</pre>
 *
 * <p>Handlers run on two threads of the server. Any thread may call the methods.
 */
public final class CoapCloud implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final int BLOCK_SIZE = 1024;

    static {
        CoapConfig.register();
        UdpConfig.register();
        DtlsConfig.register();
    }

    private final CoapEndpoint endpoint;
    private final CoapServer server;
    private final RecentItems<Request> received = new RecentItems<>();
    private final RecentItems<Message> arrived = new RecentItems<>();
    private final RecentItems<Response> notifications = new RecentItems<>();
    private volatile CoapResource otherwise;

    /** One that speaks plain CoAP on a free port. */
    public CoapCloud() {
        this(BLOCK_SIZE);
    }

    /**
     * One that speaks plain CoAP on a free port.
     *
     * @param blockSize in which bodies are taken and responses go out block-wise, 16 to 1024
     */
    public CoapCloud(int blockSize) {
        this(blockSize, CoapEndpoint.builder().setInetSocketAddress(freePort()));
    }

    /**
     * A server on the caller's connector, for example one for DTLS with its own handling of sessions.
     *
     * @param connector not started
     */
    public CoapCloud(Connector connector) {
        this(BLOCK_SIZE, CoapEndpoint.builder().setConnector(connector));
    }

    private CoapCloud(int blockSize, CoapEndpoint.Builder builder) {
        Configuration configuration = new Configuration()
                .set(CoapConfig.PROTOCOL_STAGE_THREAD_COUNT, 2)
                .set(CoapConfig.MAX_MESSAGE_SIZE, blockSize)
                .set(CoapConfig.PREFERRED_BLOCK_SIZE, blockSize)
                .set(CoapConfig.MAX_RESOURCE_BODY_SIZE, 128 * 1024)
                .set(CoapConfig.MAX_ACTIVE_PEERS, 100)
                .set(UdpConfig.UDP_RECEIVER_THREAD_COUNT, 1)
                .set(UdpConfig.UDP_SENDER_THREAD_COUNT, 1)
                .set(CoapConfig.EXCHANGE_LIFETIME, 247, TimeUnit.SECONDS);
        endpoint = builder.setConfiguration(configuration).build();
        endpoint.addInterceptor(new Arrivals());
        endpoint.addNotificationListener((request, response) -> notifications.add(response));
        server = new CoapServer(configuration) {
            @Override
            protected Resource createRoot() {
                return new Root();
            }
        };
        server.addEndpoint(endpoint);
        server.start();
    }

    /**
     * One that takes nothing but DTLS, on a free port.
     *
     * @param identity of the pre-shared key
     * @param key in hexadecimal digits
     */
    public static CoapCloud secure(String identity, String key) {
        return secure(freePort(), identity, key);
    }

    /**
     * One that takes nothing but DTLS.
     *
     * @param address port 0 takes a free one
     * @param identity of the pre-shared key
     * @param key in hexadecimal digits
     */
    public static CoapCloud secure(InetSocketAddress address, String identity, String key) {
        Configuration configuration = new Configuration()
                .set(DtlsConfig.DTLS_RECEIVER_THREAD_COUNT, 1)
                .set(DtlsConfig.DTLS_CONNECTOR_THREAD_COUNT, 1)
                .setAsList(DtlsConfig.DTLS_CIPHER_SUITES, CipherSuite.TLS_PSK_WITH_AES_128_CCM_8);
        return new CoapCloud(new DTLSConnector(DtlsConnectorConfig.builder(configuration)
                .setAddress(address)
                .setAdvancedPskStore(
                        new AdvancedSinglePskStore(identity, HexFormat.of().parseHex(key)))
                .build()));
    }

    private static InetSocketAddress freePort() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    }

    private final class Arrivals extends MessageInterceptorAdapter {
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
    }

    private final class Root extends CoapResource {
        Root() {
            super("");
        }

        @Override
        public Resource getChild(String name) {
            Resource child = super.getChild(name);
            return child == null ? otherwise : child;
        }

        @Override
        public void handleRequest(Exchange exchange) {
            Resource handler = otherwise;
            if (handler == null) {
                super.handleRequest(exchange);
            } else {
                handler.handleRequest(exchange);
            }
        }
    }

    /** A path and all below it. */
    private final class ScriptedResource extends CoapResource {
        private final Consumer<CoapExchange> handler;

        ScriptedResource(String name, Consumer<CoapExchange> handler) {
            super(name);
            this.handler = handler;
        }

        @Override
        public Resource getChild(String below) {
            return this;
        }

        @Override
        public void handleRequest(Exchange exchange) {
            received.add(exchange.getRequest());
            handler.accept(new CoapExchange(exchange, this));
        }
    }

    /** The UDP port. */
    public int port() {
        return endpoint.getAddress().getPort();
    }

    /**
     * Answers all requests to a path and below.
     *
     * @param name the first segment of the path, without a slash
     * @param handler answers a request, at once or later, on any thread; if it does not, the client gets no response
     * @throws IllegalArgumentException if there is a slash in {@code name}
     */
    public CoapCloud on(String name, Consumer<CoapExchange> handler) {
        if (name.indexOf('/') >= 0) {
            throw new IllegalArgumentException(
                    "expected the first segment of a path, which answers for all below it, without a slash, but got "
                            + name);
        }
        server.add(new ScriptedResource(name, handler));
        return this;
    }

    /** Answers all requests to a path and below with 2.05 and a text. */
    public CoapCloud answer(String name, String text) {
        return on(name, exchange -> exchange.respond(ResponseCode.CONTENT, text));
    }

    /** Answers all requests to a path and below with a code and nothing else. */
    public CoapCloud answer(String name, ResponseCode code) {
        return on(name, exchange -> exchange.respond(code));
    }

    /** Answers all requests to other paths; without it, they get 4.04. */
    public CoapCloud otherwise(Consumer<CoapExchange> handler) {
        otherwise = new ScriptedResource("", handler);
        return this;
    }

    /** Adds a resource of Californium, for example one that can be observed. */
    public CoapCloud with(Resource resource) {
        server.add(resource);
        return this;
    }

    /** The last 10,000 requests that reached a handler, in their order, without copies. */
    public List<Request> received() {
        return received.list();
    }

    /**
     * The only request that reached a handler.
     *
     * @throws AssertionError if there are none or several
     */
    public Request theRequest() {
        List<Request> all = received();
        if (all.size() != 1) {
            throw new AssertionError("expected one request but got " + all);
        }
        return all.get(0);
    }

    /**
     * Waits until a request has reached a handler.
     *
     * @param path of the request, for example {@code /readings}
     * @return the first one
     * @throws AssertionError if there is none within 10 s; shows what came
     */
    public Request awaitRequest(Code method, String path) {
        return Waiting.until(
                PATIENCE,
                () -> received().stream()
                        .filter(request ->
                                request.getCode() == method && path(request).equals(path))
                        .findFirst(),
                () -> "expected " + method + " " + path + " but got "
                        + received().stream().map(CoapCloud::shown).toList());
    }

    private static String shown(Request request) {
        return request.getCode() + " " + path(request) + " \"" + request.getPayloadString() + "\"";
    }

    private static String path(Request request) {
        return "/" + request.getOptions().getUriPathString();
    }

    /** The last 10,000 messages that arrived, copies and acknowledgements included. */
    public List<Message> arrived() {
        return arrived.list();
    }

    /** The notifications of resources that it observes. The first response of each is not among them: {@link #ask} returns it. */
    public List<Response> notifications() {
        return notifications.list();
    }

    /** Forgets what has come so far. */
    public void clear() {
        received.clear();
        arrived.clear();
        notifications.clear();
    }

    /**
     * Sends a request to its destination, and waits for its response.
     *
     * @return {@code null} when there is none within 10 s
     */
    public Response ask(Request request) throws InterruptedException {
        send(request);
        return request.waitForResponse(PATIENCE.toMillis());
    }

    /**
     * Sends a request to a module, and waits for its response.
     *
     * @param module its address, see {@code VirtualBc66.coapAddress()}
     * @param path for example {@code /4/0/8}
     * @return {@code null} when there is none within 10 s
     * @throws AssertionError if {@code module} is {@code null}: the module has no context
     */
    public Response ask(InetSocketAddress module, Request request, String path) throws InterruptedException {
        if (module == null) {
            throw new AssertionError("expected a response from " + path
                    + " but the module has no CoAP context, so it has no" + " address");
        }
        request.setDestinationContext(new AddressEndpointContext(module));
        request.getOptions().setUriPath(path);
        return ask(request);
    }

    /** Sends a request. */
    public void send(Request request) {
        request.send(endpoint);
    }

    @Override
    public void close() {
        server.destroy();
    }
}
