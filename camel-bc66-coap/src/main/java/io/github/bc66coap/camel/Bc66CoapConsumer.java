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

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Supplier;

import org.apache.camel.Exchange;
import org.apache.camel.ExchangePattern;
import org.apache.camel.Processor;
import org.apache.camel.ShutdownRunningTask;
import org.apache.camel.Suspendable;
import org.apache.camel.spi.ShutdownAware;
import org.apache.camel.spi.ThreadPoolProfile;
import org.apache.camel.support.DefaultConsumer;
import org.apache.camel.util.concurrent.ThreadPoolRejectedPolicy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.github.bc66coap.coap.Code;
import io.github.bc66coap.coap.Method;
import io.github.bc66coap.coap.UriPaths;
import io.github.bc66coap.modem.BodyPolicy;
import io.github.bc66coap.modem.EventSubscriber;
import io.github.bc66coap.modem.IncomingRequest;
import io.github.bc66coap.modem.IncomingResponse;
import io.github.bc66coap.modem.ModemPool;
import io.github.bc66coap.modem.Observation;
import io.github.bc66coap.modem.PathPattern;
import io.github.bc66coap.modem.Registration;
import io.github.bc66coap.modem.Reply;
import io.github.bc66coap.modem.RequestService;
import io.github.bc66coap.qcoap.QcoapAddres;

/** Turns what the network sends into exchanges, and a route's result into the reply to a request. */
public class Bc66CoapConsumer extends DefaultConsumer implements Suspendable, ShutdownAware {
    /** The names of threads, and of the profiles that users may give them. */
    private static final String REQUEST_THREADS = "bc66coap-request";

    private static final String EVENT_THREAD = "bc66coap-event";
    /** What {@code peerBlockSizes} says where there are none. */
    private static final String NO_BLOCKS = "0";

    private static final int MAX_THREADS = 10;
    private static final int MAX_WAITING = 1000;
    private static final long KEEP_ALIVE_SECONDS = 10;
    private static final Duration DEREGISTRATION_LIMIT = Duration.ofSeconds(10);
    private static final Logger LOG = LoggerFactory.getLogger(Bc66CoapConsumer.class);

    private final Bc66CoapConfiguration configuration;
    private final IncomingRequestMapper requests;
    private final ResponseMapper responses;
    private final ReplyMapper replies;
    private final List<Registration> registrations = new ArrayList<>();
    private PathPattern path;
    private Set<Method> methods;
    private BodyPolicy bodies;
    private Set<Bc66CoapEvent> events;
    private volatile ExecutorService requestThreads;
    private volatile ExecutorService eventThread;
    private Supplier<CompletableFuture<Void>> deregister = () -> CompletableFuture.completedFuture(null);
    private ModemPool.Lease lease;

    Bc66CoapConsumer(Bc66CoapEndpoint endpoint, Processor processor) {
        super(endpoint, processor);
        configuration = endpoint.getConfiguration();
        requests = new IncomingRequestMapper(configuration);
        responses = new ResponseMapper(configuration);
        replies = new ReplyMapper(configuration);
    }

    @Override
    public Bc66CoapEndpoint getEndpoint() {
        return (Bc66CoapEndpoint) super.getEndpoint();
    }

    @Override
    protected void doInit() throws Exception {
        super.doInit();
        path = configuration.getUriPath() == null || configuration.isObserve()
                ? PathPattern.ALL
                : Values.read("option uriPath", configuration.getUriPath(), PathPattern::parse);
        methods = constants("methods", Method.class, configuration.getMethods());
        bodies = Values.read("option peerBlockSizes", configuration.getPeerBlockSizes(), this::bodies);
        events = constants("events", Bc66CoapEvent.class, configuration.getEvents());
        if (configuration.isObserve()) {
            observation();
        } else if (events.contains(Bc66CoapEvent.REQUEST) && !path.andBelow()) {
            Values.read("option uriPath", UriPaths.joinPath(path.segments()), QcoapAddres::new);
        }
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        try {
            lease = getEndpoint().acquire();
            requestThreads = requestThreads();
            eventThread = eventThread();
            take();
            HealthChecks.consumer(this, getRouteId(), getEndpoint(), lease.modem());
        } catch (Exception e) {
            // what has failed to start is not stopped later on
            release();
            throw e;
        }
    }

    private void take() {
        if (configuration.isObserve()) {
            deregister = lease.modem().observe(observation(), new Events()::onResponse);
            registrations.add(lease.modem().subscribe(new Recoveries()));
        } else {
            listen();
        }
    }

