// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.lwm2m;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

import org.eclipse.californium.elements.config.Configuration;
import org.eclipse.californium.scandium.config.DtlsConfig;
import org.eclipse.leshan.core.endpoint.Protocol;
import org.eclipse.leshan.core.model.ObjectLoader;
import org.eclipse.leshan.core.model.ObjectModel;
import org.eclipse.leshan.core.model.ResourceModel;
import org.eclipse.leshan.core.model.ResourceModel.Operations;
import org.eclipse.leshan.core.model.ResourceModel.Type;
import org.eclipse.leshan.core.node.LwM2mResource;
import org.eclipse.leshan.core.observation.CompositeObservation;
import org.eclipse.leshan.core.observation.Observation;
import org.eclipse.leshan.core.observation.SingleObservation;
import org.eclipse.leshan.core.request.DownlinkRequest;
import org.eclipse.leshan.core.request.ObserveRequest;
import org.eclipse.leshan.core.response.LwM2mResponse;
import org.eclipse.leshan.core.response.ObserveCompositeResponse;
import org.eclipse.leshan.core.response.ObserveResponse;
import org.eclipse.leshan.server.LeshanServer;
import org.eclipse.leshan.server.LeshanServerBuilder;
import org.eclipse.leshan.server.californium.endpoint.CaliforniumServerEndpointsProvider;
import org.eclipse.leshan.server.californium.endpoint.coap.CoapServerProtocolProvider;
import org.eclipse.leshan.server.californium.endpoint.coaps.CoapsServerProtocolProvider;
import org.eclipse.leshan.server.model.StaticModelProvider;
import org.eclipse.leshan.server.observation.ObservationListener;
import org.eclipse.leshan.server.registration.Registration;
import org.eclipse.leshan.server.registration.RegistrationListener;
import org.eclipse.leshan.server.registration.RegistrationUpdate;
import org.eclipse.leshan.server.security.InMemorySecurityStore;
import org.eclipse.leshan.server.security.SecurityInfo;

import static org.awaitility.Awaitility.await;

/** Leshan as a user of its library has it, on the loopback interface. */
final class Platform implements AutoCloseable {
    static final String KEY = "0f1e2d3c4b5a69788796a5b4c3d2e1f0";

    private final LeshanServer server;
    private final String observed;
    private final List<String> seen = new CopyOnWriteArrayList<>();
    private final List<Notification> notifications = new CopyOnWriteArrayList<>();

    /** @param nanos when it came */
    record Notification(String path, Object value, long nanos) {}

    /**
     * @param port 0 for a free one
     * @param client with DTLS the only one, by this identity; {@code null} for plain CoAP
     */
    Platform(int port, String client) throws Exception {
        this(port, client, null);
    }

    /** @param observed the resource that it observes whenever a client registers; {@code null} for none */
    Platform(int port, String client, String observed) throws Exception {
        this.observed = observed;
        boolean dtls = client != null;
        CaliforniumServerEndpointsProvider.Builder endpoints = new CaliforniumServerEndpointsProvider.Builder(
                dtls ? new CoapsServerProtocolProvider() : new CoapServerProtocolProvider());
        Configuration configuration = endpoints.createDefaultConfiguration();
        if (dtls) {
            configuration.set(DtlsConfig.DTLS_RECEIVER_THREAD_COUNT, 1);
            configuration.set(DtlsConfig.DTLS_CONNECTOR_THREAD_COUNT, 1);
        }
        endpoints.setConfiguration(configuration);
        endpoints.addEndpoint(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), port), dtls ? Protocol.COAPS : Protocol.COAP);
        LeshanServerBuilder builder = new LeshanServerBuilder();
        builder.setEndpointsProviders(endpoints.build());
        if (dtls) {
            InMemorySecurityStore keys = new InMemorySecurityStore();
            keys.add(SecurityInfo.newPreSharedKeyInfo(
                    client, client, HexFormat.of().parseHex(KEY)));
            builder.setSecurityStore(keys);
        }
        builder.setObjectModelProvider(new StaticModelProvider(models()));
        server = builder.build();
        server.getRegistrationService().addListener(new Registrations());
        server.getObservationService().addListener(new Notifications());
        server.start();
    }

    private static List<ObjectModel> models() {
        List<ObjectModel> models = new ArrayList<>(ObjectLoader.loadDefault());
        models.add(object(19, resource(0, Operations.RW, Type.OPAQUE)));
        models.add(object(
                3303,
                resource(5700, Operations.R, Type.FLOAT),
                resource(5605, Operations.E, Type.NONE),
                resource(5518, Operations.RW, Type.TIME),
                resource(5750, Operations.RW, Type.STRING)));
        return models;
    }

    private static ObjectModel object(int id, ResourceModel... resources) {
        return new ObjectModel(id, "", "", "1.0", true, false, resources);
    }

    private static ResourceModel resource(int id, Operations operations, Type type) {
        return new ResourceModel(id, "", operations, false, false, type, "", "", "");
    }

    /** As a server that has lost them: it rejects the next notification. */
    void forgetObservations(String endpoint) {
        server.getObservationService().cancelObservations(client(endpoint));
    }

    int port() {
        return server.getEndpoints().get(0).getURI().getPort();
    }

    /** What it knows of the client; {@code null} if nothing. */
    Registration client(String endpoint) {
        return server.getRegistrationService().getByEndpoint(endpoint);
    }

    Registration awaitClient(String endpoint) {
        await().atMost(30, TimeUnit.SECONDS).until(() -> client(endpoint) != null);
        return client(endpoint);
    }

    <T extends LwM2mResponse> T ask(String endpoint, DownlinkRequest<T> request) throws InterruptedException {
        return server.send(awaitClient(endpoint), request, 10_000);
    }

    /** What has happened: registered, updated, deregistered, expired, by endpoint. */
    List<String> seen() {
        return seen;
    }

    List<Notification> notifications() {
        return notifications;
    }

    @Override
    public void close() {
        server.destroy();
    }

    private final class Registrations implements RegistrationListener {
        @Override
        public void registered(Registration registration, Registration previous, Collection<Observation> observations) {
            seen.add("registered " + registration.getEndpoint());
            if (observed != null) {
                server.send(
                        registration,
                        new ObserveRequest(observed),
                        10_000,
                        response -> seen.add("observes " + response.getCode()),
                        error -> seen.add("can't observe: " + error.getMessage()));
            }
        }

        @Override
        public void updated(RegistrationUpdate update, Registration updated, Registration previous) {
            seen.add("updated " + updated.getEndpoint());
        }

        @Override
        public void unregistered(
                Registration registration, Collection<Observation> observations, boolean expired, Registration next) {
            if (next == null) {
                seen.add((expired ? "expired " : "deregistered ") + registration.getEndpoint());
            }
        }
    }

    private final class Notifications implements ObservationListener {
        @Override
        public void newObservation(Observation observation, Registration registration) {}

        @Override
        public void cancelled(Observation observation) {}

        @Override
        public void onResponse(SingleObservation observation, Registration registration, ObserveResponse response) {
            Object value = response.getContent() instanceof LwM2mResource resource && !resource.isMultiInstances()
                    ? resource.getValue()
                    : response.getContent();
            notifications.add(new Notification(observation.getPath().toString(), value, System.nanoTime()));
        }

        @Override
        public void onResponse(
                CompositeObservation observation, Registration registration, ObserveCompositeResponse response) {}

        @Override
        public void onError(Observation observation, Registration registration, Exception error) {
            seen.add("can't read a notification: " + error.getMessage());
        }
    }
}
