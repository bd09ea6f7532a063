// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.camel;

import org.apache.camel.health.HealthCheckHelper;
import org.apache.camel.health.HealthCheckRepository;
import org.apache.camel.health.WritableHealthCheckRepository;

import io.github.bc66coap.modem.Modem;
import io.github.bc66coap.modem.api.Registration;

/**
 * Adds health checks if the context has any. Stands apart from {@link Bc66CoapHealthCheck}, which needs the optional {@code camel-health}:
 * without it, that class can't be loaded, and isn't.
 */
final class HealthChecks {
    private HealthChecks() {}

    /** Gives a consumer its check, if the context has checks of consumers. */
    static void ofConsumer(Bc66CoapConsumer consumer, Modem modem) {
        Bc66CoapEndpoint endpoint = consumer.getEndpoint();
        HealthCheckRepository repository = HealthCheckHelper.getHealthCheckRepository(
                endpoint.getCamelContext(), "consumers", HealthCheckRepository.class);
        if (repository != null) {
            Bc66CoapHealthCheck check = new Bc66CoapHealthCheck("consumer", consumer.getRouteId(), endpoint, modem);
            check.setEnabled(endpoint.getComponent().isHealthCheckConsumerEnabled());
            consumer.setHealthCheck(check);
        }
    }

    /**
     * Adds the check of a producer, if the context has checks of producers. The checks of all producers of one device are equal, so
     * Camel has one: they share the module.
     *
     * @return removes the check
     */
    static Registration ofProducer(Bc66CoapEndpoint endpoint, Modem modem) {
        WritableHealthCheckRepository repository = HealthCheckHelper.getHealthCheckRepository(
                endpoint.getCamelContext(), "producers", WritableHealthCheckRepository.class);
        if (repository == null) {
            return () -> {};
        }
        Bc66CoapHealthCheck check = new Bc66CoapHealthCheck("producer", endpoint.getDevice(), endpoint, modem);
        check.setEnabled(endpoint.getComponent().isHealthCheckProducerEnabled());
        repository.addHealthCheck(check);
        return () -> repository.removeHealthCheck(check);
    }
}
