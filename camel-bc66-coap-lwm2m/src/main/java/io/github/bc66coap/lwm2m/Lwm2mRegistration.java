// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.lwm2m;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import org.apache.camel.Exchange;
import org.apache.camel.ExchangePattern;
import org.apache.camel.ExchangeTimedOutException;
import org.apache.camel.Message;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.Route;
import org.apache.camel.ServiceStatus;
import org.apache.camel.builder.ThreadPoolProfileBuilder;
import org.apache.camel.health.HealthCheckRegistry;
import org.apache.camel.spi.CamelEvent;
import org.apache.camel.spi.EventNotifier;
import org.apache.camel.spi.LifecycleStrategy;
import org.apache.camel.spi.OnCamelContextStopping;
import org.apache.camel.support.DefaultExchange;
import org.apache.camel.support.EventNotifierSupport;
import org.apache.camel.support.LifecycleStrategySupport;
import org.apache.camel.support.service.ServiceHelper;
import org.apache.camel.util.TimeUtils;
import org.apache.camel.util.concurrent.ThreadPoolRejectedPolicy;
import org.eclipse.leshan.core.link.DefaultLinkSerializer;
import org.eclipse.leshan.core.link.Link;
import org.eclipse.leshan.core.link.attributes.ResourceTypeAttribute;
import org.eclipse.leshan.core.node.InvalidLwM2mPathException;
import org.eclipse.leshan.core.node.LwM2mPath;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.github.bc66coap.camel.Bc66CoapConstants;
import io.github.bc66coap.camel.Bc66CoapEndpoint;
import io.github.bc66coap.camel.Bc66CoapEvent;
import io.github.bc66coap.coap.Peer;
import io.github.bc66coap.coap.ShownText;

/**
 * Registers a module with a LwM2M server and keeps it registered. Bean of the Kamelet {@code bc66-lwm2m-registration}, whose route gets
 * each change. {@link Registration} decides when to send; this class sends.
 *
 * <p>Threads. A thread of its own sends one message after the other. Another runs the route for each change, so that no update waits for the
 * route. Events of the module arrive on threads of the component and only wake the first one. The thread that stops the context or the route
 * waits for the deregistration, 15 s at most.
 */
public final class Lwm2mRegistration extends DevicePolicy {
    private static final Logger LOG = LoggerFactory.getLogger(Lwm2mRegistration.class);

    private static final Duration LONGEST_WAIT = Duration.ofHours(1);
    private static final Duration PAUSE = Duration.ofSeconds(10);
    private static final int SETTLE_MILLIS = 500;
    private static final int STOPS_WITHIN_SECONDS = 15;
    /** After so many failures, the bootstrap server is asked for another server. */
    private static final int BOOTSTRAPS_AFTER = 3;

    private static final int BOOTSTRAP_SECONDS = 60;
    /** How many wait for a route that takes long. */
    private static final int MAX_CHANGES = 16;

    private static final int LOCATION_PATH = 8;
    private static final int LINK_FORMAT = 40;
    /** In the body of RESTARTED, if the module has lost its memory, and with it its observers. */
    private static final String FORGETTING = "the module restarted";

    private String host;
    private Integer port;
    private String endpoint;
    private Duration lifetime = Duration.ofDays(1);
    private String binding = "U";
    private String version = "1.0";
    private String objects = "";
    private boolean bootstraps;

    private volatile Bootstrap bootstrap;
    /** The server that the bootstrap server has named. */
    private volatile Bootstrap.Server server;

    private int failures;
    private Registration registration;
    private volatile Route route;
    private volatile String announced = "";
    private volatile Instant since;
    private volatile String trouble = "";
    private ScheduledExecutorService thread;
    private ExecutorService changesThread;
    private ScheduledFuture<?> next;
    /** When routes count as settled. */
    private volatile long quietAt = System.nanoTime();

    private ProducerTemplate template;
    private RegistrationHealthCheck check;
    private LifecycleStrategy stopping;
    private EventNotifier changes;

