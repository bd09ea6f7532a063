// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.examples.demo;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Predicate;

import org.eclipse.californium.core.CoapResource;
import org.eclipse.californium.core.CoapServer;
import org.eclipse.californium.core.coap.CoAP.ResponseCode;
import org.eclipse.californium.core.coap.CoAP.Type;
import org.eclipse.californium.core.coap.Message;
import org.eclipse.californium.core.coap.MessageObserverAdapter;
import org.eclipse.californium.core.coap.Request;
import org.eclipse.californium.core.coap.Response;
import org.eclipse.californium.core.coap.Token;
import org.eclipse.californium.core.config.CoapConfig;
import org.eclipse.californium.core.network.CoapEndpoint;
import org.eclipse.californium.core.server.resources.CoapExchange;
import org.eclipse.californium.elements.AddressEndpointContext;
import org.eclipse.californium.elements.config.Configuration;
import org.eclipse.californium.elements.config.UdpConfig;

/**
 * The server: answers {@code GET /validate}, holds the readings that are posted, and asks the module questions of its
 * own as soon as it has heard from it.
 */
final class Cloud implements AutoCloseable {
    static {
        CoapConfig.register();
        UdpConfig.register();
    }

    private static final int FIRST_ANSWER = 123123456;

    /** A question to the module, and what it came to. */
    record Asked(Request request, Response response) {
        /** A piggybacked 2.05 with the token and message ID of the question. */
        boolean isProper() {
            return response.getCode() == ResponseCode.CONTENT
                    && response.getType() == Type.ACK
                    && response.getMID() == request.getMID()
                    && response.getToken().equals(request.getToken());
        }
    }

    private final Accounts accounts;
    private final Predicate<String> refuses;
    private final Duration pause;
    private final Iterator<String> questions;
    private final CoapEndpoint endpoint;
    private final CoapServer server;
    private final ScheduledExecutorService asker;
    private final Random random = new Random();
    private final List<String> answers = new CopyOnWriteArrayList<>();
    private final List<String> readings = new CopyOnWriteArrayList<>();
    private final List<Asked> asked = new CopyOnWriteArrayList<>();
    private final AtomicBoolean heard = new AtomicBoolean();
    private final CompletableFuture<Void> done = new CompletableFuture<>();

    /**
     * Starts a server on a free port.
     *
     * @param accounts to enter what is seen here
     * @param refuses readings that aren't taken
     * @param questions paths on the module to be asked for, in this order
     * @param pause between questions
     */
    Cloud(Accounts accounts, Predicate<String> refuses, List<String> questions, Duration pause) {
        this.accounts = accounts;
        this.refuses = refuses;
        this.questions = List.copyOf(questions).iterator();
        this.pause = pause;
        Configuration configuration = new Configuration();
        configuration.set(CoapConfig.PROTOCOL_STAGE_THREAD_COUNT, 1);
        endpoint = CoapEndpoint.builder()
                .setConfiguration(configuration)
                .setInetSocketAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
                .build();
        server = new CoapServer(configuration);
        server.addEndpoint(endpoint);
        server.add(validate(), readings());
        asker = Executors.newSingleThreadScheduledExecutor(task -> new Thread(task, "cloud"));
        server.start();
    }

    private CoapResource validate() {
        return new CoapResource("validate") {
            @Override
            public void handleGET(CoapExchange exchange) {
                accounts.polls().received(token(exchange.advanced().getRequest()));
                String answer = Integer.toString(FIRST_ANSWER + answers.size());
                answers.add(answer);
                exchange.respond(ResponseCode.CONTENT, answer);
                heardFrom(exchange);
            }
        };
    }

    private CoapResource readings() {
        return new CoapResource("readings") {
            @Override
            public void handlePOST(CoapExchange exchange) {
                String reading = exchange.getRequestText();
                if (refuses.test(reading)) {
                    exchange.respond(ResponseCode.SERVICE_UNAVAILABLE);
                } else {
                    readings.add(reading);
                    accounts.readings().received(token(exchange.advanced().getRequest()));
                    exchange.respond(ResponseCode.CHANGED);
                }
                heardFrom(exchange);
            }
        };
    }

    private static String token(Message message) {
        return message.getTokenString().toUpperCase(Locale.ROOT);
    }

    /** The module is where its messages come from. */
    private void heardFrom(CoapExchange exchange) {
        if (heard.compareAndSet(false, true)) {
            askNext(exchange.getSourceSocketAddress());
        }
    }

    private void askNext(InetSocketAddress module) {
        if (!questions.hasNext()) {
            done.complete(null);
            return;
        }
        try {
            asker.schedule(() -> ask(module, questions.next()), pause.toMillis(), TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            // closing
        }
    }

    private void ask(InetSocketAddress module, String path) {
        Request request = Request.newGet();
        request.setDestinationContext(new AddressEndpointContext(module));
        request.getOptions().setUriPath(path);
        request.setToken(newToken());
        request.addMessageObserver(new MessageObserverAdapter() {
            @Override
            public void onResponse(Response response) {
                Asked question = new Asked(request, response);
                asked.add(question);
                if (question.isProper()) {
                    accounts.of(path).answered(token(request));
                }
                askNext(module);
            }

            @Override
            protected void failed() {
                askNext(module);
            }
        });
        accounts.of(path).sent();
        request.send(endpoint);
    }

    /** Of 4 to 8 bytes, such as platforms have. */
    private Token newToken() {
        byte[] token = new byte[4 + random.nextInt(5)];
        random.nextBytes(token);
        return new Token(token);
    }

    int port() {
        return endpoint.getAddress().getPort();
    }

    /** The readings taken, in their order. */
    List<String> held() {
        return List.copyOf(readings);
    }

    /** What {@code /validate} has answered. */
    List<String> answers() {
        return List.copyOf(answers);
    }

    /** The questions that were answered, rightly or not. */
    List<Asked> asked() {
        return List.copyOf(asked);
    }

    /** Completes when all questions have ended. */
    CompletableFuture<Void> done() {
        return done;
    }

    @Override
    public void close() {
        asker.shutdownNow();
        server.destroy();
    }
}