    private void listen() {
        if (events.contains(Bc66CoapEvent.REQUEST)) {
            registrations.add(lease.modem()
                    .serve(new RequestService(
                            path,
                            methods,
                            configuration.getSeparateAfter(),
                            configuration.getReplyTimeout(),
                            configuration.isManualReply(),
                            configuration.isObservable(),
                            bodies,
                            (request, sent) -> serve(request))));
        }
        registrations.add(lease.modem().subscribe(new Events()));
    }

    private BodyPolicy bodies(String peerBlockSizes) {
        Set<Integer> sizes = new HashSet<>();
        if (!peerBlockSizes.equals(NO_BLOCKS)) {
            for (String size : peerBlockSizes.split(",", -1)) {
                sizes.add(Values.blockSize(size));
            }
        }
        return new BodyPolicy(configuration.getTruncated() == Bc66CoapTruncated.ACCEPT, sizes);
    }

    private Observation observation() {
        RequestMapper mapper = new RequestMapper(configuration);
        return new Observation(
                mapper.endpointPeer(),
                configuration.getMessageType(),
                mapper.endpointOptions(),
                configuration.getBlockSize());
    }

    @Override
    protected void doStop() throws Exception {
        registrations.forEach(Registration::close);
        registrations.clear();
        awaitDeregistration();
        release();
        super.doStop();
    }

    /** What has been taken up ends first, so that its replies still find the modem. */
    private void release() {
        ExecutorService stoppingRequests = requestThreads;
        ExecutorService stoppingEvents = eventThread;
        requestThreads = null;
        eventThread = null;
        shutdown(stoppingRequests);
        shutdown(stoppingEvents);
        if (lease != null) {
            lease.close();
            lease = null;
        }
    }

    @Override
    public boolean deferShutdown(ShutdownRunningTask shutdownRunningTask) {
        return false;
    }

    /** What waits for a thread is no exchange yet, so the shutdown strategy can't know of it by itself. */
    @Override
    public int getPendingExchangesSize() {
        return waiting(requestThreads) + waiting(eventThread);
    }

    private static int waiting(ExecutorService threads) {
        return threads instanceof ThreadPoolExecutor pool ? pool.getQueue().size() : 0;
    }

    @Override
    public void prepareShutdown(boolean suspendOnly, boolean forced) {
        // a suspended consumer takes nothing more, and has no other work
    }

