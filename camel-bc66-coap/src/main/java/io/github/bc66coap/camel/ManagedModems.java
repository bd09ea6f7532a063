// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.camel;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import javax.management.JMException;
import javax.management.ObjectName;

import org.apache.camel.CamelContext;
import org.apache.camel.spi.ManagementAgent;
import org.apache.camel.spi.ManagementStrategy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.github.bc66coap.modem.Modem;

/**
 * Shows the modems of a context in JMX, if it is enabled, each from its first use to its stop. A failure in JMX harms no modem.
 * Thread-safe.
 */
final class ManagedModems {
    private static final Logger LOG = LoggerFactory.getLogger(ManagedModems.class);

    private final CamelContext context;
    private final Set<Modem> registered = ConcurrentHashMap.newKeySet();

    ManagedModems(CamelContext context) {
        this.context = context;
    }

    /** Shows a modem, which must be in use until this returns. Idempotent. */
    void show(Modem modem) {
        ManagementAgent agent = agent();
        if (agent != null && registered.add(modem)) {
            try {
                agent.register(new ManagedModem(modem), name(modem));
            } catch (JMException | RuntimeException e) {
                LOG.warn("{} is not shown in JMX", modem.settings().device(), e);
            }
        }
    }

    /** Removes a modem that has stopped. */
    void hide(Modem modem) {
        ManagementAgent agent = agent();
        if (registered.remove(modem) && agent != null) {
            try {
                ObjectName name = name(modem);
                if (agent.isRegistered(name)) {
                    agent.unregister(name);
                }
            } catch (JMException | RuntimeException e) {
                LOG.warn("{} is still shown in JMX", modem.settings().device(), e);
            }
        }
    }

    private ManagementAgent agent() {
        ManagementStrategy strategy = context.getManagementStrategy();
        return strategy == null ? null : strategy.getManagementAgent();
    }

    /** A name in the context's own domain, made as Camel makes its names. */
    private ObjectName name(Modem modem) throws JMException {
        ObjectName ofContext = context.getManagementStrategy()
                .getManagementObjectNameStrategy()
                .getObjectNameForCamelContext(context);
        return new ObjectName(ofContext.getDomain() + ":context=" + ofContext.getKeyProperty("context")
                + ",type=modems,name=" + ObjectName.quote(modem.settings().device()));
    }
}
