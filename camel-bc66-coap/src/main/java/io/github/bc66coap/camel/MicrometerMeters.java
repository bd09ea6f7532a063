// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.camel;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.ToDoubleFunction;

import org.apache.camel.CamelContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.github.bc66coap.coap.Code;
import io.github.bc66coap.coap.Method;
import io.github.bc66coap.modem.Modem;
import io.github.bc66coap.modem.ModemPool;
import io.github.bc66coap.modem.api.Counter;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;

/**
 * The only class that needs Micrometer, which is optional. An application's filters and listeners run in its registry. If they fail,
 * neither a send nor a start fails with them; the first failure is logged.
 */
final class MicrometerMeters implements Meters {
    private static final Logger LOG = LoggerFactory.getLogger(MicrometerMeters.class);
    /** The name that camel-micrometer uses. */
    private static final String BEAN = "metricsRegistry";

    private static final String PREFIX = "bc66coap.";
    private static final String DEVICE = "device";

    private final MeterRegistry registry;
    private final ModemPool modems;
    private final AtomicBoolean hasFailed = new AtomicBoolean();
    /** Micrometer warns when a meter is registered twice, and the users of a device start often. */
    private final Set<String> devices = new HashSet<>();

    private final List<Meter> ofModems = new ArrayList<>();

    private MicrometerMeters(MeterRegistry registry, ModemPool modems) {
        this.registry = registry;
        this.modems = modems;
    }

    static Meters of(CamelContext context, ModemPool modems) {
        MeterRegistry registry = context.getRegistry().lookupByNameAndType(BEAN, MeterRegistry.class);
        if (registry == null) {
            registry = context.getRegistry().findSingleByType(MeterRegistry.class);
        }
        return registry == null ? NONE : new MicrometerMeters(registry, modems);
    }

    /** Binds meters to the pool, which outlives each modem: Micrometer keeps a meter whose object is gone, without a value. */
    @Override
    public synchronized void modem(String device) {
        attempt(() -> {
            if (devices.add(device)) {
                register(device);
            }
        });
    }

    private void register(String device) {
        gauge(
                "ready",
                device,
                "1 while the module is ready to send and receive, else 0",
                modem -> modem.state().isReady() ? 1 : 0);
        gauge(
                "failed.attempts",
                device,
                "Attempts to get the module ready that have failed since it was ready",
                modem -> modem.state().failedAttempts());
        for (Counter counter : Counter.values()) {
            ofModems.add(FunctionCounter.builder(
                            PREFIX + counter.name().toLowerCase(Locale.ROOT).replace('_', '.'),
                            modems,
                            pool -> value(pool, device, modem -> modem.totals().get(counter)))
                    .tag(DEVICE, device)
                    .register(registry));
        }
    }

    private void gauge(String name, String device, String description, ToDoubleFunction<Modem> value) {
        ofModems.add(Gauge.builder(PREFIX + name, modems, pool -> value(pool, device, value))
                .description(description)
                .tag(DEVICE, device)
                .register(registry));
    }

    /** The value, or 0 while nobody uses the modem. */
    private static double value(ModemPool pool, String device, ToDoubleFunction<Modem> value) {
        return pool.modems().stream()
                .filter(modem -> modem.settings().device().equals(device))
                .mapToDouble(value)
                .sum();
    }

    @Override
    public void sent(String device, Method method, Code code, Exception failure, long nanos) {
        record("sends", "Requests, from their exchange to their end", device, method, code, failure, nanos);
    }

    @Override
    public void answered(String device, Method method, Code code, Exception failure, long nanos) {
        record("requests", "Requests that came, until they were answered", device, method, code, failure, nanos);
    }

    /** All timers of one name have the same tags: a registry may ignore one with other tags. */
    private void record(
            String name, String description, String device, Method method, Code code, Exception failure, long nanos) {
        attempt(() -> Timer.builder(PREFIX + name)
                .description(description)
                .tag(DEVICE, device)
                .tag("method", method.toString())
                .tag("code", code == null ? "none" : code.toString())
                .tag("outcome", failure == null ? "success" : failure.getClass().getSimpleName())
                .register(registry)
                .record(nanos, TimeUnit.NANOSECONDS));
    }

    @Override
    public synchronized void close() {
        attempt(() -> {
            ofModems.forEach(registry::remove);
            ofModems.clear();
            devices.clear();
        });
    }

    private void attempt(Runnable measurement) {
        try {
            measurement.run();
        } catch (RuntimeException | LinkageError e) {
            if (!hasFailed.getAndSet(true)) {
                LOG.warn("the registry fails, so that not all is measured", e);
            }
        }
    }
}
