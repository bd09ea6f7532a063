// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.springboot;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;

import org.apache.camel.CamelContext;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.builder.RouteBuilder;
import org.assertj.core.util.Throwables;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

import io.github.bc66coap.camel.Bc66CoapComponent;
import io.github.bc66coap.camel.Bc66CoapConfiguration;
import io.github.bc66coap.modem.api.WakeUp;
import io.github.bc66coap.simulator.VirtualBc66;
import io.github.bc66coap.simulator.testkit.FreePorts;
import io.github.bc66coap.transport.ModemTransportFactory;
import io.github.bc66coap.transport.TransportFactories;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

class Bc66CoapAutoConfigurationTest {

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    static class Application {}

    @ParameterizedTest
    @ValueSource(strings = {"baudRate", "baud-rate", "baudrate", "baud_rate", "BAUD-RATE"})
    void namesAreRelaxed(String name) {
        try (ConfigurableApplicationContext application = run(Map.of(ComponentProperties.PREFIX + "." + name, 9600))) {
            assertThat(options(application).getBaudRate()).isEqualTo(9600);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"CAMEL_COMPONENT_BC66COAP_SECRETKEY", "CAMEL_COMPONENT_BC66COAP_SECRET_KEY"})
    void theEnvironmentGivesOptions(String variable) {
        try (ConfigurableApplicationContext application =
                application().environment(with(variable)).run()) {
            assertThat(options(application).getSecretKey()).isEqualTo("0a0b");
        }
    }

    /** As everywhere in Spring Boot, however each of them writes the name. */
    @ParameterizedTest
    @ValueSource(strings = {"CAMEL_COMPONENT_BC66COAP_SECRETKEY", "CAMEL_COMPONENT_BC66COAP_SECRET_KEY"})
    void commandLineOverridesEnvironmentAndEnvironmentFiles(String variable) {
        Map<String, Object> file = Map.of(ComponentProperties.PREFIX + ".secretKey", "0e0f");
        try (ConfigurableApplicationContext application =
                application().environment(with(variable)).properties(file).run()) {
            assertThat(options(application).getSecretKey()).isEqualTo("0a0b");
        }
        try (ConfigurableApplicationContext application = application()
                .environment(with(variable))
                .properties(file)
                .run("--" + ComponentProperties.PREFIX + ".secret-key=0c0d")) {
            assertThat(options(application).getSecretKey()).isEqualTo("0c0d");
        }
    }

    /** @param variable has the value 0a0b */
    private static StandardEnvironment with(String variable) {
        StandardEnvironment environment = new StandardEnvironment();
        environment
                .getPropertySources()
                .addFirst(new SystemEnvironmentPropertySource(
                        StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME, Map.of(variable, "0a0b")));
        return environment;
    }

    @Test
    void optionsOfAllTypesAreSet() {
        Map<String, Object> properties = Map.of(
                ComponentProperties.PREFIX + ".command-timeout",
                "5s",
                ComponentProperties.PREFIX + ".connect-on-start",
                "false",
                ComponentProperties.PREFIX + ".wake-up",
                "DTR",
                ComponentProperties.PREFIX + ".psk-identity",
                "${who}",
                "who",
                "meter");
        try (ConfigurableApplicationContext application = run(properties)) {
            assertThat(options(application).getCommandTimeout()).isEqualTo(Duration.ofSeconds(5));
            assertThat(options(application).isConnectOnStart()).isFalse();
            assertThat(options(application).getWakeUp()).isEqualTo(WakeUp.DTR);
            assertThat(options(application).getPskIdentity()).isEqualTo("meter");
        }
    }

    @Test
    void propertiesOverrideAConfigurationBean() {
        Bc66CoapConfiguration all = new Bc66CoapConfiguration();
        all.setBaudRate(9600);
        all.setAttachTimeout(Duration.ofSeconds(10));
        try (ConfigurableApplicationContext application = application()
                .initializers(context -> context.getBeanFactory().registerSingleton("all", all))
                .properties(Map.of(
                        ComponentProperties.PREFIX + ".configuration",
                        "#bean:all",
                        ComponentProperties.PREFIX + ".attach-timeout",
                        "5s",
                        ComponentProperties.PREFIX + ".wake-up",
                        "DTR"))
                .run()) {
            assertThat(options(application).getBaudRate()).isEqualTo(9600);
            assertThat(options(application).getAttachTimeout()).isEqualTo(Duration.ofSeconds(5));
            assertThat(options(application).getWakeUp()).isEqualTo(WakeUp.DTR);
        }
    }

    @Test
    void wrongNamesEndTheStart() {
        assertThatThrownBy(() -> run(Map.of(ComponentProperties.PREFIX + ".baud-rates", "9600")))
                .rootCause()
                .hasMessage("camel.component.bc66coap.baud-rates: there is no such option; the nearest is baudRate");
    }

    @Test
    void wrongValuesEndTheStart() {
        assertThatThrownBy(() -> application(Gateway.class)
                        .properties(Map.of(ComponentProperties.PREFIX + ".baud-rate", "fast"))
                        .run())
                .rootCause()
                .hasMessageContaining("option baudRate")
                .hasMessageContaining("fast");
    }

