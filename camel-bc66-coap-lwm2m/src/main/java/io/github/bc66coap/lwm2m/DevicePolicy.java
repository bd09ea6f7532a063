// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.lwm2m;

import java.util.List;

import org.apache.camel.CamelContext;
import org.apache.camel.CamelContextAware;
import org.apache.camel.Route;
import org.apache.camel.support.RoutePolicySupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.github.bc66coap.camel.Bc66CoapEndpoint;

/** A Kamelet's bean: the policy of its route, for one module. */
public abstract class DevicePolicy extends RoutePolicySupport implements CamelContextAware {
    private static final Logger LOG = LoggerFactory.getLogger(DevicePolicy.class);

    CamelContext context;
    String deviceName;

    @Override
    public void setCamelContext(CamelContext camelContext) {
        context = camelContext;
    }

    @Override
    public CamelContext getCamelContext() {
        return context;
    }

    /** @throws IllegalArgumentException naming the option when it is not a number from 1 to {@code most} */
    static int number(String name, String value, int most) {
        int number = value.matches("[0-9]{1,5}") ? Integer.parseInt(value) : 0;
        if (number < 1 || number > most) {
            throw new IllegalArgumentException(name + ": must be 1 to " + most + " but is " + value);
        }
        return number;
    }

    /** Ends routes that this bean has added for its module, unless the context ends all. */
    void removeRoutes(String prefix) {
        if (context.isStopping() || context.isStopped()) {
            return;
        }
        for (Route one : List.copyOf(context.getRoutes())) {
            if (one.getRouteId().startsWith(prefix)
                    && one.getEndpoint() instanceof Bc66CoapEndpoint module
                    && deviceName.equals(module.getDevice())) {
                try {
                    context.getRouteController().stopRoute(one.getRouteId());
                    context.removeRoute(one.getRouteId());
                } catch (Exception e) {
                    LOG.warn("{} is still there: {}", one.getRouteId(), e.getMessage());
                }
            }
        }
    }

    /** The module's line, as in the URIs of the component. */
    public void setDevice(String device) {
        deviceName = device;
    }
}
