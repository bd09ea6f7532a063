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
package io.github.bc66coap.camel;

import java.util.Map;

import org.apache.camel.health.HealthCheckResultBuilder;
import org.apache.camel.impl.health.AbstractHealthCheck;

import io.github.bc66coap.modem.Modem;
import io.github.bc66coap.modem.ModemState;

/**
 * Up while the module is ready to send and receive. It is a check of readiness only: restarting the application brings no module back
 * that the session itself doesn't get back.
 */
final class Bc66CoapHealthCheck extends AbstractHealthCheck {
    private final Modem modem;

    /**
     * @param role who asks: {@code consumer} or {@code producer}
     */
    Bc66CoapHealthCheck(String role, String id, Modem modem) {
        super("camel", "bc66coap-" + role + "-" + id);
        this.modem = modem;
    }

    @Override
    protected void doCall(HealthCheckResultBuilder builder, Map<String, Object> options) {
        ModemState state = modem.state();
        builder.detail("device", modem.settings().device());
        builder.detail("state", state.phase().toString());
        builder.detail("reason", state.reason());
        builder.detail("failedAttempts", state.failedAttempts());
        builder.detail("localPort", modem.localPort());
        if (state.isReady()) {
            builder.up();
        } else {
            builder.message("The modem on " + modem.settings().device() + " is " + state);
            builder.down();
        }
    }
}
