// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.quarkus;

import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.Set;

import io.smallrye.config.ConfigSourceInterceptor;
import io.smallrye.config.ConfigSourceInterceptorContext;
import io.smallrye.config.ConfigValue;
import io.smallrye.config.Priorities;
import jakarta.annotation.Priority;

/**
 * Shows each of the component's options under one name, however its sources spell it. Camel would take two spellings
 * for two options, and either could win. Quarkus would know a secret, and hide it, by one spelling only. Of several
 * values, that of the source with the highest precedence wins, as everywhere in Quarkus. A name of no option stops the
 * start, or the build that reads it.
 */
@Priority(Priorities.LIBRARY + 600)
final class OptionSpellings implements ConfigSourceInterceptor {
    private static final long serialVersionUID = 1;

    @Override
    public ConfigValue getValue(ConfigSourceInterceptorContext context, String name) {
        List<String> spellings = OptionNames.spellings(name);
        return spellings.size() == 1
                ? context.proceed(name)
                : spellings.stream()
                        .map(context::proceed)
                        .filter(Objects::nonNull)
                        .max(ConfigValue.CONFIG_SOURCE_COMPARATOR)
                        .map(value -> value.withName(spellings.get(0)))
                        .orElse(null);
    }

    @Override
    public Iterator<String> iterateNames(ConfigSourceInterceptorContext context) {
        Set<String> names = new HashSet<>();
        context.iterateNames()
                .forEachRemaining(name -> names.add(OptionNames.spellings(name).get(0)));
        return names.iterator();
    }
}
