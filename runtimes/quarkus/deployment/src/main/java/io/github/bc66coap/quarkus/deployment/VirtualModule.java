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
package io.github.bc66coap.quarkus.deployment;

import org.jboss.logging.Logger;

import io.github.bc66coap.simulator.VirtualBc66;
import io.quarkus.deployment.builditem.Startable;

/** A virtual module as a Dev Service: it lives in the JVM of the build, and is reached by TCP. */
final class VirtualModule implements Startable {
    private static final Logger LOG = Logger.getLogger(VirtualModule.class);

    private final int port;
    private VirtualBc66 module;

    /** @param port 0 takes a free one */
    VirtualModule(int port) {
        this.port = port;
    }

    @Override
    public void start() {
        module = VirtualBc66.builder().tcp(port).start();
        LOG.infof(
                "Dev Services started a virtual BC66 at %s, as %s isn't set",
                module.device(), Bc66CoapDevServicesProcessor.DEVICE);
    }

    @Override
    public String getConnectionInfo() {
        return module.device();
    }

    /** There is no container. */
    @Override
    public String getContainerId() {
        return null;
    }

    @Override
    public void close() {
        if (module != null) {
            module.close();
        }
    }
}
