// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
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
