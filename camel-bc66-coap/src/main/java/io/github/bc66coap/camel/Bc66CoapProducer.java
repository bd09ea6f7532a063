// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.camel;

import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Function;

import org.apache.camel.AsyncCallback;
import org.apache.camel.Exchange;
import org.apache.camel.support.DefaultAsyncProducer;
import org.apache.camel.support.ExchangeHelper;

import io.github.bc66coap.at.RawCommand;
import io.github.bc66coap.coap.Code;
import io.github.bc66coap.coap.Peer;
import io.github.bc66coap.coap.UriPaths;
import io.github.bc66coap.modem.Modem;
import io.github.bc66coap.modem.ModemPool;
import io.github.bc66coap.modem.api.Caller;
import io.github.bc66coap.modem.api.CommandOutcome;
import io.github.bc66coap.modem.api.IncomingResponse;
import io.github.bc66coap.modem.api.Notification;
import io.github.bc66coap.modem.api.OutgoingRequest;
import io.github.bc66coap.modem.api.Registration;
import io.github.bc66coap.modem.api.SendOutcome;
import io.github.bc66coap.modem.api.SeparateResponse;

/** Sends requests and commands. */
public class Bc66CoapProducer extends DefaultAsyncProducer {
    private final Bc66CoapConfiguration configuration;
    private final RequestMapper requests;
    private final ResponseMapper responses;
    private final MessageMapper messages;
    private volatile ModemPool.Lease lease;
    private Registration healthCheck = () -> {};

    Bc66CoapProducer(Bc66CoapEndpoint endpoint) {
        super(endpoint);
        configuration = endpoint.getConfiguration();
        requests = new RequestMapper(configuration);
        responses = new ResponseMapper(configuration);
        messages = new MessageMapper(configuration);
    }

    @Override
    public Bc66CoapEndpoint getEndpoint() {
        return (Bc66CoapEndpoint) super.getEndpoint();
    }

    @Override
    protected void doInit() throws Exception {
        super.doInit();
        requests.check();
        if (configuration.getOperation() == Bc66CoapOperation.AT && configuration.getCommand() != null) {
            Values.read("option command", configuration.getCommand(), Values::command);
        }
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        lease = getEndpoint().acquire();
        try {
            getEndpoint().awaitReachable(lease);
            healthCheck = HealthChecks.ofProducer(getEndpoint(), lease.modem());
        } catch (ModemUnavailableException | RuntimeException | Error e) {
            // Camel doesn't stop what has failed to start
            lease.close();
            throw e;
        }
    }

    @Override
    protected void doStop() throws Exception {
        healthCheck.close();
        healthCheck = () -> {};
        if (lease != null) {
            lease.close();
            lease = null;
        }
        super.doStop();
    }

    @Override
    public boolean process(Exchange exchange, AsyncCallback callback) {
        try {
            messages.clear(exchange.getMessage());
            switch (configuration.getOperation()) {
                case SEND -> send(exchange, callback);
                case NOTIFY -> notifyObservers(exchange, callback);
                case RESPOND -> respond(exchange, callback);
                case AT -> command(exchange, callback);
                case STATUS -> status(exchange, callback);
                case RESET -> reset(exchange, callback);
            }
            return false;
        } catch (Exception | Error e) {
            // Camel would log a thrown exception and lose the exchange
            exchange.setException(e);
            callback.done(true);
            return true;
        }
    }

    private void send(Exchange exchange, AsyncCallback callback) throws ModemUnavailableException {
        long begun = System.nanoTime();
        OutgoingRequest request = requests.map(exchange);
        continueExchange(modem -> send(modem, exchange, request), exchange, callback, outcome -> {
            ended(exchange, request, outcome);
            measure(exchange, request, outcome, System.nanoTime() - begun);
        });
    }

    private static CompletableFuture<SendOutcome> send(Modem modem, Exchange exchange, OutgoingRequest request) {
        OutgoingRequest named = modem.isWatched() ? request.by(caller(exchange)) : request;
        CompletableFuture<SendOutcome> sent = modem.send(named);
        return UsedMessageIds.contain(exchange, request)
                ? sent.exceptionallyCompose(refused -> modem.send(named.withAnyMessageId()))
                : sent;
    }

    private void ended(Exchange exchange, OutgoingRequest request, SendOutcome outcome) {
        UsedMessageIds.add(exchange, request);
        if (outcome instanceof SendOutcome.Answered answered) {
            answered(exchange, request.peer(), answered.response());
        } else {
            exchange.setException(Outcomes.failure(outcome, exchange, () -> message(request)));
        }
    }

    /** Without the query, which may contain secrets. */
    private Outcomes.SentMessage message(OutgoingRequest request) {
        return message(
                request.peer(), request.method() + " " + request.options().uriPath());
    }

    private Outcomes.SentMessage message(Peer peer, String name) {
        return new Outcomes.SentMessage(
                peer.toString(), name, configuration.getResponseTimeout(), configuration.getPskIdentity());
    }

    private void measure(Exchange exchange, OutgoingRequest request, SendOutcome outcome, long nanos) {
        Code code = outcome instanceof SendOutcome.Answered answered
                ? answered.response().code()
                : null;
        getEndpoint()
                .getComponent()
                .meters()
                .sent(configuration.getDevice(), request.method(), code, exchange.getException(), nanos);
    }

