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
package io.github.bc66coap.lwm2m;

import java.time.temporal.ChronoUnit;
import java.util.Map;

import org.apache.camel.health.HealthCheckResultBuilder;
import org.apache.camel.impl.health.AbstractHealthCheck;

/** Up while the server has a registration of the client whose lifetime isn't over. A check of readiness only. */
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