    /**
     * The server's IP address.
     *
     * @throws IllegalArgumentException when it can't be one
     */
    public void setHost(String host) {
        // in the spelling that the headers of events have
        this.host = new Peer(host, Bootstrap.PLAIN_PORT).host();
    }

    /** The server's port; empty for 5683, or 5684 with a key. */
    public void setPort(String port) {
        this.port = port == null || port.isEmpty() ? null : Integer.valueOf(number("port", port, 65_535));
    }

    /** The name by which the server knows the client. */
    public void setEndpoint(String endpoint) {
        this.endpoint = endpoint;
    }

    /** How long the server keeps a registration without an update; at least 1s. */
    public void setLifetime(String lifetime) {
        this.lifetime = TimeUtils.toDuration(lifetime);
        if (this.lifetime.toSeconds() < 1 || this.lifetime.toSeconds() > Integer.MAX_VALUE) {
            throw new IllegalArgumentException("lifetime: must be 1s to " + Integer.MAX_VALUE + "s but is " + lifetime);
        }
    }

    /** {@code U}; {@code UQ} for queue mode. */
    public void setBinding(String binding) {
        if (!List.of("U", "UQ").contains(binding)) {
            throw new IllegalArgumentException("binding: must be U or UQ but is " + binding);
        }
        this.binding = binding;
    }

    /** The version of LwM2M: 1.0 or 1.1. */
    public void setVersion(String version) {
        if (!List.of("1.0", "1.1").contains(version)) {
            throw new IllegalArgumentException("version: must be 1.0 or 1.1 but is " + version);
        }
        this.version = version;
    }

    /** Object instances, as {@code /3/0,/19/0}, or links; empty for those of the routes on this module. */
    public void setObjects(String objects) {
        this.objects = objects == null ? "" : objects.strip();
        if (!this.objects.startsWith("<")) {
            try {
                given();
            } catch (InvalidLwM2mPathException e) {
                throw new IllegalArgumentException("objects: " + e.getMessage(), e);
            }
        }
    }

    /** Whether host and port are a bootstrap server's, which says where to register. */
    public void setBootstrap(boolean bootstrap) {
        bootstraps = bootstrap;
    }

    @Override
    public void onStart(Route started) {
        route = started;
        synchronized (this) {
            // belongs to an earlier thread and never runs
            next = null;
        }
        bootstrap = bootstraps ? new Bootstrap(host) : null;
        server = null;
        failures = 0;
        registration = new Registration(
                lifetime, System::nanoTime, () -> ThreadLocalRandom.current().nextDouble());
        thread = context.getExecutorServiceManager().newSingleThreadScheduledExecutor(this, "bc66-lwm2m-registration");
        changesThread = context.getExecutorServiceManager()
                .newThreadPool(
                        this,
                        "bc66-lwm2m-changes",
                        new ThreadPoolProfileBuilder("bc66-lwm2m-changes")
                                .poolSize(1)
                                .maxPoolSize(1)
                                .maxQueueSize(MAX_CHANGES)
                                .rejectedPolicy(ThreadPoolRejectedPolicy.Abort)
                                .build());
        template = context.createProducerTemplate();
        Lwm2mDevice.of(context, deviceName).registration(this);
        check = new RegistrationHealthCheck(this);
        HealthCheckRegistry checks = HealthCheckRegistry.get(context);
        if (checks != null) {
            checks.register(check);
        }
        stopping = LifecycleStrategySupport.adapt((OnCamelContextStopping) ending -> end());
        context.addLifecycleStrategy(stopping);
        changes = new RouteChanges();
        // without a start it gets no events
        ServiceHelper.startService(changes);
        context.getManagementStrategy().addEventNotifier(changes);
        StartupAction.run(context, () -> {
            if (bootstrap != null) {
                context.addRoutes(bootstrap.routes(Lwm2mDevice.of(context, deviceName)));
            }
            wake(SETTLE_MILLIS);
        });
    }

