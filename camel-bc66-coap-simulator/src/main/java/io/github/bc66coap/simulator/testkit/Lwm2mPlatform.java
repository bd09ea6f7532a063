// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.simulator.testkit;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;

import org.eclipse.californium.elements.config.Configuration;
import org.eclipse.californium.scandium.config.DtlsConfig;
import org.eclipse.leshan.core.endpoint.Protocol;
import org.eclipse.leshan.core.link.Link;
import org.eclipse.leshan.core.model.ObjectLoader;
import org.eclipse.leshan.core.model.ObjectModel;
import org.eclipse.leshan.core.model.ResourceModel;
import org.eclipse.leshan.core.model.ResourceModel.Operations;
import org.eclipse.leshan.core.model.ResourceModel.Type;
import org.eclipse.leshan.core.node.LwM2mNode;
import org.eclipse.leshan.core.node.LwM2mPath;
import org.eclipse.leshan.core.node.LwM2mResource;
import org.eclipse.leshan.core.observation.CompositeObservation;
import org.eclipse.leshan.core.observation.Observation;
import org.eclipse.leshan.core.observation.SingleObservation;
import org.eclipse.leshan.core.request.ContentFormat;
import org.eclipse.leshan.core.request.DownlinkRequest;
import org.eclipse.leshan.core.request.ExecuteRequest;
import org.eclipse.leshan.core.request.ObserveRequest;
import org.eclipse.leshan.core.request.ReadRequest;
import org.eclipse.leshan.core.request.WriteRequest;
import org.eclipse.leshan.core.response.LwM2mResponse;
import org.eclipse.leshan.core.response.ObserveCompositeResponse;
import org.eclipse.leshan.core.response.ObserveResponse;
import org.eclipse.leshan.server.LeshanServer;
import org.eclipse.leshan.server.LeshanServerBuilder;
import org.eclipse.leshan.server.californium.endpoint.CaliforniumServerEndpointsProvider;
import org.eclipse.leshan.server.californium.endpoint.ServerProtocolProvider;
import org.eclipse.leshan.server.californium.endpoint.coap.CoapServerProtocolProvider;
import org.eclipse.leshan.server.californium.endpoint.coaps.CoapsServerProtocolProvider;
import org.eclipse.leshan.server.model.StaticModelProvider;
import org.eclipse.leshan.server.observation.ObservationListener;
import org.eclipse.leshan.server.registration.Registration;
import org.eclipse.leshan.server.registration.RegistrationListener;
import org.eclipse.leshan.server.registration.RegistrationUpdate;
import org.eclipse.leshan.server.security.InMemorySecurityStore;
import org.eclipse.leshan.server.security.NonUniqueSecurityInfoException;
import org.eclipse.leshan.server.security.SecurityInfo;

/**
 * A LwM2M server, Eclipse Leshan. It records what it sees, and reads, writes, executes and observes for a test. Needs
 * {@code org.eclipse.leshan:leshan-server-cf}, which a project adds itself. Its requests take up to 10
 * seconds.
 */
