// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.quarkus;

import io.smallrye.config.SmallRyeConfigBuilder;
import io.smallrye.config.SmallRyeConfigBuilderCustomizer;

/** Tells Quarkus how the component's options are spelled, and which of them are secrets; found as a service. */
public final class OptionsInConfig implements SmallRyeConfigBuilderCustomizer {

    @Override
    public void configBuilder(SmallRyeConfigBuilder builder) {
        builder.withInterceptors(new OptionSpellings());
        OptionNames.secrets().stream()
                .map(OptionNames::spellings)
                .forEach(spellings -> builder.withSecretKeys(spellings.toArray(String[]::new)));
    }
}
