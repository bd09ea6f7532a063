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

/** Takes what the network sends from when it starts until it stops; {@link Requests} and {@link Events} make exchanges of it. */
public class Bc66CoapConsumer extends DefaultConsumer implements Suspendable, ShutdownAware {
    /** The names of threads, and of the profiles that users may give them. */
    private static final String REQUEST_THREADS = "bc66coap-request";

    private static final String EVENT_THREAD = "bc66coap-event";
    /** What {@code peerBlockSizes} says where there are none. */
    private static final String NO_BLOCKS = "0";

    private static final ThreadPool.Size REQUESTS = new ThreadPool.Size(10, 10, 1000);
    private static final ThreadPool.Size EVENTS = new ThreadPool.Size(1, 1, 1000);
    /** How long a stop waits for the end of what has begun, where the context's shutdown strategy hasn't done so. */
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
    /** When that has taken too long, by the system's clock; the JDK's own timer would need a thread, which may not be had. */
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
     * What a consumer takes.
     *
     * @throws IllegalArgumentException naming the option, when it isn't a list of events
     */
    static Set<Bc66CoapEvent> events(Bc66CoapConfiguration configuration) {
        return configuration.getEvents() == null
                ? usualEvents(configuration)
                : constants("events", Bc66CoapEvent.class, configuration.getEvents());
    }

    /** Who says which requests are wanted wants no responses that happen to come. */
    private static Set<Bc66CoapEvent> usualEvents(Bc66CoapConfiguration configuration) {
        if (configuration.isObserve()) {
            return EnumSet.of(Bc66CoapEvent.RESPONSE);
        }
        return isEmpty(configuration.getUriPath()) && isEmpty(configuration.getMethods())
                ? EnumSet.of(Bc66CoapEvent.REQUEST, Bc66CoapEvent.RESPONSE)
                : EnumSet.of(Bc66CoapEvent.REQUEST);
    }

    /** A template's parameter that isn't given may be an empty text. */
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
            take();
            getEndpoint().awaitReachable(lease);
            Bc66CoapHealthCheck.ofConsumer(this, lease.modem());
        } catch (Exception | Error e) {
            // what has failed to start is not stopped later on
            withdraw();
            release();
            throw e;
        }
    }

    /** Nobody waits for the result of a request that is answered later. */
    private ExchangePattern requestPattern() {
        return pattern(configuration.isManualReply() ? ExchangePattern.InOnly : ExchangePattern.InOut);
    }

    private ExchangePattern pattern(ExchangePattern usual) {
        ExchangePattern given = getEndpoint().givenExchangePattern();
        return given == null ? usual : given;
    }

    private void take() {
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

    /** @throws RejectedExecutionException when nothing is taken for now, or any more */
    void requireOpen() {
        if (isSuspendingOrSuspended() || isStoppingOrStopped()) {
            throw new RejectedExecutionException("its consumer is suspended or stopped");
        }
    }

    /** Whether failures that no error handler has seen are for the route's. */
    boolean isBridged() {
        return getExceptionHandler() instanceof BridgeExceptionHandlerToErrorHandler;
    }

    /** Counts an exchange out of the routes that Camel has left it in: a stop would wait for it in vain. */
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

    /** Takes nothing more, and tells a server that it is observed no more. */
    private void withdraw() {
        registrations.forEach(Registration::close);
        registrations.clear();
        Supplier<CompletableFuture<Void>> deregister = observation.getAndSet(null);
        if (deregister != null) {
            deregistrationEnd = System.nanoTime() + DEREGISTRATION_LIMIT.toNanos();
            deregistered = deregister.get();
        }
    }

    /** The server should know, but stop doesn't wait for it for ever. */
    private void awaitDeregistration() {
        if (ThreadPool.isShutdownOverdue(getEndpoint().getCamelContext())) {
            return;
        }
        try {
            deregistered.get(deregistrationEnd - System.nanoTime(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            LOG.warn("{} was not told that it is observed no more", configuration.getHost());
        }
    }

    /** What has been taken up ends first, so that its replies still find the modem. */
    private void release() {
        CamelContext context = getEndpoint().getCamelContext();
        if (requests != null) {
            if (!ThreadPool.isShutdownOverdue(context)) {
                awaitEnd();
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

    private void awaitEnd() {
        try {
            requests.awaitEnd(END_LIMIT.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
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

    /** What is in no route is no exchange that the shutdown strategy could know of by itself. */
    @Override
    public int getPendingExchangesSize() {
        Requests current = requests;
        return current == null ? 0 : current.waiting() + events.waiting();
    }

    /** All consumers begin to tell their servers before the first one waits for its. */
    @Override
    public void prepareShutdown(boolean suspendOnly, boolean forced) {
        if (!suspendOnly) {
            withdraw();
        }
    }
}