    private void answered(Exchange exchange, Peer peer, IncomingResponse response) {
        Code code = response.code();
        if (code.isError() && configuration.isThrowExceptionOnFailure()) {
            exchange.setException(
                    new CoapResponseException(peer.toString(), code, response.options(), response.payload()));
        } else {
            messages.map(response, exchange.getMessage());
        }
    }

    private void notifyObservers(Exchange exchange, AsyncCallback callback) throws ModemUnavailableException {
        Notification notification = responses.notification(exchange);
        continueExchange(
                modem -> modem.notifyObservers(modem.isWatched() ? notification.by(caller(exchange)) : notification),
                exchange,
                callback,
                outcome -> done(exchange, outcome, notified -> {
                    messages.mapResult(notified.count(), exchange.getMessage());
                    headers(exchange).set(Bc66CoapConstants.NOTIFIED, notified.count());
                    if (configuration.isFailIfUnobserved() && notified.count() == 0 && !notified.observed()) {
                        exchange.setException(new UnobservedException(UriPaths.joinPath(notification.path())));
                    }
                }));
    }

    private void respond(Exchange exchange, AsyncCallback callback) throws ModemUnavailableException {
        SeparateResponse response = responses.response(exchange);
        Function<Modem, CompletableFuture<SendOutcome>> send =
                modem -> modem.respond(modem.isWatched() ? response.by(caller(exchange)) : response);
        continueExchange(send, exchange, callback, outcome -> {
            Exception failure = Outcomes.failure(
                    outcome,
                    exchange,
                    () -> message(response.peer(), response.code().toString()));
            if (failure != null) {
                exchange.setException(failure);
            }
        });
    }

    private void command(Exchange exchange, AsyncCallback callback) throws ModemUnavailableException {
        RawCommand command = rawCommand(exchange);
        continueExchange(
                modem -> modem.command(command, configuration.isWhenReady()),
                exchange,
                callback,
                outcome -> done(exchange, outcome, lines -> messages.mapResult(lines, exchange.getMessage())));
    }

    private RawCommand rawCommand(Exchange exchange) {
        if (configuration.isAllowCommandHeader()) {
            RawCommand command = headers(exchange).read(Bc66CoapConstants.COMMAND, String.class, RawCommand::new);
            if (command != null) {
                return command;
            }
        }
        if (configuration.getCommand() == null) {
            throw new IllegalArgumentException("option command: no command line is given");
        }
        return Values.read("option command", configuration.getCommand(), Values::command);
    }

    private void status(Exchange exchange, AsyncCallback callback) throws ModemUnavailableException {
        continueExchange(
                Modem::status,
                exchange,
                callback,
                outcome -> done(exchange, outcome, status -> {
                    messages.mapResult(status.number(), exchange.getMessage());
                    headers(exchange).set(Bc66CoapConstants.DATA_STATUS, status.number());
                }));
    }

    private void reset(Exchange exchange, AsyncCallback callback) throws ModemUnavailableException {
        continueExchange(
                Modem::reset,
                exchange,
                callback,
                outcome -> done(exchange, outcome, none -> headers(exchange)
                        .set(Bc66CoapConstants.DEVICE, configuration.getDevice())));
    }

    private static <R> void done(Exchange exchange, CommandOutcome<R> outcome, Consumer<R> result) {
        if (outcome instanceof CommandOutcome.Done<R> done) {
            result.accept(done.value());
        } else {
            exchange.setException(Outcomes.failure(outcome));
        }
    }

    /** Continues the exchange on a worker. The future completes in the modem's event loop, which must not run routes. */
    private <T> void continueExchange(
            Function<Modem, CompletableFuture<T>> send, Exchange exchange, AsyncCallback callback, Consumer<T> result)
            throws ModemUnavailableException {
        Modem modem = lease().modem();
        Continuations.Reservation reservation = getEndpoint().getComponent().reserve();
        CompletableFuture<T> future;
        try {
            future = send.apply(modem);
        } catch (RuntimeException | Error e) {
            reservation.giveBack();
            throw e;
        }
        future.whenComplete((outcome, failure) -> {
            Runnable rest = () -> {
                try {
                    if (failure == null) {
                        result.accept(outcome);
                    } else {
                        exchange.setException(failure);
                    }
                } catch (RuntimeException | Error e) {
                    exchange.setException(e);
                }
                finish(exchange, callback);
            };
            reservation.continueExchange(rest);
        });
    }

    /** An Error of a later step arrives here. The second call ends the route. */
    private static void finish(Exchange exchange, AsyncCallback callback) {
        try {
            callback.done(false);
        } catch (RuntimeException | Error e) {
            if (!QueuedSteps.finish(exchange, e)) {
                callback.done(false);
            }
        }
    }

    /** The sender of the message, for watchers of the modem. */
    private static Caller caller(Exchange exchange) {
        return new Caller(
                Objects.requireNonNullElse(ExchangeHelper.getRouteId(exchange), ""), exchange.getExchangeId());
    }

    private Headers headers(Exchange exchange) {
        return new Headers(exchange.getMessage(), configuration);
    }

    private ModemPool.Lease lease() throws ModemUnavailableException {
        ModemPool.Lease current = lease;
        if (current == null) {
            throw new ModemUnavailableException("the producer is stopped");
        }
        return current;
    }
}
