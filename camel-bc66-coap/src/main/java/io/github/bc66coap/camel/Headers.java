// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.camel;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Map;

import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.StreamCache;
import org.apache.camel.TypeConversionException;
import org.apache.camel.spi.HeaderFilterStrategy;

/** The headers of one message, behind the filter that the user chose. */
final class Headers {
    private final Message message;
    private final HeaderFilterStrategy filter;

    Headers(Message message, HeaderFilterStrategy filter) {
        this.message = message;
        this.filter = filter;
    }

    /** The header as it is, or {@code null} when it isn't there or is filtered. */
    Object get(String name) {
        Object value = message.getHeader(name);
        return value == null || filter.applyFilterToCamelHeaders(name, value, exchange()) ? null : value;
    }

    /**
     * The header as a {@code type}, or {@code null}.
     *
     * @throws IllegalArgumentException naming the header when its value can't be one
     */
    <T> T get(String name, Class<T> type) {
        Object value = get(name);
        if (value == null) {
            return null;
        }
        if (value instanceof StreamCache cache) {
            cache.reset();
        } else if (Bodies.isReadOnce(value)) {
            // another attempt would find nothing in it, and that may mean something
            throw new IllegalArgumentException("header " + name + " must be a " + type.getSimpleName() + ", not a "
                    + value.getClass().getSimpleName() + ", which can be read only once");
        }
        if (value instanceof byte[] bytes) {
            // as brokers hand headers on
            value = new String(bytes, StandardCharsets.UTF_8);
        }
        try {
            if (type == Integer.class && value instanceof Number) {
                // Camel would cut it to fit
                return type.cast(new BigDecimal(value.toString()).intValueExact());
            }
            T converted = exchange().getContext().getTypeConverter().tryConvertTo(type, exchange(), value);
            if (converted != null) {
                return converted;
            }
        } catch (TypeConversionException | ArithmeticException | NumberFormatException e) {
            // told below, in words of the header
        }
        throw new IllegalArgumentException("header " + name + " must be a " + type.getSimpleName() + ", not a "
                + value.getClass().getSimpleName() + " that can't be converted to one");
    }

    /** Sets a header, or removes it when there is no value. */
    void set(String name, Object value) {
        if (value == null) {
            message.removeHeader(name);
        } else if (!filter.applyFilterToExternalHeaders(name, value, exchange())) {
            message.setHeader(name, value);
        }
    }

    void setAll(Map<String, Object> values) {
        values.forEach(this::set);
    }

    private Exchange exchange() {
        return message.getExchange();
    }
}
