// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.examples.demo;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Predicate;

import org.eclipse.californium.core.coap.CoAP.ResponseCode;
import org.eclipse.californium.core.coap.CoAP.Type;
import org.eclipse.californium.core.coap.Message;
import org.eclipse.californium.core.coap.Request;
import org.eclipse.californium.core.coap.Response;
import org.eclipse.californium.core.coap.Token;
import org.eclipse.californium.core.server.resources.CoapExchange;

import io.github.bc66coap.simulator.testkit.CoapCloud;

/**
 * The server: answers {@code GET /validate}, holds the readings that are posted, and asks the module questions of its
 * own as soon as it has heard from it.
 */
final class DemoCloud implements AutoCloseable {
    private static final int FIRST_ANSWER = 123123456;

    /** A question to the module, and the response. */
    record Asked(Request request, Response response) {
        /** A piggybacked 2.05 with the token and message ID of the question. */
        boolean isProper() {
            return response.getCode() == ResponseCode.CONTENT
                    && response.getType() == Type.ACK
                    && response.getMID() == request.getMID()
                    && response.getToken().equals(request.getToken());
        }
    }

    private final Map<String, Ledger.Flow> flows;
    private final Predicate<String> refuses;
    private final Iterator<String> questions;
    private final Duration pause;
    private final CoapCloud server;
    private final ScheduledExecutorService asker =
            Executors.newSingleThreadScheduledExecutor(task -> new Thread(task, "cloud"));
    private final Random random = new Random();
    private final List<String> answers = new CopyOnWriteArrayList<>();
    private final List<String> readings = new CopyOnWriteArrayList<>();
    private final List<Asked> asked = new CopyOnWriteArrayList<>();
    private final AtomicBoolean heard = new AtomicBoolean();
    private final CompletableFuture<Void> done = new CompletableFuture<>();

    /**
     * Starts a server on a free port.
     *
     * @param flows by path, to enter what is seen here
     * @param refuses readings that aren't taken
     * @param questions paths on the module to be asked for, in this order
     * @param pause between questions
     */
    DemoCloud(Map<String, Ledger.Flow> flows, Predicate<String> refuses, List<String> questions, Duration pause) {
        this.flows = flows;
        this.refuses = refuses;
        this.questions = List.copyOf(questions).iterator();
        this.pause = pause;
        server = new CoapCloud().on("validate", this::validate).on("readings", this::reading);
    }

    private void validate(CoapExchange exchange) {
        String answer = Integer.toString(FIRST_ANSWER + answers.size());
        answers.add(answer);
        received(Demo.VALIDATE, exchange);
        exchange.respond(ResponseCode.CONTENT, answer);
    }

    private void reading(CoapExchange exchange) {
        String reading = exchange.getRequestText();
        if (refuses.test(reading)) {
            exchange.respond(ResponseCode.SERVICE_UNAVAILABLE);
        } else {
            readings.add(reading);
            received(Demo.READINGS, exchange);
            exchange.respond(ResponseCode.CHANGED);
        }
    }

    /** The module is where its messages come from. */
    private void received(String path, CoapExchange exchange) {
        flows.get(path).received(token(exchange.advanced().getRequest()));
        if (heard.compareAndSet(false, true)) {
            InetSocketAddress module = exchange.getSourceSocketAddress();
            asker.scheduleWithFixedDelay(() -> ask(module), pause.toMillis(), pause.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    private static String token(Message message) {
        return message.getTokenString().toUpperCase(Locale.ROOT);
    }

    private void ask(InetSocketAddress module) {
        if (!questions.hasNext()) {
            done.complete(null);
            return;
        }
        String path = questions.next();
        Request request = Request.newGet();
        request.setToken(newToken());
        flows.get(path).sent();
        try {
            Response response = server.ask(module, request, path);
            if (response != null) {
                Asked question = new Asked(request, response);
                asked.add(question);
                if (question.isProper()) {
                    flows.get(path).answered(token(request));
                }
            }
        } catch (InterruptedException e) {
            // closing
        }
    }

    /** Of 4 to 8 bytes, such as platforms have. */
    private Token newToken() {
        byte[] token = new byte[random.nextInt(4, 9)];
        random.nextBytes(token);
        return new Token(token);
    }

    int port() {
        return server.port();
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
        server.close();
    }
}
