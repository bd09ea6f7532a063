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

import java.net.InetSocketAddress;
import java.net.URI;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import org.eclipse.californium.elements.config.Configuration;
import org.eclipse.californium.scandium.config.DtlsConfig;
import org.eclipse.leshan.core.endpoint.Protocol;
import org.eclipse.leshan.core.model.ObjectLoader;
import org.eclipse.leshan.core.model.ObjectModel;
import org.eclipse.leshan.core.model.ResourceModel;
import org.eclipse.leshan.core.model.ResourceModel.Operations;
import org.eclipse.leshan.core.model.ResourceModel.Type;
import org.eclipse.leshan.core.observation.CompositeObservation;
import org.eclipse.leshan.core.observation.Observation;
import org.eclipse.leshan.core.observation.SingleObservation;
import org.eclipse.leshan.core.request.DownlinkRequest;
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

/** A real LwM2M server, and what has happened there. */
final class Lwm2mPlatform implements AutoCloseable {
    private static final long RESPONSE_TIMEOUT_MILLIS = 10_000;

    private final LeshanServer server;
    private final List<String> events = new CopyOnWriteArrayList<>();
    private final List<byte[]> notified = new CopyOnWriteArrayList<>();

    private Lwm2mPlatform(
            InetSocketAddress address, Protocol protocol, ServerProtocolProvider provider, InMemorySecurityStore keys) {
        CaliforniumServerEndpointsProvider.Builder endpoints = new CaliforniumServerEndpointsProvider.Builder(provider);
        Configuration configuration = endpoints.createDefaultConfiguration();
        if (protocol.equals(Protocol.COAPS)) {
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

    /** One that speaks plain CoAP. */
    static Lwm2mPlatform plain(String host) {
        return new Lwm2mPlatform(new InetSocketAddress(host, 0), Protocol.COAP, new CoapServerProtocolProvider(), null);
    }

    /**
     * One that speaks CoAP over DTLS.
     *
     * @param key in hexadecimal digits
     */
    static Lwm2mPlatform secure(String host, String endpoint, String identity, String key)
            throws NonUniqueSecurityInfoException {
        InMemorySecurityStore keys = new InMemorySecurityStore();
        keys.add(SecurityInfo.newPreSharedKeyInfo(
                endpoint, identity, HexFormat.of().parseHex(key)));
        return new Lwm2mPlatform(
                new InetSocketAddress(host, 0), Protocol.COAPS, new CoapsServerProtocolProvider(), keys);
    }

    /** The standard ones, and object 19 (BinaryAppDataContainer), whose resource 0 holds the data. */
    private static List<ObjectModel> models() {
        List<ObjectModel> models = new ArrayList<>(ObjectLoader.loadDefault());
        ResourceModel data = new ResourceModel(0, "Data", Operations.RW, false, true, Type.OPAQUE, "", "", "");
        models.add(new ObjectModel(19, "BinaryAppDataContainer", "", "1.0", true, false, data));
        return models;
    }

    int port() {
        URI uri = server.getEndpoints().get(0).getURI();
        return uri.getPort();
    }

    /** Registrations and their changes, in words. */
    List<String> events() {
        return events;
    }

    /** The data that notifications brought. */
    List<byte[]> notified() {
        return notified;
    }

    /** {@code null} when nobody of that name is registered. */
    Registration registration(String endpoint) {
        return server.getRegistrationService().getByEndpoint(endpoint);
    }

    /** Sends a request to a client; {@code null} when it doesn't answer. */
    <T extends LwM2mResponse> T send(String endpoint, DownlinkRequest<T> request) throws InterruptedException {
        return server.send(registration(endpoint), request, RESPONSE_TIMEOUT_MILLIS);
    }

    @Override
    public void close() {
        server.destroy();
    }

    private final class Registrations implements RegistrationListener {
        @Override
        public void registered(Registration registration, Registration previous, Collection<Observation> observations) {
            events.add("registered " + registration.getEndpoint());
        }

        @Override
        public void updated(RegistrationUpdate update, Registration updated, Registration previous) {
            events.add("updated " + updated.getEndpoint());
        }

        @Override
        public void unregistered(
                Registration registration, Collection<Observation> observations, boolean expired, Registration next) {
            events.add((expired ? "expired " : "deregistered ") + registration.getEndpoint());
        }
    }

    private final class Notifications implements ObservationListener {
        @Override
        public void newObservation(Observation observation, Registration registration) {
            events.add("observes " + registration.getEndpoint());
        }

        @Override
        public void cancelled(Observation observation) {
            events.add("observes no more");
        }

        @Override
        public void onResponse(SingleObservation observation, Registration registration, ObserveResponse response) {
            notified.add((byte[]) ((org.eclipse.leshan.core.node.LwM2mResource) response.getContent()).getValue());
        }

        @Override
        public void onResponse(
                CompositeObservation observation, Registration registration, ObserveCompositeResponse response) {
            events.add("unexpected " + response);
        }

        @Override
        public void onError(Observation observation, Registration registration, Exception error) {
            events.add("error " + error);
        }
    }
}
