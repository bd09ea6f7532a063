// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.camel;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.ToDoubleFunction;

import org.apache.camel.CamelContext;

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

/** The only class that knows Micrometer, which an application need not have. */
final class MicrometerMeters implements Meters {
    /** As camel-micrometer calls it. */
    private static final String BEAN = "metricsRegistry";

    private static final String PREFIX = "bc66coap.";
    private static final String DEVICE = "device";

    private final MeterRegistry registry;
    private final ModemPool modems;
    /** Micrometer warns of what is registered twice, and a device's users start often. */
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

    /** They are bound to the pool, which outlives each modem: a meter whose object is gone shows nothing, and stays. */
    @Override
    public synchronized void modem(String device) {
        if (!devices.add(device)) {
            return;
        }
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

    /** 0 while nobody uses the modem. */
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

    /** All of one name have the same tags, else the later ones would count for nobody. */
    private void record(
            String name, String description, String device, Method method, Code code, Exception failure, long nanos) {
        Timer.builder(PREFIX + name)
                .description(description)
                .tag(DEVICE, device)
                .tag("method", method.toString())
                .tag("code", code == null ? "none" : code.toString())
                .tag("outcome", failure == null ? "success" : failure.getClass().getSimpleName())
                .register(registry)
                .record(nanos, TimeUnit.NANOSECONDS);
    }

    @Override
    public synchronized void close() {
        ofModems.forEach(registry::remove);
        ofModems.clear();
        devices.clear();
    }
}
