// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.camel;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.function.Function;

import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.StreamCache;
import org.apache.camel.TypeConversionException;
import org.apache.camel.spi.HeaderFilterStrategy;

/** The headers of one message, as far as the endpoint's filter strategy lets them pass. */
final class Headers {
    private final Message message;
    private final HeaderFilterStrategy filter;

    Headers(Message message, Bc66CoapConfiguration configuration) {
        this.message = message;
        this.filter = configuration.getHeaderFilterStrategy();
    }

    /** The header as it is, or {@code null} when it is missing or filtered out. */
    Object get(String name) {
        Object value = message.getHeader(name);
        return value == null || filter.applyFilterToCamelHeaders(name, value, exchange()) ? null : value;
    }

    /**
     * What {@code reader} makes of the header, or {@code null} when it is missing or filtered out.
     *
     * @throws IllegalArgumentException naming the header when its value can't be converted to {@code type}, or {@code reader} refuses it
     */
    <T, R> R read(String name, Class<T> type, Function<T, R> reader) {
        T value = get(name, type);
        return value == null ? null : Values.read("header " + name, value, reader);
    }

    /**
     * The header as a {@code type}, or {@code null} when it is missing or filtered out.
     *
     * @throws IllegalArgumentException naming the header when its value can't be converted
     */
    <T> T get(String name, Class<T> type) {
        Object value = get(name);
        if (value == null) {
            return null;
        }
        if (value instanceof StreamCache cache) {
            cache.reset();
        } else if (Bodies.isReadOnce(value)) {
            // a retry would find it empty, and empty may mean something
            throw new IllegalArgumentException("header " + name + " must be a " + type.getSimpleName() + ", not a "
                    + value.getClass().getSimpleName() + ", which can be read only once");
        }
        if (value instanceof byte[] bytes) {
            // brokers pass headers on as bytes
            value = new String(bytes, StandardCharsets.UTF_8);
        }
        try {
            if (type == Integer.class && value instanceof Number) {
                // Camel would truncate it
                return type.cast(new BigDecimal(value.toString()).intValueExact());
            }
            T converted = exchange().getContext().getTypeConverter().tryConvertTo(type, exchange(), value);
            if (converted != null) {
                return converted;
            }
        } catch (TypeConversionException | ArithmeticException | NumberFormatException e) {
            // the message below names the header
        }
        throw new IllegalArgumentException("header " + name + " must be a " + type.getSimpleName() + ", not a "
                + value.getClass().getSimpleName() + " that can't be converted to one");
    }

    /** Sets a header; {@code null} removes it. */
    void set(String name, Object value) {
        if (value == null) {
            message.removeHeader(name);
        } else if (!filter.applyFilterToExternalHeaders(name, value, exchange())) {
            message.setHeader(name, value);
        }
    }

    private Exchange exchange() {
        return message.getExchange();
    }
}