    @Override
    public void onStop(Route stopped) {
        if (route == null) {
            // Camel also stops a route that failed to start
            return;
        }
        // it accepts no exchanges any more
        route = null;
        end();
        context.getManagementStrategy().removeEventNotifier(changes);
        ServiceHelper.stopService(changes);
        context.getLifecycleStrategies().remove(stopping);
        HealthCheckRegistry checks = HealthCheckRegistry.get(context);
        if (checks != null) {
            checks.unregister(check);
        }
        Lwm2mDevice.of(context, deviceName).ended(this);
        removeRoutes(Bootstrap.ROUTES);
        context.getExecutorServiceManager().shutdownNow(thread);
        context.getExecutorServiceManager().shutdownNow(changesThread);
        template.stop();
    }

    /** Acts on an event of the module, and ends the route. Exchanges without an event are this class's own and continue. */
    public void event(Exchange exchange) {
        Message message = exchange.getMessage();
        Bc66CoapEvent event = message.getHeader(Bc66CoapConstants.EVENT, Bc66CoapEvent.class);
        if (event == null) {
            return;
        }
        exchange.setRouteStop(true);
        switch (event) {
            case RESTARTED -> restarted(message.getBody(String.class));
            case OBSERVER_LOST -> {
                if (!isServer(message)) {
                    return;
                }
                observerLost(message);
            }
            case RECOVERED -> registration.updateSoon();
            default -> {
                return;
            }
        }
        wake(0);
    }

    /** A new DTLS session or line loses no observer. An update keeps the observations, which a registration would end. */
    private void restarted(String reason) {
        if (reason != null && reason.contains(FORGETTING)) {
            registration.registerAnew();
        } else {
            registration.updateSoon();
        }
    }

    private void observerLost(Message message) {
        switch (message.getBody(String.class)) {
            case "RESET" -> registration.registerAnewAfterAWhile(acceptedAt(message));
            // RESTARTED follows when the module is ready
            case "MODULE_RESTARTED", "CONTEXT_LOST" -> registration.registerAnewNext();
            default -> registration.registerAnew();
        }
    }

    /** When the server last accepted a value of what it observed; now if this module does not know. */
    private long acceptedAt(Message message) {
        String path = message.getHeader(Bc66CoapConstants.REQUEST_URI_PATH, String.class);
        return Lwm2mDevice.of(context, deviceName).resources().values().stream()
                .filter(resource -> resource.path().toString().equals(path))
                .map(Lwm2mResource::acceptedAt)
                .findFirst()
                .orElseGet(System::nanoTime);
    }

    private boolean isServer(Message message) {
        return host().equals(message.getHeader(Bc66CoapConstants.REQUEST_HOST, String.class))
                && (port() == null || port().equals(message.getHeader(Bc66CoapConstants.REQUEST_PORT, Integer.class)));
    }

    private String host() {
        Bootstrap.Server sentTo = server;
        return sentTo == null ? host : sentTo.host();
    }

    private Integer port() {
        Bootstrap.Server sentTo = server;
        return sentTo == null ? port : Integer.valueOf(sentTo.port());
    }

    Optional<Bootstrap> bootstrap() {
        return Optional.ofNullable(bootstrap);
    }

    Duration lifetime() {
        return registration.lifetime();
    }

    String binding() {
        return binding;
    }

    /** The platform has written another lifetime. */
    void lifetime(Duration written) {
        registration.lifetime(written);
        wake(0);
    }

    /** The platform requests an update. */
    void updateSoon() {
        registration.updateSoon();
        wake(0);
    }

    private synchronized void wake(long millis) {
        if (thread == null || thread.isShutdown()) {
            return;
        }
        try {
            if (next == null || next.isDone() || next.getDelay(TimeUnit.MILLISECONDS) > millis) {
                if (next != null) {
                    next.cancel(false);
                }
                next = thread.schedule(this::work, millis, TimeUnit.MILLISECONDS);
            }
        } catch (RejectedExecutionException e) {
            LOG.debug("the context stops");
        }
    }

