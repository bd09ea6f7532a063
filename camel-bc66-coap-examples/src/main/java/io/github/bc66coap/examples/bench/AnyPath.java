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
package io.github.bc66coap.examples.bench;

import java.net.InetAddress;
import java.net.InetSocketAddress;

import org.eclipse.californium.core.CoapResource;
import org.eclipse.californium.core.CoapServer;
import org.eclipse.californium.core.config.CoapConfig;
import org.eclipse.californium.core.network.CoapEndpoint;
import org.eclipse.californium.core.server.resources.Resource;
import org.eclipse.californium.elements.config.Configuration;

/** As the root of a server, it stands for all paths that no other resource has. */
abstract class AnyPath extends CoapResource {
    AnyPath() {
        super("");
    }

    @Override
    public Resource getChild(String name) {
        Resource child = super.getChild(name);
        return child == null ? this : child;
    }

    /** A server with this root and one endpoint, on a free port of the loopback interface; not started. */
    CoapServer server() {
        Configuration configuration = new Configuration();
        configuration.set(CoapConfig.PROTOCOL_STAGE_THREAD_COUNT, 1);
        CoapServer server = new CoapServer(configuration) {
            @Override
            protected Resource createRoot() {
                return AnyPath.this;
            }
        };
        server.addEndpoint(CoapEndpoint.builder()
                .setConfiguration(configuration)
                .setInetSocketAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
                .build());
        return server;
    }
}
