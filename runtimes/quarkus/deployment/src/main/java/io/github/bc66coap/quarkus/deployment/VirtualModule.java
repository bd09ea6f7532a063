// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.quarkus.deployment;

import org.jboss.logging.Logger;

import io.github.bc66coap.simulator.VirtualBc66;
import io.quarkus.deployment.builditem.Startable;

/** A virtual module as a Dev Service. It runs in the JVM of the build and is reached by TCP. */
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
