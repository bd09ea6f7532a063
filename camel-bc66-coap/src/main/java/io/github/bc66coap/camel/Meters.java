// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.camel;

import org.apache.camel.CamelContext;

import io.github.bc66coap.coap.Code;
import io.github.bc66coap.coap.Method;
import io.github.bc66coap.modem.ModemPool;

/** Where modems and messages are measured. Any thread may call it; nothing blocks, and nothing is thrown. */
interface Meters {
    /** Measures nothing. */
    Meters NONE = new Meters() {};

    /**
     * What measures into the application's Micrometer registry: the bean {@code metricsRegistry}, which camel-micrometer makes, else the
     * only one of its type.
     *
     * @return {@link #NONE} where there is no such bean, no Micrometer at all, or the registry can't be had
     */
    static Meters of(CamelContext context, ModemPool modems) {
        return HarmlessMeters.of(
                () -> context.getClassResolver().resolveClass("io.micrometer.core.instrument.MeterRegistry") == null
                        ? NONE
                        : MicrometerMeters.of(context, modems));
    }

    /** Shows what a modem counts. Idempotent. */
    default void modem(String device) {}

    /**
     * A request that was sent has ended.
     *
     * @param code of its response, or {@code null}
     * @param failure {@code null} when it hasn't failed
     * @param nanos since it was to be sent
     */
    default void sent(String device, Method method, Code code, Exception failure, long nanos) {}

    /**
     * A request that came over the air has been answered.
     *
     * @param code of its reply
     * @param failure why that was not sent, or {@code null}
     * @param nanos since the request came
     */
    default void answered(String device, Method method, Code code, Exception failure, long nanos) {}

    /** Shows no modem any more. */
    default void close() {}
}
