// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.quarkus;

import org.apache.camel.CamelContext;
import org.apache.camel.Component;
import org.apache.camel.main.BaseMainSupport;
import org.apache.camel.main.MainListenerSupport;
import org.apache.camel.support.PropertyBindingSupport;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigProvider;

import io.github.bc66coap.camel.Bc66CoapConstants;
import io.smallrye.config.SecretKeys;

/**
 * Sets the component's options that are secrets; Camel itself sets the others. Quarkus hides secrets from everybody who
 * reads properties by name. So no summary, log or page shows them, but Camel cannot see them, either.
 */
public final class SecretOptions extends MainListenerSupport {

    /**
     * Runs after Camel has set the others, because one of them ({@code configuration}) replaces all options.
     *
     * @throws IllegalArgumentException naming the property, when its value refers to something missing
     */
    @Override
    public void afterConfigure(BaseMainSupport main) {
        Config config = ConfigProvider.getConfig();
        for (String secret : OptionNames.secrets()) {
            SecretKeys.doUnlocked(() -> config.getOptionalValue(secret, String.class))
                    .ifPresent(value -> set(main.getCamelContext(), secret, value));
        }
    }

    private static void set(CamelContext camel, String secret, String value) {
        Component component = camel.getComponent(Bc66CoapConstants.SCHEME);
        try {
            PropertyBindingSupport.build()
                    .withConfigurer(component.getComponentPropertyConfigurer())
                    .withIgnoreCase(true)
                    .withMandatory(true)
                    .bind(camel, component, secret.substring(ComponentOptions.PREFIX.length() + 1), value);
        } catch (RuntimeException e) {
            // without its cause, which shows the value
            throw new IllegalArgumentException(
                    secret
                            + ": Camel finds nothing for what the value refers to by # or {{; it isn't shown, as it is a secret");
        }
    }
}