    private void work() {
        synchronized (this) {
            // a wake from now on schedules another run
            next = null;
        }
        long unquiet = Lwm2mDevice.of(context, deviceName).isGrowing()
                ? SETTLE_MILLIS
                : TimeUnit.NANOSECONDS.toMillis(quietAt - System.nanoTime());
        if (unquiet > 0) {
            wake(unquiet + 1);
            return;
        }
        Duration least = Duration.ofMillis(1);
        try {
            String links = links();
            if (!announced.isEmpty() && !announced.equals(links)) {
                registration.registerAnew();
            }
            for (Optional<Registration.Step> step = registration.begin();
                    step.isPresent();
                    step = registration.begin()) {
                perform(step.get(), links);
            }
        } catch (RuntimeException e) {
            LOG.error("the registration of {}", endpoint, e);
            // an immediate retry would fail again
            least = PAUSE;
        } finally {
            wake(Math.max(
                    least.toMillis(), registration.untilNextStep(LONGEST_WAIT).toMillis()));
        }
    }

    private void perform(Registration.Step step, String links) {
        try {
            if (step instanceof Registration.Step.Register register) {
                register(bootstrap == null ? register.lifetime() : bootstrapped(), links);
            } else if (step instanceof Registration.Step.Update update) {
                update(update);
            }
            trouble = "";
            failures = 0;
        } catch (Exception e) {
            registration.failed(step);
            if (++failures >= BOOTSTRAPS_AFTER && server != null && !registration.isCurrent()) {
                server = null;
                registration.moved(registration.lifetime());
            }
            String reason = reason(e);
            if (!reason.equals(trouble)) {
                LOG.warn("{} is not registered, or not updated, at {}: {}", endpoint, host(), reason);
            }
            trouble = reason;
            report(Lwm2mEvent.FAILED, reason);
        }
    }

    private static String reason(Exception failure) {
        return failure instanceof ExchangeTimedOutException late
                ? "no answer within " + Duration.ofMillis(late.getTimeout()).toSeconds() + " s"
                : String.valueOf(failure.getMessage());
    }

    private void register(Duration of, String links) throws Exception {
        String query =
                "lwm2m=" + version + "&ep=" + encoded(endpoint) + "&b=" + bindingQuery() + "&lt=" + of.toSeconds();
        Message answer = send("POST", "/rd", query, links);
        String code = answer.getHeader(Bc66CoapConstants.RESPONSE_CODE, String.class);
        if (!"2.01".equals(code)) {
            throw new IllegalStateException("the registration was answered " + shown(code, answer));
        }
        Map<?, ?> options = answer.getHeader(Bc66CoapConstants.RESPONSE_OPTIONS, Map.class);
        if (options == null || !(options.get(LOCATION_PATH) instanceof List<?> segments)) {
            throw new IllegalStateException("the server doesn't say where it keeps the registration: no Location-Path");
        }
        String location = "/"
                + String.join(
                        "/",
                        segments.stream()
                                .map(String::valueOf)
                                .map(Lwm2mRegistration::encoded)
                                .toList());
        announced = links;
        since = Instant.now();
        registration.registered(location);
        report(Lwm2mEvent.REGISTERED, location);
    }

    /** Asks the bootstrap server for a server, unless it has named one. Returns the lifetime. */
    private Duration bootstrapped() throws Exception {
        if (server == null) {
            Future<Bootstrap.Server> finished = bootstrap.begin();
            try {
                Message answer = send("POST", "/bs", "ep=" + encoded(endpoint), null);
                String code = answer.getHeader(Bc66CoapConstants.RESPONSE_CODE, String.class);
                if (!"2.04".equals(code)) {
                    throw new IllegalStateException("the bootstrap was answered " + shown(code, answer));
                }
                server = finished.get(BOOTSTRAP_SECONDS, TimeUnit.SECONDS);
            } catch (TimeoutException e) {
                throw new IllegalStateException(
                        "the bootstrap server did not finish within " + BOOTSTRAP_SECONDS + " s");
            } finally {
                bootstrap.end();
            }
            registration.moved(server.lifetime());
            report(Lwm2mEvent.BOOTSTRAPPED, server.host() + ":" + server.port());
        }
        return registration.lifetime();
    }

