// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.camel;

import org.apache.camel.health.HealthCheckAware;
import org.apache.camel.health.HealthCheckHelper;
import org.apache.camel.health.HealthCheckRepository;
import org.apache.camel.health.WritableHealthCheckRepository;

import io.github.bc66coap.modem.Modem;
import io.github.bc66coap.modem.api.Registration;

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
