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
 * The modems of a context in JMX, if that is wanted: each from its first use to its stop. What JMX can't do harms no modem.
 * Thread-safe.
 */
final class ManagedModems {
    private static final Logger LOG = LoggerFactory.getLogger(ManagedModems.class);

    private final CamelContext context;
    private final Set<Modem> registered = ConcurrentHashMap.newKeySet();

    ManagedModems(CamelContext context) {
        this.context = context;
    }

    /** The modem is in use, and will be until this has returned. Idempotent. */
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

    /** The modem has stopped. */
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

    /** Beside the context's own name, as Camel makes that. */
    private ObjectName name(Modem modem) throws JMException {
        ObjectName ofContext = context.getManagementStrategy()
                .getManagementObjectNameStrategy()
                .getObjectNameForCamelContext(context);
        return new ObjectName(ofContext.getDomain() + ":context=" + ofContext.getKeyProperty("context")
                + ",type=modems,name=" + ObjectName.quote(modem.settings().device()));
    }
}