public final class Lwm2mPlatform implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Duration REGISTERS_WITHIN = Duration.ofSeconds(30);

    private final LeshanServer server;
    private final Consumer<String> say;
    private final RecentItems<String> events = new RecentItems<>();
    private final RecentItems<Notification> notifications = new RecentItems<>();
    private volatile String observed;

    /**
     * A notification.
     *
     * @param path of what is observed
     * @param content what it is now
     * @param nanos when it came, in the time of {@link System#nanoTime()}
     */
    public record Notification(String path, LwM2mNode content, long nanos) {
        /** The value of a resource with a single instance, otherwise the content. */
        public Object value() {
            return content instanceof LwM2mResource resource && !resource.isMultiInstances()
                    ? resource.getValue()
                    : content;
        }
    }

    private Lwm2mPlatform(
            InetSocketAddress address,
            Protocol protocol,
            ServerProtocolProvider provider,
            InMemorySecurityStore keys,
            Consumer<String> say) {
        this.say = say;
        CaliforniumServerEndpointsProvider.Builder endpoints = new CaliforniumServerEndpointsProvider.Builder(provider);
        Configuration configuration = endpoints.createDefaultConfiguration();
        if (keys != null) {
            configuration.set(DtlsConfig.DTLS_RECEIVER_THREAD_COUNT, 1);
            configuration.set(DtlsConfig.DTLS_CONNECTOR_THREAD_COUNT, 1);
        }
        endpoints.setConfiguration(configuration);
        endpoints.addEndpoint(address, protocol);
        LeshanServerBuilder builder = new LeshanServerBuilder();
        builder.setEndpointsProviders(endpoints.build());
        builder.setSecurityStore(keys);
        builder.setObjectModelProvider(new StaticModelProvider(models()));
        server = builder.build();
        server.getRegistrationService().addListener(new Registrations());
        server.getObservationService().addListener(new Notifications());
        server.start();
    }

    /** Starts one that speaks plain CoAP on a free port of the loopback interface. */
    public static Lwm2mPlatform plain() {
        return plain(loopback(0), line -> {});
    }

    /**
     * Starts one that speaks plain CoAP.
     *
     * @param address port 0 takes a free one
     * @param say gets a line for everything that it sees
     */
    public static Lwm2mPlatform plain(InetSocketAddress address, Consumer<String> say) {
        return new Lwm2mPlatform(address, Protocol.COAP, new CoapServerProtocolProvider(), null, say);
    }

    /**
     * Starts one that speaks CoAP over DTLS on a free port of the loopback interface, with one client.
     *
     * @param endpoint the client's name
     * @param identity of the key
     * @param key in hexadecimal digits
     */
    public static Lwm2mPlatform secure(String endpoint, String identity, String key) {
        return secure(loopback(0), endpoint, identity, key, line -> {});
    }

    /**
     * Starts one that speaks CoAP over DTLS, with one client.
     *
     * @param address port 0 takes a free one
     * @param endpoint the client's name
     * @param identity of the key
     * @param key in hexadecimal digits
     * @param say gets a line for everything that it sees
     */
    public static Lwm2mPlatform secure(
            InetSocketAddress address, String endpoint, String identity, String key, Consumer<String> say) {
        InMemorySecurityStore keys = new InMemorySecurityStore();
        try {
            keys.add(SecurityInfo.newPreSharedKeyInfo(
                    endpoint, identity, HexFormat.of().parseHex(key)));
        } catch (NonUniqueSecurityInfoException e) {
            throw new IllegalStateException(e);
        }
        return new Lwm2mPlatform(address, Protocol.COAPS, new CoapsServerProtocolProvider(), keys, say);
    }

    /**
     * An address of the loopback interface.
     *
     * @param port 0 takes a free one
     */
    public static InetSocketAddress loopback(int port) {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    }

    /** The standard objects, BinaryAppDataContainer, and the usual resources of IPSO's temperature sensor. */
    private static List<ObjectModel> models() {
        List<ObjectModel> models = new ArrayList<>(ObjectLoader.loadDefault());
        models.add(model(19, resource(0, Operations.RW, Type.OPAQUE)));
        models.add(model(
                3303,
                resource(5518, Operations.RW, Type.TIME),
                resource(5605, Operations.E, Type.NONE),
                resource(5700, Operations.R, Type.FLOAT),
                resource(5750, Operations.RW, Type.STRING)));
        return models;
    }

    private static ObjectModel model(int object, ResourceModel... resources) {
        return new ObjectModel(object, "", "", "1.0", true, false, resources);
    }

    private static ResourceModel resource(int id, Operations operations, Type type) {
        return new ResourceModel(id, "", operations, false, false, type, "", "", "");
    }

    /**
     * Observes a resource of each client that registers from now on.
     *
     * @param path for example {@code /3303/0/5700}
     */
    public Lwm2mPlatform observing(String path) {
        observed = path;
        return this;
    }

    /**
     * Forgets what it observes of a client, as a server that has lost its observations does: it rejects the next
     * notification.
     */
    public void forgetObservations(String endpoint) {
        server.getObservationService().cancelObservations(registration(endpoint));
    }

    /** The UDP port. */
    public int port() {
        return server.getEndpoints().get(0).getURI().getPort();
    }

    /** The registration of a client; {@code null} if no client of that name is registered. */
    public Registration registration(String endpoint) {
        return server.getRegistrationService().getByEndpoint(endpoint);
    }

    /**
     * Waits until a client is registered.
     *
     * @throws AssertionError if it isn't within 30 s
     */
    public Registration awaitRegistration(String endpoint) {
        return Waiting.until(
                REGISTERS_WITHIN,
                () -> Optional.ofNullable(registration(endpoint)),
                () -> "expected " + endpoint + " to register, but this was all: " + events());
    }

    /** The last 10,000 registrations, their changes and observations in their order, for example {@code registered meter-7}. */
    public List<String> events() {
        return events.list();
    }

    /** The values of the last 10,000 notifications, in their order; text as UTF-8. */
    public List<byte[]> notified() {
        return notifications().stream()
                .map(notification -> bytes(notification.content))
                .toList();
    }

    /** The last 10,000 notifications in their order. */
    public List<Notification> notifications() {
        return notifications.list();
    }

    /**
     * Sends a request to a client and waits for the answer.
     *
     * @return {@code null} if there was none within 10 s
     */
    public <T extends LwM2mResponse> T ask(Registration client, DownlinkRequest<T> request)
            throws InterruptedException {
        return server.send(client, request, PATIENCE.toMillis());
    }

    /**
     * Sends a request to a client that is registered and waits for the answer.
     *
     * @param endpoint the client's name
     * @return {@code null} if there was none within 10 s
     * @throws AssertionError if no client of that name is registered; says what happened instead
     */
    public <T extends LwM2mResponse> T ask(String endpoint, DownlinkRequest<T> request) throws InterruptedException {
        Registration client = registration(endpoint);
        if (client == null) {
            throw new AssertionError("expected " + endpoint + " to be registered, but this was all: " + events());
        }
        return ask(client, request);
    }

    /**
     * Reads a resource.
     *
     * @param path for example {@code /3/0/9}
     * @throws AssertionError if the client doesn't answer with its value
     */
    public String read(String endpoint, String path) throws InterruptedException {
        return shown(successful(path, ask(endpoint, new ReadRequest(path))).getContent());
    }

    /**
     * Writes bytes to a resource.
     *
     * @param path for example {@code /19/1/0}
     * @throws AssertionError if the client refuses it or does not answer
     */
    public void write(String endpoint, String path, byte[] value) throws InterruptedException {
        LwM2mPath target = new LwM2mPath(path);
        successful(
                path,
                ask(
                        endpoint,
                        new WriteRequest(
                                ContentFormat.OPAQUE,
                                target.getObjectId(),
                                target.getObjectInstanceId(),
                                target.getResourceId(),
                                value)));
    }

    /**
     * Executes a resource.
     *
     * @throws AssertionError if the client refuses it or does not answer
     */
    public void execute(String endpoint, String path) throws InterruptedException {
        successful(path, ask(endpoint, new ExecuteRequest(path)));
    }

    /**
     * Observes a resource. {@link #notified()} has its notifications.
     *
     * @return its value now
     * @throws AssertionError if the client doesn't answer with its value
     */
    public String observe(String endpoint, String path) throws InterruptedException {
        return shown(successful(path, ask(endpoint, new ObserveRequest(path))).getContent());
    }

    private static <T extends LwM2mResponse> T successful(String path, T response) {
        if (response == null) {
            throw new AssertionError(path + ": no answer within " + PATIENCE.toSeconds() + " s");
        }
        if (!response.isSuccess()) {
            throw new AssertionError(path + ": " + response.getCode() + " " + response.getErrorMessage());
        }
        return response;
    }

    /** The value of a resource, to be read by people. */
    public static String shown(LwM2mNode node) {
        if (!(node instanceof LwM2mResource resource) || resource.isMultiInstances()) {
            return String.valueOf(node);
        }
        return resource.getValue() instanceof byte[] bytes
                ? printable(new String(bytes, StandardCharsets.ISO_8859_1))
                : printable(String.valueOf(resource.getValue()));
    }

    private static byte[] bytes(LwM2mNode node) {
        return node instanceof LwM2mResource resource && resource.getValue() instanceof byte[] bytes
                ? bytes
                : shown(node).getBytes(StandardCharsets.UTF_8);
    }

    /** Text from outside must not affect a terminal. */
    private static String printable(String text) {
        return text.replaceAll("[^\\x20-\\x7E]", ".");
    }

    @Override
    public void close() {
        server.destroy();
    }

    private final class Registrations implements RegistrationListener {
        @Override
        public void registered(Registration registration, Registration previous, Collection<Observation> observations) {
            String objects = Arrays.stream(registration.getObjectLinks())
                    .map(Link::getUriReference)
                    .filter(object -> !object.equals("/"))
                    .collect(Collectors.joining(" "));
            tell("registered", registration, " with " + objects + " for " + registration.getLifeTimeInSec() + " s");
            if (observed != null) {
                server.send(
                        registration,
                        new ObserveRequest(observed),
                        PATIENCE.toMillis(),
                        response -> {},
                        error -> events.add("error " + error));
            }
        }

        @Override
        public void updated(RegistrationUpdate update, Registration updated, Registration previous) {
            tell("updated", updated, "");
        }

        @Override
        public void unregistered(
                Registration registration, Collection<Observation> observations, boolean expired, Registration next) {
            if (next == null) {
                tell(expired ? "expired" : "deregistered", registration, "");
            }
        }

        private void tell(String what, Registration registration, String more) {
            events.add(what + " " + registration.getEndpoint());
            say.accept(what + " " + printable(registration.getEndpoint() + more));
        }
    }

    private final class Notifications implements ObservationListener {
        @Override
        public void newObservation(Observation observation, Registration registration) {
            events.add("observes " + registration.getEndpoint());
            say.accept("observes " + path(observation));
        }

        @Override
        public void cancelled(Observation observation) {
            events.add("observes no more");
            say.accept("observes no more " + path(observation));
        }

        @Override
        public void onResponse(SingleObservation observation, Registration registration, ObserveResponse response) {
            notifications.add(new Notification(path(observation), response.getContent(), System.nanoTime()));
            say.accept("is notified of " + path(observation) + ": " + shown(response.getContent()));
        }

        @Override
        public void onResponse(
                CompositeObservation observation, Registration registration, ObserveCompositeResponse response) {
            events.add("unexpected " + response);
            say.accept("did not ask for " + response);
        }

        @Override
        public void onError(Observation observation, Registration registration, Exception error) {
            events.add("error " + error);
            say.accept("can't read a notification of " + path(observation) + ": " + error.getMessage());
        }

        private static String path(Observation observation) {
            return observation instanceof SingleObservation single
                    ? single.getPath().toString()
                    : observation.toString();
        }
    }
}
