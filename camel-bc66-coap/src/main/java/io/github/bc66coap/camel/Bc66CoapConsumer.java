// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.camel;

import java.time.Duration;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Supplier;

import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePattern;
import org.apache.camel.Processor;
import org.apache.camel.Route;
import org.apache.camel.ShutdownRunningTask;
import org.apache.camel.Suspendable;
import org.apache.camel.spi.InflightRepository;
import org.apache.camel.spi.ShutdownAware;
import org.apache.camel.spi.UnitOfWork;
import org.apache.camel.support.BridgeExceptionHandlerToErrorHandler;
import org.apache.camel.support.DefaultConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.github.bc66coap.coap.BlockOption;
import io.github.bc66coap.coap.Method;
import io.github.bc66coap.coap.ShownText;
import io.github.bc66coap.coap.UriPaths;
import io.github.bc66coap.modem.ModemPool;
import io.github.bc66coap.modem.api.BodyPolicy;
import io.github.bc66coap.modem.api.Caller;
import io.github.bc66coap.modem.api.IncomingRequest;
import io.github.bc66coap.modem.api.Observation;
import io.github.bc66coap.modem.api.PathPattern;
import io.github.bc66coap.modem.api.Registration;
import io.github.bc66coap.modem.api.Reply;
import io.github.bc66coap.modem.api.RequestService;
import io.github.bc66coap.modem.api.SendOutcome;
import io.github.bc66coap.qcoap.QcoapAddres;

/** Receives what the network sends, from start to stop. {@link Requests} and {@link Events} make exchanges of it. */
public class Bc66CoapConsumer extends DefaultConsumer implements Suspendable, ShutdownAware {
    /** The names of the threads and of their thread pool profiles. */
    private static final String REQUEST_THREADS = "bc66coap-request";

    private static final String EVENT_THREAD = "bc66coap-event";
    /** The value of {@code peerBlockSizes} for no blocks. */
    private static final String NO_BLOCKS = "0";

    private static final ThreadPool.Size REQUESTS = new ThreadPool.Size(10, 10, 1000);
    private static final ThreadPool.Size EVENTS = new ThreadPool.Size(1, 1, 1000);
    /** How long a stop waits for requests under way, unless the context's shutdown strategy has waited for them already. */
    private static final Duration END_LIMIT = Duration.ofSeconds(10);

    private static final Duration DEREGISTRATION_LIMIT = Duration.ofSeconds(10);
    private static final Logger LOG = LoggerFactory.getLogger(Bc66CoapConsumer.class);

    private final Bc66CoapConfiguration configuration;
    private final List<Registration> registrations = new CopyOnWriteArrayList<>();
    private final AtomicReference<Supplier<CompletableFuture<Void>>> observation = new AtomicReference<>();
    private PathPattern path;
    private Set<Method> methods;
    private BodyPolicy bodies;
    private Set<Bc66CoapEvent> wanted;
    private ThreadPool requestThreads;
    private ThreadPool eventThreads;
    private volatile Requests requests;
    private volatile Events events;
    private volatile CompletableFuture<Void> deregistered = CompletableFuture.completedFuture(null);
    /** The deadline of {@link #deregistered}, by the system's clock. The JDK's own timer would need a thread, which may not be had. */
    private volatile long deregistrationEnd;

    private ModemPool.Lease lease;

    Bc66CoapConsumer(Bc66CoapEndpoint endpoint, Processor processor) {
        super(endpoint, processor);
        configuration = endpoint.getConfiguration();
        setExceptionHandler(new BoundedFailureLog(getExceptionHandler(), System::nanoTime));
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
        methods = configuration.getMethods() == null
                ? EnumSet.allOf(Method.class)
                : constants("methods", Method.class, configuration.getMethods());
        bodies = Values.read("option peerBlockSizes", configuration.getPeerBlockSizes(), this::bodies);
        wanted = events(configuration);
        if (configuration.isObserve()) {
            observed();
        } else if (wanted.contains(Bc66CoapEvent.REQUEST) && !path.andBelow()) {
            Values.read("option uriPath", UriPaths.joinPath(path.segments()), QcoapAddres::new);
        }
    }