    /** LwM2M 1.1 has a separate parameter for queue mode. */
    private String bindingQuery() {
        return version.equals("1.1") && binding.equals("UQ") ? "U&Q" : binding;
    }

    private void update(Registration.Step.Update update) throws Exception {
        String query =
                update.newLifetime().map(time -> "lt=" + time.toSeconds()).orElse(null);
        Message answer = send("POST", update.location(), query, null);
        String code = answer.getHeader(Bc66CoapConstants.RESPONSE_CODE, String.class);
        if ("4.04".equals(code)) {
            LOG.info("{} no longer knows the registration of {}: it registers again", host(), endpoint);
            registration.forgotten();
        } else if ("2.04".equals(code)) {
            registration.updated();
            report(Lwm2mEvent.UPDATED, update.location());
        } else if (code != null && code.startsWith("4.")) {
            // a retry of the same would be refused again
            LOG.info("{} refuses an update of {} by {}: it registers again", host(), endpoint, shown(code, answer));
            registration.forgotten();
        } else {
            throw new IllegalStateException("the update was answered " + shown(code, answer));
        }
    }

    private static String shown(String code, Message answer) {
        byte[] text = answer.getBody(byte[].class);
        return text == null || text.length == 0
                ? code
                : code + ": " + ShownText.of(new String(text, StandardCharsets.UTF_8));
    }