    @ParameterizedTest
    @CsvSource({
        "secret-key, {{0a0b0c0d",
        "secret-key, '#bean:0a0b0c0d'",
        "secret-key, '#valueAs(int):0a0b0c0d'",
        "secretKey, {{0a0b0c0d}}",
        "sim-pin, {{0a0b0c0d}}",
        "sim-pin, '#class:0a0b0c0d'"
    })
    void secretsThatCantBeReadAreNotShown(String name, String value) {
        assertThatThrownBy(() -> application(Gateway.class)
                        .properties(Map.of(ComponentProperties.PREFIX + "." + name, value))
                        .run())
                .hasStackTraceContaining("camel.component.bc66coap.s")
                .satisfies(
                        failure -> assertThat(Throwables.getStackTrace(failure)).doesNotContain("0a0b0c0d"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"camel.component.bc66coap", "camel.component", "camel.component.bc66coap.customizer"})
    void thePropertiesCanBeSwitchedOff(String prefix) {
        try (ConfigurableApplicationContext application =
                run(Map.of(ComponentProperties.PREFIX + ".baud-rate", 9600, prefix + ".enabled", false))) {
            assertThat(options(application).getBaudRate()).isEqualTo(115200);
        }
    }

    @Test
    void transportsAreBeansAndTheActuatorShowsTheModule() throws Exception {
        try (VirtualBc66 module = VirtualBc66.builder().pty().start();
                ConfigurableApplicationContext application = application(Gateway.class)
                        .web(WebApplicationType.SERVLET)
                        .initializers(context -> context.getBeanFactory().registerSingleton("module", at(module)))
                        .properties(Map.of(
                                "server.port",
                                0,
                                "server.address",
                                "127.0.0.1",
                                "management.endpoints.web.exposure.include",
                                "*",
                                "management.endpoint.health.show-details",
                                "always",
                                "camel.health.exposure-level",
                                "full",
                                ComponentProperties.PREFIX + ".health-check-signal-interval",
                                "100ms",
                                ComponentProperties.PREFIX + ".response-timeout",
                                "1s",
                                ComponentProperties.PREFIX + ".local-port",
                                FreePorts.udp()))
                        .run()) {
            String actuator =
                    "http://127.0.0.1:" + application.getEnvironment().getProperty("local.server.port") + "/actuator/";
            URI readiness = URI.create(actuator + "health/readiness");
            URI health = URI.create(actuator + "health");
            await().untilAsserted(() -> assertThat(get(readiness)).contains("200 ", "\"UP\""));
            application
                    .getBean(ProducerTemplate.class)
                    .send("bc66coap:module?host=127.0.0.1&port=" + FreePorts.udp(), exchange -> {});
            assertThat(get(URI.create(actuator + "prometheus")))
                    .contains("bc66coap_ready{device=\"module\"} 1.0")
                    .contains("bc66coap_requests_failed_total{device=\"module\"} ")
                    .containsPattern("bc66coap_sends_seconds_count\\{code=\"none\",device=\"module\",method=\"GET\","
                            + "outcome=\"\\w+Exception\"} 1");

            await().untilAsserted(() -> assertThat(get(health))
                    .contains(
                            "\"consumer:temperature\":\"UP\"",
                            "\"consumer:temperature.data\":",
                            "\"device\":\"module\"",
                            "\"state\":\"READY\"",
                            "\"since\":\"20",
                            "\"attached\":\"true\"",
                            "\"signalDbm\":\"-73\"",
                            "\"signalAgeSeconds\":\""));

            module.hangUp();
            await().untilAsserted(() -> assertThat(get(readiness)).contains("503 ", "\"OUT_OF_SERVICE\""));
            await().untilAsserted(() -> assertThat(get(health))
                    .contains(
                            "\"consumer:temperature\":\"DOWN\"",
                            "\"state\":\"WAITING\"",
                            "\"unreadySince\":\"20",
                            "\"lastError\":\"",
                            "\"lastErrorAt\":\"20",
                            "\"nextAttempt\":\"20",
                            "\"nextAttemptInMillis\":\""));

            module.reconnect();
            await().untilAsserted(() -> assertThat(get(readiness)).contains("200 ", "\"UP\""));
        }
    }

    @Test
    void anApplicationMayHaveNoReadinessState() {
        try (ConfigurableApplicationContext application = application()
                .web(WebApplicationType.SERVLET)
                .properties(Map.of(
                        "server.port",
                        0,
                        "server.address",
                        "127.0.0.1",
                        "management.health.readinessstate.enabled",
                        false,
                        ComponentProperties.PREFIX + ".baud-rate",
                        9600))
                .run()) {
            assertThat(options(application).getBaudRate()).isEqualTo(9600);
        }
    }

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    static class Gateway {

        @Bean
        RouteBuilder routes() {
            return new RouteBuilder() {
                @Override
                public void configure() {
                    from("bc66coap:module?uriPath=/temperature")
                            .routeId("temperature")
                            .setBody()
                            .constant("21.5");
                }
            };
        }
    }

    private static ModemTransportFactory at(VirtualBc66 module) {
        ModemTransportFactory usual = TransportFactories.builtIn();
        return (device, settings) -> usual.open(module.device(), settings);
    }

    private static String get(URI uri) throws Exception {
        HttpResponse<String> response = HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
        return response.statusCode() + " " + response.body();
    }

    private static SpringApplicationBuilder application(Class<?>... sources) {
        return new SpringApplicationBuilder(sources.length == 0 ? new Class<?>[] {Application.class} : sources)
                .web(WebApplicationType.NONE);
    }

    private static ConfigurableApplicationContext run(Map<String, Object> properties) {
        return application().properties(properties).run();
    }

    private static Bc66CoapConfiguration options(ConfigurableApplicationContext application) {
        return application
                .getBean(CamelContext.class)
                .getComponent("bc66coap", Bc66CoapComponent.class)
                .getConfiguration();
    }
}
