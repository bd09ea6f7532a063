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
