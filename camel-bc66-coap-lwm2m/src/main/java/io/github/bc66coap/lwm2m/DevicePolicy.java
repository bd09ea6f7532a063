// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.lwm2m;

import org.apache.camel.CamelContext;
import org.apache.camel.CamelContextAware;
import org.apache.camel.support.RoutePolicySupport;

/** A Kamelet's bean: the policy of its route, for one module. */
public abstract class DevicePolicy extends RoutePolicySupport implements CamelContextAware {
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

    /** The module's line, as in the URIs of the component. */
    public void setDevice(String device) {
        deviceName = device;
    }
}
