// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.camel;

import org.apache.camel.CamelContext;
import org.slf4j.LoggerFactory;

import io.github.bc66coap.coap.Code;
import io.github.bc66coap.coap.Method;
import io.github.bc66coap.modem.ModemPool;

/** Measures modems and messages. Any thread may call it. It never blocks and never throws. */
interface Meters {
    /** Measures nothing. */
    Meters NONE = new Meters() {};

    /**
     * Measures into the application's Micrometer registry: the bean {@code metricsRegistry}, which camel-micrometer makes, otherwise the
     * only bean of its type.
     *
     * @return {@link #NONE} without Micrometer, without such a bean, or if looking it up fails
     */
    static Meters of(CamelContext context, ModemPool modems) {
        try {
            return context.getClassResolver().resolveClass("io.micrometer.core.instrument.MeterRegistry") == null
                    ? NONE
                    : MicrometerMeters.of(context, modems);
        } catch (RuntimeException | LinkageError e) {
            LoggerFactory.getLogger(Meters.class).warn("nothing is measured: the registry can't be had", e);
            return NONE;
        }
    }

    /** Shows what a modem counts. Idempotent. */
    default void modem(String device) {}

    /**
     * An outgoing request has ended.
     *
     * @param code of its response, or {@code null}
     * @param failure why it failed, or {@code null}
     * @param nanos since its exchange came
     */
    default void sent(String device, Method method, Code code, Exception failure, long nanos) {}

    /**
     * An incoming request has been answered.
     *
     * @param code of its response
     * @param failure why the response was not sent, or {@code null}
     * @param nanos since the request came
     */
    default void answered(String device, Method method, Code code, Exception failure, long nanos) {}

    /** Removes what shows modems. */
    default void close() {}
}
