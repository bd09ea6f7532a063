// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.examples.springboot;

import org.eclipse.californium.core.CoapResource;
import org.eclipse.californium.core.CoapServer;
import org.eclipse.californium.core.coap.CoAP.ResponseCode;
import org.eclipse.californium.core.config.CoapConfig;
import org.eclipse.californium.core.server.resources.CoapExchange;
import org.eclipse.californium.elements.config.Configuration;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;

import io.github.bc66coap.simulator.VirtualBc66;
import io.github.bc66coap.transport.ModemTransportFactory;
import io.github.bc66coap.transport.TransportFactories;

/** What stands in for a module and its server where {@code meter.device} is {@code virtual}. */
@org.springframework.context.annotation.Configuration(proxyBeanMethods = false)
@ConditionalOnProperty(name = "meter.device", havingValue = "virtual")
class VirtualDevices {

    static {
        CoapConfig.register();
    }

    @Bean(destroyMethod = "close")
    VirtualBc66 module() {
        return VirtualBc66.builder().pty().start();
    }

    /** The name of the bean is what routes call the device. */
    @Bean
    ModemTransportFactory virtual(VirtualBc66 module) {
        return (device, settings) -> TransportFactories.builtIn().open(module.device(), settings);
    }

    @Bean(initMethod = "start", destroyMethod = "destroy")
    CoapServer server(@Value("${meter.port}") int port) {
        Configuration configuration = new Configuration();
        return new CoapServer(configuration, port).add(new CoapResource("readings") {
            @Override
            public void handlePOST(CoapExchange exchange) {
                exchange.respond(ResponseCode.CHANGED);
            }
        });
    }
}
