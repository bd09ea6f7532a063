// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.camel;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.OptionalInt;
import java.util.function.Supplier;

import org.apache.camel.health.HealthCheckResultBuilder;
import org.apache.camel.impl.health.AbstractHealthCheck;

import io.github.bc66coap.modem.Modem;
import io.github.bc66coap.modem.api.ModemState;
import io.github.bc66coap.modem.api.ModemStatus;
import io.github.bc66coap.modem.api.Reading;
import io.github.bc66coap.modem.api.SignalStrength;

/**
 * Up while the module is ready to send and receive. It checks readiness only: the session reconnects by itself, and a restart of the
 * application would do no more. It reports what is known and waits for nothing.
 */
final class Bc66CoapHealthCheck extends AbstractHealthCheck {
    private final Modem modem;
    /** How often the module may be asked for its signal; zero: never. */
    private final Supplier<Duration> signalInterval;

    Bc66CoapHealthCheck(String role, String id, Bc66CoapEndpoint endpoint, Modem modem) {
        super("camel", "bc66coap-" + role + "-" + id);
        this.modem = modem;
        this.signalInterval = endpoint.getComponent()::getHealthCheckSignalInterval;
    }

    @Override
    protected void doCall(HealthCheckResultBuilder builder, Map<String, Object> options) {
        boolean asks = !signalInterval.get().isZero();
        if (asks) {
            modem.askNetwork(signalInterval.get());
        }
        ModemStatus status = modem.snapshot();
        Instant now = Instant.now();
        addState(builder, status, now);
        status.lastError().ifPresent(error -> {
            builder.detail("lastError", error.value());
            builder.detail("lastErrorAt", text(now.minus(error.age())));
        });
        addNetwork(builder, status, asks);
        builder.detail("localPort", modem.localPort());
        if (status.state().isReady()) {
            builder.up();
        } else {
            builder.message(message(status.state()));
            builder.down();
        }
    }

    private void addState(HealthCheckResultBuilder builder, ModemStatus status, Instant now) {
        ModemState state = status.state();
        builder.detail("device", modem.settings().device());
        builder.detail("state", state.phase().toString());
        builder.detail("since", text(now.minus(status.inPhase())));
        status.unready().ifPresent(unready -> builder.detail("unreadySince", text(now.minus(unready))));
        builder.detail("reason", state.reason());
        builder.detail("failedAttempts", state.failedAttempts());
        status.nextAttempt().ifPresent(wait -> {
            builder.detail("nextAttempt", text(now.plus(wait)));
            builder.detail("nextAttemptInMillis", wait.toMillis());
        });
    }

    private static void addNetwork(HealthCheckResultBuilder builder, ModemStatus status, boolean asks) {
        status.attached()
                .ifPresentOrElse(
                        attached -> {
                            builder.detail("attached", attached.value());
                            builder.detail("attachedAgeSeconds", attached.age().toSeconds());
                        },
                        () -> builder.detail("attached", "not known"));
        status.signal().ifPresent(signal -> {
            signal.value().dBm().ifPresent(dBm -> builder.detail("signalDbm", dBm));
            builder.detail("signalAgeSeconds", signal.age().toSeconds());
        });
        String why = whyNoSignal(status, asks);
        if (!why.isEmpty()) {
            builder.detail("signal", why);
        }
    }

    private static String whyNoSignal(ModemStatus status, boolean asks) {
        if (!asks) {
            return "isn't asked for, see healthCheckSignalInterval";
        }
        if (status.noSignal().isPresent()) {
            return status.noSignal().map(Reading::value).orElse("");
        }
        if (status.signal().isEmpty()) {
            return "has been asked for, or will be when the module answers";
        }
        return status.signal()
                .map(Reading::value)
                .map(SignalStrength::dBm)
                .filter(OptionalInt::isEmpty)
                .map(none -> "the module doesn't know it")
                .orElse("");
    }

    /**
     * Camel's health page escapes messages twice, which puts backslashes before slashes and quotes. So the message has only the last
     * part of the device's name. The details have it in full.
     */
    private String message(ModemState state) {
        String device = modem.settings().device();
        String name = device.substring(device.lastIndexOf('/') + 1);
        return ("The modem on " + name + " is " + state).replace(device, name).replace('"', '\'');
    }

    private static String text(Instant time) {
        return time.truncatedTo(ChronoUnit.SECONDS).toString();
    }
}