    /**
     * The events that a consumer takes.
     *
     * @throws IllegalArgumentException naming the option when it isn't a list of events
     */
    static Set<Bc66CoapEvent> events(Bc66CoapConfiguration configuration) {
        return configuration.getEvents() == null
                ? usualEvents(configuration)
                : constants("events", Bc66CoapEvent.class, configuration.getEvents());
    }

    /** A consumer that selects requests by path or method gets no responses. */
    private static Set<Bc66CoapEvent> usualEvents(Bc66CoapConfiguration configuration) {
        if (configuration.isObserve()) {
            return EnumSet.of(Bc66CoapEvent.RESPONSE);
        }
        return isEmpty(configuration.getUriPath()) && isEmpty(configuration.getMethods())
                ? EnumSet.of(Bc66CoapEvent.REQUEST, Bc66CoapEvent.RESPONSE)
                : EnumSet.of(Bc66CoapEvent.REQUEST);
    }

    /** A template's optional parameter may be an empty text. */
    private static boolean isEmpty(String option) {
        return option == null || option.isEmpty();
    }

    private static <E extends Enum<E>> Set<E> constants(String option, Class<E> type, String list) {
        Set<E> constants = EnumSet.noneOf(type);
        for (String name : list.split(",")) {
            constants.add(Values.read("option " + option, name, text -> Values.constant(type, text)));
        }
        return constants;
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        try {
            lease = getEndpoint().acquire();
            CamelContext context = getEndpoint().getCamelContext();
            Consumer<Runnable> lastResort = getEndpoint().getComponent()::continueExchange;
            requestThreads = ThreadPool.of(context, this, REQUEST_THREADS, REQUESTS);
            eventThreads = ThreadPool.of(context, this, EVENT_THREAD, EVENTS);
            requests = new Requests(this, requestPattern(), requestThreads, lastResort);
            events = new Events(this, wanted, pattern(ExchangePattern.InOnly), eventThreads, lastResort);
            register();
            getEndpoint().awaitReachable(lease);
            HealthChecks.ofConsumer(this, lease.modem());
        } catch (Exception | Error e) {
            // Camel doesn't stop what has failed to start
            withdraw();
            release();
            throw e;
        }
    }

    /** With {@code manualReply}, the exchange has no result. */
    private ExchangePattern requestPattern() {
        return pattern(configuration.isManualReply() ? ExchangePattern.InOnly : ExchangePattern.InOut);
    }

    private ExchangePattern pattern(ExchangePattern usual) {
        ExchangePattern given = getEndpoint().givenExchangePattern();
        return given == null ? usual : given;
    }

    private void register() {
        if (configuration.isObserve()) {
            observation.set(lease.modem().observe(observed(), events::onNotification));
        } else if (wanted.contains(Bc66CoapEvent.REQUEST)) {
            registrations.add(lease.modem()
                    .serve(new RequestService(
                            path,
                            methods,
                            configuration.getSeparateAfter(),
                            configuration.getReplyTimeout(),
                            configuration.isManualReply(),
                            configuration.isObservable(),
                            configuration.getObserverPatience(),
                            bodies,
                            this::serve,
                            getRouteId() == null ? null : new Caller(getRouteId(), ""))));
        }
        registrations.add(lease.modem().subscribe(events));
    }

    private BodyPolicy bodies(String peerBlockSizes) {
        Set<Integer> sizes = new HashSet<>();
        if (!peerBlockSizes.equals(NO_BLOCKS)) {
            for (String size : peerBlockSizes.split(",", -1)) {
                sizes.add(blockSize(size));
            }
        }
        return new BodyPolicy(configuration.getTruncated() == Bc66CoapTruncated.ACCEPT, sizes);
    }