    /** The server should know, but stop doesn't wait for it for ever. */
    private void awaitDeregistration() {
        try {
            deregister.get().get(DEREGISTRATION_LIMIT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            LOG.warn("{} was not told that it is observed no more", configuration.getHost());
        }
        deregister = () -> CompletableFuture.completedFuture(null);
    }

    private void shutdown(ExecutorService threads) {
        if (threads != null) {
            getEndpoint().getCamelContext().getExecutorServiceManager().shutdownGraceful(threads);
        }
    }

    /** As many threads and waiting requests as the context's thread pool profile of that name says, if it has one. */
    private ExecutorService requestThreads() {
        ThreadPoolProfile profile = profile(REQUEST_THREADS);
        ThreadPoolProfile own = new ThreadPoolProfile(REQUEST_THREADS);
        own.setPoolSize(MAX_THREADS);
        own.setMaxPoolSize(MAX_THREADS);
        profile.addDefaults(own);
        return threadPool(profile);
    }

    /** One, because events have an order; of the context's profile only the length of the queue counts. */
    private ExecutorService eventThread() {
        ThreadPoolProfile profile = profile(EVENT_THREAD);
        profile.setPoolSize(1);
        profile.setMaxPoolSize(1);
        return threadPool(profile);
    }

    private ThreadPoolProfile profile(String name) {
        ThreadPoolProfile given =
                getEndpoint().getCamelContext().getExecutorServiceManager().getThreadPoolProfile(name);
        return given == null ? new ThreadPoolProfile(name) : given.clone();
    }

    /** What can't be taken up is refused, so that the peer hears of it, and the event loop never runs a route. */
    private ExecutorService threadPool(ThreadPoolProfile profile) {
        ThreadPoolProfile own = new ThreadPoolProfile(profile.getId());
        own.setMaxQueueSize(MAX_WAITING);
        own.setAllowCoreThreadTimeOut(true);
        own.setKeepAliveTime(KEEP_ALIVE_SECONDS);
        own.setTimeUnit(TimeUnit.SECONDS);
        profile.addDefaults(own);
        profile.setRejectedPolicy(ThreadPoolRejectedPolicy.Abort);
        return getEndpoint()
                .getCamelContext()
                .getExecutorServiceManager()
                .newThreadPool(this, profile.getId(), profile);
    }

    private static <E extends Enum<E>> Set<E> constants(String option, Class<E> type, String list) {
        Set<E> constants = EnumSet.noneOf(type);
        if (list == null) {
            return EnumSet.allOf(type);
        }
        for (String name : list.split(",")) {
            constants.add(Values.read("option " + option, name, text -> Values.constant(type, text)));
        }
        return constants;
    }

    private CompletableFuture<Reply> serve(IncomingRequest request) {
        CompletableFuture<Reply> reply = new CompletableFuture<>();
        submit(requestThreads, () -> {
            if (reply.isDone()) {
                // it has waited for so long that 5.03 went out
                return;
            }
            try {
                serve(request, reply);
            } catch (RuntimeException e) {
                reply.completeExceptionally(e);
                throw e;
            }
        });
        return reply;
    }

    private void serve(IncomingRequest request, CompletableFuture<Reply> reply) {
        Exchange exchange = createExchange(false);
        exchange.setPattern(configuration.isManualReply() ? ExchangePattern.InOnly : ExchangePattern.InOut);
        try {
            requests.map(request, exchange.getMessage());
        } catch (RuntimeException e) {
            // of a header filter strategy
            exchange.setException(e);
            conclude(exchange, request, null, reply);
            return;
        }
        String received = exchange.getMessage().getHeader(Bc66CoapConstants.CONTENT_TYPE, String.class);
        getAsyncProcessor().process(exchange, doneSync -> conclude(exchange, request, received, reply));
    }

    private void conclude(Exchange exchange, IncomingRequest request, String received, CompletableFuture<Reply> reply) {
        try {
            reply.complete(reply(exchange, request, received));
        } catch (RuntimeException e) {
            // of a handler of exceptions
            reply.completeExceptionally(e);
        } finally {
            releaseExchange(exchange, false);
        }
    }

    /** @throws RejectedExecutionException when the route can't take more, or none for now */
    private void submit(ExecutorService threads, Runnable task) {
        if (threads == null || isSuspendingOrSuspended()) {
            throw new RejectedExecutionException("its consumer is suspended or stopped");
        }
        try {
            threads.execute(task);
        } catch (RejectedExecutionException e) {
            throw new RejectedExecutionException("its consumer has too much to do", e);
        }
    }

    private Reply reply(Exchange exchange, IncomingRequest request, String received) {
        Throwable failure = exchange.getException();
        if (failure == null && configuration.isManualReply()) {
            return Reply.of(Code.CONTENT);
        }
        if (failure == null) {
            try {
                return replies.map(exchange, request.method(), received);
            } catch (RuntimeException e) {
                failure = e;
            }
        }
        getExceptionHandler()
                .handleException(
                        "A request for " + request.options().uriPath() + " is answered 5.00", exchange, failure);
        return replies.failure(failure);
    }

    /** What an observing consumer hears of beside its notifications. */
    private final class Recoveries implements EventSubscriber {
        private final Events events = new Events();

        @Override
        public boolean onResponse(IncomingResponse response) {
            return false;
        }

        @Override
        public void onRecovered(int state) {
            events.onRecovered(state);
        }
    }

    private final class Events implements EventSubscriber {
        @Override
        public boolean onResponse(IncomingResponse response) {
            boolean wanted = events.contains(Bc66CoapEvent.RESPONSE);
            if (wanted) {
                submit(Bc66CoapEvent.RESPONSE, exchange -> responses.map(response, exchange.getMessage()));
            }
            return wanted;
        }

        @Override
        public void onRecovered(int state) {
            if (events.contains(Bc66CoapEvent.RECOVERED)) {
                submit(Bc66CoapEvent.RECOVERED, exchange -> {
                    Headers headers = new Headers(exchange.getMessage(), configuration.getHeaderFilterStrategy());
                    headers.set(Bc66CoapConstants.RECOVERY_STATE, state);
                    headers.set(Bc66CoapConstants.DEVICE, configuration.getDevice());
                });
            }
        }

        private void submit(Bc66CoapEvent event, Consumer<Exchange> mapper) {
            Bc66CoapConsumer.this.submit(eventThread, () -> run(event, mapper));
        }

        private void run(Bc66CoapEvent event, Consumer<Exchange> mapper) {
            Exchange exchange = createExchange(false);
            exchange.setPattern(ExchangePattern.InOnly);
            try {
                mapper.accept(exchange);
                new Headers(exchange.getMessage(), configuration.getHeaderFilterStrategy())
                        .set(Bc66CoapConstants.EVENT, event);
            } catch (RuntimeException e) {
                // of a header filter strategy
                exchange.setException(e);
                conclude(event, exchange);
                return;
            }
            getAsyncProcessor().process(exchange, doneSync -> conclude(event, exchange));
        }

        private void conclude(Bc66CoapEvent event, Exchange exchange) {
            try {
                if (exchange.getException() != null) {
                    getExceptionHandler()
                            .handleException("A " + event + " was not processed", exchange, exchange.getException());
                }
            } finally {
                releaseExchange(exchange, false);
            }
        }
    }
}
