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
package io.github.bc66coap.examples.quarkus;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import org.eclipse.californium.core.CoapResource;
import org.eclipse.californium.core.CoapServer;
import org.eclipse.californium.core.coap.CoAP.ResponseCode;
import org.eclipse.californium.core.config.CoapConfig;
import org.eclipse.californium.core.network.CoapEndpoint;
import org.eclipse.californium.core.server.resources.CoapExchange;
import org.eclipse.californium.elements.config.Configuration;
import org.eclipse.microprofile.config.inject.ConfigProperty;

import io.quarkus.arc.profile.IfBuildProfile;
import io.quarkus.runtime.Startup;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;

/** What stands in for the server in dev and test mode. */
@Singleton
@Startup
@IfBuildProfile(anyOf = {"dev", "test"})
class ReadingsServer {

    static {
        CoapConfig.register();
    }

    private final List<String> readings = new CopyOnWriteArrayList<>();
    private final CoapServer server;

    ReadingsServer(@ConfigProperty(name = "meter.port") int port) {
        server = new CoapServer(new Configuration());
        server.addEndpoint(CoapEndpoint.builder()
                .setInetSocketAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), port))
                .build());
        server.add(new CoapResource("readings") {
            @Override
            public void handlePOST(CoapExchange exchange) {
                readings.add(exchange.getRequestText());
                exchange.respond(ResponseCode.CHANGED);
            }
        });
    }

    @PostConstruct
    void start() {
        server.start();
    }

    @PreDestroy
    void stop() {
        server.destroy();
    }

    /** What has arrived, in order. */
    List<String> readings() {
        return readings;
    }
}
