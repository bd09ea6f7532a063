// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.camel;

import java.time.Duration;
import java.util.Arrays;
import java.util.Set;
import java.util.regex.Pattern;

import org.apache.camel.CamelContext;
import org.apache.camel.TypeConversionException;
import org.apache.camel.spi.PropertyConfigurer;
import org.apache.camel.spi.PropertyConfigurerGetter;
import org.apache.camel.support.component.PropertyConfigurerSupport;

import io.github.bc66coap.coap.ShownText;

/**
 * Accepts only valid numbers and durations, and names the values of an enum. Camel reads an invalid duration as 0, {@code 5s} as the
 * number 5000, and only the lower bits of a number that is too large. Such values may be within their ranges.
 */
record StrictConfigurer(PropertyConfigurer options) implements PropertyConfigurer, PropertyConfigurerGetter {
    /** Few enough digits for an int. */
    private static final Pattern NUMBER = Pattern.compile("-?[0-9]{1,9}");

    private static final Pattern DURATION = Pattern.compile("-?[0-9]{1,18}"
            + "|(?=.)([0-9]{1,9}d)?([0-9]{1,9}h)?([0-9]{1,9}m)?([0-9]{1,9}s)?([0-9]{1,9}ms)?"
            + "|[+-]?P.+");

    private static final Set<Class<?>> NUMBERS = Set.of(int.class, Integer.class);

    @Override
    public boolean configure(CamelContext context, Object target, String name, Object value, boolean ignoreCase) {
        Class<?> type = getOptionType(name, ignoreCase);
        if (value instanceof String text
                && !text.startsWith("#")
                && !text.equals(PropertyConfigurerSupport.MAGIC_VALUE)) {
            if (type == Duration.class) {
                require(name, DURATION, "a duration, like 1h30m, 20s, 500ms or PT20S,", text);
            } else if (type != null && NUMBERS.contains(type)) {
                require(name, NUMBER, "a whole number", text);
            }
        }
        try {
            return options.configure(context, target, name, value, ignoreCase);
        } catch (TypeConversionException e) {
            if (type != null && type.isEnum()) {
                throw new IllegalArgumentException(
                        "option " + name + ": must be one of " + Arrays.toString(type.getEnumConstants()) + " but is "
                                + ShownText.of(String.valueOf(value)),
                        e);
            }
            throw e;
        }
    }

    private static void require(String option, Pattern form, String what, String value) {
        if (!form.matcher(value).matches()) {
            throw new IllegalArgumentException(
                    "option " + option + ": must be " + what + " but is " + ShownText.of(value));
        }
    }

    @Override
    public Class<?> getOptionType(String name, boolean ignoreCase) {
        return ((PropertyConfigurerGetter) options).getOptionType(name, ignoreCase);
    }

    @Override
    public String[] getAutowiredNames() {
        return ((PropertyConfigurerGetter) options).getAutowiredNames();
    }

    @Override
    public Object getCollectionValueType(Object target, String name, boolean ignoreCase) {
        return ((PropertyConfigurerGetter) options).getCollectionValueType(target, name, ignoreCase);
    }

    @Override
    public Object getOptionValue(Object target, String name, boolean ignoreCase) {
        return ((PropertyConfigurerGetter) options).getOptionValue(target, name, ignoreCase);
    }
}
