// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.monitor.camel;

import org.apache.camel.CamelContext;
import org.apache.camel.spi.ContextServicePlugin;
import org.apache.camel.spi.PropertiesComponent;
import org.apache.camel.support.LifecycleStrategySupport;
import org.apache.camel.util.StringHelper;

/**
 * Adds {@link Bc66CoapMonitor} by properties, in camel-main, Spring Boot and Quarkus: {@code bc66coap.monitor.enabled=true}, and {@code
 * bc66coap.monitor.path}, {@code .allowRemote} (or {@code .allow-remote}) and {@code .payloads}.
 */
public final class Bc66CoapMonitorPlugin implements ContextServicePlugin {
    private static final String PREFIX = "bc66coap.monitor.";

    @Override
    public void load(CamelContext context) {
        context.addLifecycleStrategy(new LifecycleStrategySupport() {
            @Override
            public void onContextStarting(CamelContext starting) {
                begin(starting);
            }
        });
    }

    private static void begin(CamelContext context) {
        if (!isSet(context, "enabled")) {
            return;
        }
        Bc66CoapMonitor monitor = new Bc66CoapMonitor();
        monitor.setPath(property(context, "path", "/bc66"));
        monitor.setAllowRemote(isSet(context, "allowRemote"));
        monitor.setPayloads(isSet(context, "payloads"));
        try {
            context.addService(monitor, true, true);
        } catch (Exception e) {
            throw new IllegalStateException("the page can't be served: " + e.getMessage(), e);
        }
    }

    private static boolean isSet(CamelContext context, String name) {
        String value = property(context, name, "false");
        if (!value.equals("true") && !value.equals("false")) {
            throw new IllegalArgumentException("property " + PREFIX + name + " must be true or false but is " + value);
        }
        return value.equals("true");
    }

    private static String property(CamelContext context, String name, String usual) {
        PropertiesComponent properties = context.getPropertiesComponent();
        return properties
                .resolveProperty(PREFIX + name)
                .or(() -> properties.resolveProperty(PREFIX + StringHelper.camelCaseToDash(name)))
                .orElse(usual);
    }
}
