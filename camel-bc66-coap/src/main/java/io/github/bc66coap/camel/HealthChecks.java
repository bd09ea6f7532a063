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

import org.apache.camel.health.HealthCheckHelper;
import org.apache.camel.health.WritableHealthCheckRepository;
import org.apache.camel.spi.RouteIdAware;

import io.github.bc66coap.modem.Modem;
import io.github.bc66coap.modem.Registration;

/** Puts health checks where Camel looks for those of consumers and producers. */
final class HealthChecks {
    private HealthChecks() {}

    /**
     * Adds the check of one consumer or producer, if health checks are wanted.
     *
     * @param user the consumer or producer; its route gives the check its name
     * @param role {@code consumer} or {@code producer}
     * @return takes the check away again
     */
    static Registration add(Object user, String role, Bc66CoapEndpoint endpoint, Modem modem) {
        WritableHealthCheckRepository repository = HealthCheckHelper.getHealthCheckRepository(
                endpoint.getCamelContext(), role + "s", WritableHealthCheckRepository.class);
        if (repository == null) {
            return () -> {};
        }
        String route = user instanceof RouteIdAware aware ? aware.getRouteId() : null;
        String id = (route == null ? "" : route + "-") + Integer.toHexString(System.identityHashCode(user));
        Bc66CoapHealthCheck check = new Bc66CoapHealthCheck(role, id, modem);
        check.setEnabled(
                role.equals("consumer")
                        ? endpoint.getComponent().isHealthCheckConsumerEnabled()
                        : endpoint.getComponent().isHealthCheckProducerEnabled());
        repository.addHealthCheck(check);
        return () -> repository.removeHealthCheck(check);
    }
}
