// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.camel;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.github.bc66coap.coap.Code;
import io.github.bc66coap.coap.Method;

/**
 * Keeps what fails in a registry from what is measured: the filters and listeners of an application run in it. A send that has been
 * answered must not fail by being counted, nor a line stay open behind a start that does. The first failure is logged.
 */
final class HarmlessMeters implements Meters {
    private static final Logger LOG = LoggerFactory.getLogger(HarmlessMeters.class);

    private final Meters meters;
    private final AtomicBoolean told = new AtomicBoolean();

    private HarmlessMeters(Meters meters) {
        this.meters = meters;
    }

    static Meters of(Supplier<Meters> maker) {
        try {
            Meters meters = maker.get();
            return meters == NONE ? NONE : new HarmlessMeters(meters);
        } catch (RuntimeException | LinkageError e) {
            LOG.warn("nothing is measured: the registry can't be had", e);
            return NONE;
        }
    }

    @Override
    public void modem(String device) {
        attempt(() -> meters.modem(device));
    }

    @Override
    public void sent(String device, Method method, Code code, Exception failure, long nanos) {
        attempt(() -> meters.sent(device, method, code, failure, nanos));
    }

    @Override
    public void answered(String device, Method method, Code code, Exception failure, long nanos) {
        attempt(() -> meters.answered(device, method, code, failure, nanos));
    }

    @Override
    public void close() {
        attempt(meters::close);
    }

    private void attempt(Runnable measurement) {
        try {
            measurement.run();
        } catch (RuntimeException | LinkageError e) {
            if (!told.getAndSet(true)) {
                LOG.warn("the registry fails, so that not all is measured", e);
            }
        }
    }
}
