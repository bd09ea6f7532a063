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

import org.apache.camel.health.HealthCheckAware;
import org.apache.camel.health.HealthCheckHelper;
import org.apache.camel.health.HealthCheckRepository;
import org.apache.camel.health.WritableHealthCheckRepository;

import io.github.bc66coap.modem.Modem;
import io.github.bc66coap.modem.Registration;

/** Puts health checks where Camel looks for those of consumers and producers, if health checks are wanted at all. */
final class HealthChecks {
    private HealthChecks() {}

    /** Gives a consumer its check. */
    static void consumer(HealthCheckAware consumer, String route, Bc66CoapEndpoint endpoint, Modem modem) {
        HealthCheckRepository repository = HealthCheckHelper.getHealthCheckRepository(
                endpoint.getCamelContext(), "consumers", HealthCheckRepository.class);
        if (repository != null) {
            Bc66CoapHealthCheck check = check("consumer", route, endpoint, modem);
            check.setEnabled(endpoint.getComponent().isHealthCheckConsumerEnabled());
            consumer.setHealthCheck(check);
        }
    }

    /**
     * Adds the check of a producer. All those of one device are equal, and so one to Camel: their module is the same.
     *
     * @return takes the check away again
     */
    static Registration producer(Bc66CoapEndpoint endpoint, Modem modem) {
        WritableHealthCheckRepository repository = HealthCheckHelper.getHealthCheckRepository(
                endpoint.getCamelContext(), "producers", WritableHealthCheckRepository.class);
        if (repository == null) {
            return () -> {};
        }
        Bc66CoapHealthCheck check = check("producer", endpoint.getDevice(), endpoint, modem);
        check.setEnabled(endpoint.getComponent().isHealthCheckProducerEnabled());
        repository.addHealthCheck(check);
        return () -> repository.removeHealthCheck(check);
    }

    private static Bc66CoapHealthCheck check(String role, String id, Bc66CoapEndpoint endpoint, Modem modem) {
        return new Bc66CoapHealthCheck(role, id, modem, endpoint.getComponent()::getHealthCheckSignalInterval);
    }
}
