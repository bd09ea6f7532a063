// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.lwm2m;

import java.time.temporal.ChronoUnit;
import java.util.Map;

import org.apache.camel.health.HealthCheckResultBuilder;
import org.apache.camel.impl.health.AbstractHealthCheck;

/** Up while a registration is in force. A readiness check only. */
final class RegistrationHealthCheck extends AbstractHealthCheck {
    private final Lwm2mRegistration registration;

    RegistrationHealthCheck(Lwm2mRegistration registration) {
        super("camel", "bc66-lwm2m-registration-" + registration.state().endpoint());
        this.registration = registration;
    }

    @Override
    public boolean isLiveness() {
        return false;
    }

    @Override
    protected void doCall(HealthCheckResultBuilder builder, Map<String, Object> options) {
        Lwm2mRegistration.State state = registration.state();
        builder.detail("device", state.device());
        builder.detail("endpoint", state.endpoint());
        builder.detail("server", state.server());
        if (!state.registered()) {
            builder.message(state.endpoint() + " is not registered at " + state.server()
                    + (state.trouble().isEmpty() ? "" : ": " + state.trouble()));
            builder.down();
            return;
        }
        builder.detail("where", state.where());
        builder.detail("since", state.since().truncatedTo(ChronoUnit.SECONDS).toString());
        builder.detail("until", state.until().truncatedTo(ChronoUnit.SECONDS).toString());
        if (!state.trouble().isEmpty()) {
            builder.detail("trouble", state.trouble());
        }
        builder.up();
    }
}