    private Message send(String method, String path, String query, String body) throws Exception {
        String uri = Lwm2mDevice.of(context, deviceName)
                .uri("host=" + host() + (port() == null ? "" : "&port=" + port()) + "&throwExceptionOnFailure=false");
        Exchange exchange = template.request(uri, sent -> {
            Message message = sent.getMessage();
            message.setHeader(Bc66CoapConstants.METHOD, method);
            message.setHeader(Bc66CoapConstants.URI_PATH, path);
            if (query != null) {
                message.setHeader(Bc66CoapConstants.URI_QUERY, query);
            }
            if (body != null) {
                message.setHeader(Bc66CoapConstants.CONTENT_FORMAT, LINK_FORMAT);
                message.setBody(body);
            }
        });
        if (exchange.getException() != null) {
            throw exchange.getException();
        }
        return exchange.getMessage();
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    /** The object instances in link-format. */
    private String links() {
        if (objects.startsWith("<")) {
            return objects;
        }
        List<Link> links = new ArrayList<>();
        links.add(new Link("/", new ResourceTypeAttribute("oma.lwm2m")));
        instances().forEach(path -> links.add(new Link(path.toString())));
        return new DefaultLinkSerializer().serializeCoreLinkFormat(links.toArray(Link[]::new));
    }

    private List<LwM2mPath> given() {
        return objects.isEmpty()
                ? List.of()
                : Arrays.stream(objects.split(","))
                        .map(String::strip)
                        .map(LwM2mPath::new)
                        .toList();
    }

    private TreeSet<LwM2mPath> instances() {
        TreeSet<LwM2mPath> instances = new TreeSet<>();
        if (!objects.isEmpty()) {
            instances.addAll(given());
            return instances;
        }
        for (Route one : context.getRoutes()) {
            if (one.getEndpoint() instanceof Bc66CoapEndpoint module
                    && deviceName.equals(module.getDevice())
                    && isStarted(one)) {
                resource(module.getConfiguration().getUriPath()).ifPresent(instances::add);
            }
        }
        return instances;
    }

    /** A route that has just been removed has no status. */
    private boolean isStarted(Route one) {
        ServiceStatus status = context.getRouteController().getRouteStatus(one.getRouteId());
        return status != null && status.isStarted();
    }

    /** The instance of a resource. The Security object is never announced. */
    private static Optional<LwM2mPath> resource(String uriPath) {
        try {
            return Optional.ofNullable(uriPath)
                    .map(LwM2mPath::new)
                    .filter(path -> path.isResource() && path.getObjectId() != 0)
                    .map(LwM2mPath::toObjectInstancePath);
        } catch (InvalidLwM2mPathException e) {
            return Optional.empty();
        }
    }

    private void report(Lwm2mEvent event, String text) {
        try {
            changesThread.execute(() -> tell(event, text));
        } catch (RejectedExecutionException e) {
            LOG.warn(
                    "{}: {} is not reported, because the route has not finished with earlier changes", endpoint, event);
        }
    }

    private void tell(Lwm2mEvent event, String text) {
        Route current = route;
        if (current == null) {
            return;
        }
        Exchange exchange = DefaultExchange.newFromEndpoint(current.getEndpoint(), ExchangePattern.InOnly);
        exchange.getExchangeExtension().setFromRouteId(current.getRouteId());
        exchange.getMessage().setHeader(Lwm2mConstants.EVENT, event);
        exchange.getMessage().setBody(text);
        try {
            current.getProcessor().process(exchange);
        } catch (Exception e) {
            exchange.setException(e);
        }
        if (exchange.getException() != null) {
            LOG.warn(
                    "the route of the registration: {}", exchange.getException().getMessage());
        }
    }

    /** If this fails, the registration ends with its lifetime. */
    private void end() {
        Registration ended = registration;
        if (ended == null || thread.isShutdown()) {
            return;
        }
        if (bootstrap != null) {
            bootstrap.end();
        }
        long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(STOPS_WITHIN_SECONDS);
        try {
            thread.submit(() -> ended.end().ifPresent(this::deregister)).get(STOPS_WITHIN_SECONDS, TimeUnit.SECONDS);
            changesThread.submit(() -> {}).get(until - System.nanoTime(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (TimeoutException e) {
            LOG.warn("{} may be registered still: a message or the route is under way", endpoint);
            // the context and then its route stop: not twice as long
            thread.shutdownNow();
        } catch (ExecutionException | RejectedExecutionException e) {
            LOG.warn("{} may be registered still: {}", endpoint, e.getMessage());
        }
    }

    private void deregister(String location) {
        try {
            send("DELETE", location, null, null);
            report(Lwm2mEvent.DEREGISTERED, location);
        } catch (Exception e) {
            LOG.warn("{} is not deregistered: {}", endpoint, reason(e));
        }
    }

    /** The state, for the health check and the console. */
    State state() {
        Registration current = registration;
        boolean is = current != null && current.isCurrent();
        return new State(
                deviceName,
                endpoint,
                host() + (port() == null ? "" : ":" + port()),
                is,
                is ? current.location().orElse("") : "",
                is ? since : null,
                is ? Instant.now().plus(current.left()) : null,
                trouble);
    }

    /**
     * @param where the path at the server, empty without a registration
     * @param since time of the registration
     * @param until its end without an update
     * @param trouble why the last attempt failed; empty if it did not
     */
    record State(
            String device,
            String endpoint,
            String server,
            boolean registered,
            String where,
            Instant since,
            Instant until,
            String trouble) {}

    /** Routes change the objects. Many changes in a row lead to one registration. */
    private final class RouteChanges extends EventNotifierSupport {
        @Override
        public boolean isEnabled(CamelEvent event) {
            return event instanceof CamelEvent.RouteEvent;
        }

        @Override
        public void notify(CamelEvent event) {
            quietAt = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(SETTLE_MILLIS);
            if (context.isStarted()) {
                wake(SETTLE_MILLIS);
            }
        }
    }
}