    private static int blockSize(String value) {
        String text = value.strip();
        int size = text.matches("[0-9]{1,4}") ? Integer.parseInt(text) : 0;
        if (!BlockOption.isSize(size)) {
            throw new IllegalArgumentException(
                    "must be 16, 32, 64, 128, 256, 512 or 1024 but is " + ShownText.of(value));
        }
        return size;
    }

    private Observation observed() {
        RequestMapper mapper = new RequestMapper(configuration);
        return new Observation(
                mapper.endpointPeer(),
                configuration.getMessageType(),
                mapper.endpointOptions(),
                configuration.getBlockSize());
    }

    private CompletableFuture<Reply> serve(IncomingRequest request, CompletionStage<SendOutcome> sent) {
        requireOpen();
        return requests.take(request, sent);
    }

    /** @throws RejectedExecutionException while the consumer is suspended or stopped */
    void requireOpen() {
        if (isSuspendingOrSuspended() || isStoppingOrStopped()) {
            throw new RejectedExecutionException("its consumer is suspended or stopped");
        }
    }

    /** Whether the route's error handler gets failures from outside the route. */
    boolean isBridged() {
        return getExceptionHandler() instanceof BridgeExceptionHandlerToErrorHandler;
    }

    /** Removes an exchange from the routes' inflight registry after Camel has left it there. A stop would wait for it in vain. */
    void leaveRoutes(Exchange exchange) {
        UnitOfWork unit = exchange.getUnitOfWork();
        InflightRepository inflight = exchange.getContext().getInflightRepository();
        for (Route route = unit == null ? null : unit.popRoute(); route != null; route = unit.popRoute()) {
            inflight.remove(exchange, route.getRouteId());
        }
    }

    @Override
    protected void doStop() throws Exception {
        withdraw();
        awaitDeregistration();
        release();
        super.doStop();
    }

    /** Takes nothing more, and ends the observation at the server. */
    private void withdraw() {
        registrations.forEach(Registration::close);
        registrations.clear();
        Supplier<CompletableFuture<Void>> deregister = observation.getAndSet(null);
        if (deregister != null) {
            deregistrationEnd = System.nanoTime() + DEREGISTRATION_LIMIT.toNanos();
            deregistered = deregister.get();
        }
    }

    /** Gives the server time to acknowledge, up to the deadline. */
    private void awaitDeregistration() {
        if (ThreadPool.isShutdownOverdue(getEndpoint().getCamelContext())) {
            return;
        }
        try {
            deregistered.get(deregistrationEnd - System.nanoTime(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            LOG.warn("{} was not told that the observation has ended", configuration.getHost());
        }
    }

    /** Waits for requests under way before the lease ends, so that their responses can be sent. */
    private void release() {
        CamelContext context = getEndpoint().getCamelContext();
        if (requests != null) {
            if (!ThreadPool.isShutdownOverdue(context)) {
                requests.awaitEnd(END_LIMIT);
            }
            requests.close();
            events.close();
        }
        shutdown(requestThreads);
        shutdown(eventThreads);
        requestThreads = null;
        eventThreads = null;
        if (lease != null) {
            lease.close();
            lease = null;
        }
    }

    private void shutdown(ThreadPool threads) {
        if (threads != null) {
            threads.shutdown(getEndpoint().getCamelContext());
        }
    }

    @Override
    public boolean deferShutdown(ShutdownRunningTask shutdownRunningTask) {
        return false;
    }

    /** Camel's shutdown strategy doesn't know of requests and events that are in no route. */
    @Override
    public int getPendingExchangesSize() {
        Requests current = requests;
        return current == null ? 0 : current.waiting() + events.waiting();
    }

    /** All consumers begin to end their observations before the first one waits. */
    @Override
    public void prepareShutdown(boolean suspendOnly, boolean forced) {
        if (!suspendOnly) {
            withdraw();
        }
    }
}
