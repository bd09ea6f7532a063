// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.springboot;

import org.apache.camel.CamelContext;
import org.apache.camel.Component;
import org.apache.camel.spi.ComponentCustomizer;
import org.apache.camel.spring.boot.CamelAutoConfiguration;
import org.apache.camel.spring.boot.util.ConditionalOnCamelContextAndAutoConfigurationBeans;
import org.apache.camel.spring.boot.util.ConditionalOnHierarchicalProperties;
import org.apache.camel.spring.boot.util.HierarchicalPropertiesEvaluator;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.PropertySource;

import io.github.bc66coap.camel.Bc66CoapComponent;

/**
 * Sets the component's options from the application's properties below {@code camel.component.bc66coap}, and adds the
 * readiness of its routes to the actuator's group {@code readiness}. As with Camel's own starters, {@code
 * camel.component.bc66coap.enabled} and {@code camel.component.bc66coap.customizer.enabled} switch the first off.
 */
@AutoConfiguration(after = CamelAutoConfiguration.class)
@Conditional(ConditionalOnCamelContextAndAutoConfigurationBeans.class)
@ConditionalOnHierarchicalProperties({"camel.component", ComponentProperties.PREFIX})
public class Bc66CoapAutoConfiguration {

    /** Without a readiness of the application there is no such group, and naming its members would stop the start. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnProperty(name = "management.health.readinessstate.enabled", matchIfMissing = true)
    @PropertySource("classpath:io/github/bc66coap/springboot/health.properties")
    static class Readiness {}

    /** @throws IllegalArgumentException naming the property, when it is none of the component's options */
    @Bean
    ComponentCustomizer bc66CoapComponentCustomizer(ApplicationContext application, CamelContext camel) {
        ComponentProperties properties = ComponentProperties.of(application.getEnvironment(), camel);
        return new ComponentCustomizer() {
            @Override
            public void configure(String name, Component component) {
                properties.apply(camel, component);
            }

            @Override
            public boolean isEnabled(String name, Component component) {
                return component instanceof Bc66CoapComponent
                        && HierarchicalPropertiesEvaluator.evaluate(
                                application, "camel.component.customizer", ComponentProperties.PREFIX + ".customizer");
            }
        };
    }
}
