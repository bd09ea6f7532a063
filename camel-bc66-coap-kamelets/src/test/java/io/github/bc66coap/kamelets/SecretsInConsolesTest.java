// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.kamelets;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

import org.apache.camel.CamelContext;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.console.DevConsole.MediaType;
import org.apache.camel.console.DevConsoleRegistry;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.main.BaseMainSupport;
import org.apache.camel.main.Main;
import org.apache.camel.main.MainListenerSupport;
import org.apache.camel.spi.ComponentCustomizer;
import org.apache.camel.spi.PropertiesFunction;
import org.apache.camel.util.URISupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.ThrowingConsumer;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.github.bc66coap.camel.Bc66CoapComponent;

import static org.assertj.core.api.Assertions.assertThat;

/** Where Camel shows a key or a PIN, by where it is written: nowhere else than the page says. */
class SecretsInConsolesTest {
    private static final String KEY = "5ec4e7c0de5ec4e7";
    private static final String PIN = "90817263";
    private static final String OF_COMPONENT = "camel.component.bc66coap.";
    private static final String DEVICE = "tcp://127.0.0.1:1";

    /** They do something else than show, or wait for something to do. */
    private static final Set<String> ACTIVE =
            Set.of("eval-language", "gc", "heap-dump", "receive", "reload", "send", "simple-language");

    @TempDir
    private Path folder;

    private final Main main = new Main();
    private String uri = "bc66coap:" + DEVICE + "?host=127.0.0.1&connectOnStart=false";

    /** As the one of the environment, which a test can't set for its own process. */
    private record Elsewhere() implements PropertiesFunction {
        @Override
        public String getName() {
            return "elsewhere";
        }

        @Override
        public String apply(String name) {
            return name.equals("key") ? KEY : PIN;
        }
    }

    /** Where they are written. */
    enum Place {
        JAVA(test -> test.main.bind(
                "secrets", ComponentCustomizer.builder(Bc66CoapComponent.class).build(component -> {
                    component.getConfiguration().setPskIdentity("me");
                    component.getConfiguration().setSecretKey(KEY);
                    component.getConfiguration().setSimPin(PIN);
                }))),
        PLACEHOLDER(test -> test.file(
                OF_COMPONENT + "secretKey = {{elsewhere:key}}",
                OF_COMPONENT + "simPin = {{elsewhere:pin}}",
                OF_COMPONENT + "pskIdentity = me")),
        FILE(test -> test.file(
                OF_COMPONENT + "secretKey = " + KEY,
                OF_COMPONENT + "simPin = " + PIN,
                OF_COMPONENT + "pskIdentity = me")),
        SYSTEM_PROPERTY(test -> {
            System.setProperty(OF_COMPONENT + "secretKey", KEY);
            System.setProperty(OF_COMPONENT + "simPin", PIN);
            test.file(OF_COMPONENT + "pskIdentity = me");
        }),
        URI(test -> test.uri += "&pskIdentity=me&secretKey={{elsewhere:key}}&simPin={{elsewhere:pin}}"),
        KAMELET(test -> test.uri = "kamelet:bc66-coap-sink?device=" + DEVICE + "&host=127.0.0.1&connectOnStart=false"
                + "&pskIdentity=me&secretKey={{elsewhere:key}}&simPin={{elsewhere:pin}}");

        private final ThrowingConsumer<SecretsInConsolesTest> writing;

        Place(ThrowingConsumer<SecretsInConsolesTest> writing) {
            this.writing = writing;
        }
    }

    private void file(String... lines) throws Exception {
        Path file = Files.write(folder.resolve("application.properties"), List.of(lines));
        main.setPropertyPlaceholderLocations(file.toUri().toString());
    }

    @AfterEach
    void stop() {
        main.stop();
        System.clearProperty(OF_COMPONENT + "secretKey");
        System.clearProperty(OF_COMPONENT + "simPin");
    }

    /** The consoles that show one of them. */
    private Set<String> showing() {
        DevConsoleRegistry registry =
                main.getCamelContext().getCamelContextExtension().getContextPlugin(DevConsoleRegistry.class);
        registry.loadDevConsoles();
        Set<String> showing = new TreeSet<>();
        Set<String> all = new TreeSet<>();
        registry.stream().filter(console -> !ACTIVE.contains(console.getId())).forEach(console -> {
            all.add(console.getId());
            for (MediaType form : MediaType.values()) {
                String shown = String.valueOf(console.call(form));
                if (shown.contains(KEY) || shown.contains(PIN)) {
                    showing.add(console.getId());
                }
            }
        });
        assertThat(all).contains("bc66coap", "health", "properties", "main-configuration");
        return showing;
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "JAVA            |",
                "PLACEHOLDER     |",
                "FILE            | main-configuration properties",
                "SYSTEM_PROPERTY | main-configuration system-properties",
                "URI             | endpoint route-dump service",
                "KAMELET         | endpoint route-dump service"
            })
    void onlyTheListedConsolesShowASecret(Place place, String consoles) throws Throwable {
        main.addMainListener(new MainListenerSupport() {
            @Override
            public void beforeConfigure(BaseMainSupport early) {
                early.getCamelContext().getPropertiesComponent().addPropertiesFunction(new Elsewhere());
            }
        });
        main.addInitialProperty("camel.main.devConsoleEnabled", "true");
        place.writing.accept(this);
        main.configure().addRoutesBuilder(new Routes(uri));
        main.start();

        assertThat(showing()).containsExactlyInAnyOrder(consoles == null ? new String[0] : consoles.split(" "));
    }

    private static final class Routes extends RouteBuilder {
        private final String uri;

        Routes(String uri) {
            this.uri = uri;
        }

        @Override
        public void configure() {
            from("direct:start").to(uri);
        }
    }

    /** The words that an application adds are those of the JVM, and one of a URI's options is hidden by them. */
    @Test
    void additionalSensitiveWordsExposeAPinInUris() throws Exception {
        try (CamelContext ours = new DefaultCamelContext();
                CamelContext other = new DefaultCamelContext()) {
            ours.getComponent("bc66coap");
            assertThat(URISupport.sanitizeUri("bc66coap:a?simPin=" + PIN)).doesNotContain(PIN);

            other.getCamelContextExtension().setAdditionalSensitiveKeywords("word");
            assertThat(URISupport.sanitizeUri("bc66coap:a?simPin=" + PIN)).contains(PIN);

            ours.getCamelContextExtension().setAdditionalSensitiveKeywords("pskIdentity,simPin");
            assertThat(URISupport.sanitizeUri("bc66coap:a?pskIdentity=me&simPin=" + PIN))
                    .doesNotContain("me")
                    .contains(PIN);
        }
    }
}
