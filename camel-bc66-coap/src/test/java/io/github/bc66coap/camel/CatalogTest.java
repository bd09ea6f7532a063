// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.camel;

import java.io.InputStream;
import java.lang.reflect.Field;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Properties;

import org.apache.camel.catalog.RuntimeCamelCatalog;
import org.apache.camel.spi.EndpointUriFactory;
import org.apache.camel.spi.PropertyConfigurer;
import org.apache.camel.spi.PropertyConfigurerGetter;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.tooling.model.ComponentModel;
import org.apache.camel.tooling.model.ComponentModel.EndpointOptionModel;
import org.apache.camel.tooling.model.JsonMapper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** What the build generates for tools and for Camel itself. */
class CatalogTest extends RouteTestSupport {
    private static final String JSON = "META-INF/io/github/bc66coap/camel/bc66coap.json";

    private static String resource(String path) throws Exception {
        try (InputStream in = CatalogTest.class.getClassLoader().getResourceAsStream(path)) {
            assertThat(in).as(path).isNotNull();
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    static ComponentModel model() throws Exception {
        return JsonMapper.generateComponentModel(resource(JSON));
    }

    private static EndpointOptionModel option(String name) throws Exception {
        return model().getEndpointOptions().stream()
                .filter(option -> option.getName().equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no option " + name));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "device",
                "baudRate=115200",
                "localPort=56830",
                "pskIdentity",
                "secretKey",
                "simPin",
                "initCommands",
                "attachTimeout=180s",
                "commandTimeout=2s",
                "sendTimeout=60s",
                "responseTimeout=93s",
                "reconnectDelay=500ms",
                "reconnectMaxDelay=30s",
                "keepAliveInterval=60s",
                "wakeUp=AT",
                "queueSize=1000",
                "connectOnStart=true",
                "readyOnStart=false",
                "showResponseOptions=true",
                "resources",
                "operation=SEND",
                "host",
                "port=",
                "method",
                "messageType=CON",
                "uriPath",
                "uriQuery",
                "contentFormat",
                "accept",
                "awaitResponse=true",
                "throwExceptionOnFailure=true",
                "command",
                "allowCommandHeader=false",
                "methods",
                "events=REQUEST,RESPONSE",
                "separateAfter=1500ms",
                "replyTimeout=60s",
                "muteException=true",
                "headerFilterStrategy"
            })
    void everyOptionHasItsDefaultAndADescription(String expected) throws Exception {
        String[] parts = expected.split("=");

        EndpointOptionModel option = option(parts[0]);

        Object value = option.getDefaultValue();
        assertThat(value == null ? "" : value.toString()).isEqualTo(parts.length > 1 ? parts[1] : "");
        assertThat(option.getDescription()).isNotBlank();
    }

    @Test
    void everyEndpointOptionIsAlsoAComponentOption() throws Exception {
        List<String> ofTheComponent =
                model().getComponentOptions().stream().map(o -> o.getName()).toList();

        assertThat(model().getEndpointParameterOptions())
                .filteredOn(option -> option.getConfigurationField() != null)
                .isNotEmpty()
                .extracting(EndpointOptionModel::getName)
                .isSubsetOf(ofTheComponent);
    }

    @Test
    void everyHeaderIsListedWithADescription() throws Exception {
        List<String> constants = new ArrayList<>();
        for (Field field : Bc66CoapConstants.class.getFields()) {
            if (!field.getName().equals("SCHEME")) {
                constants.add((String) field.get(null));
            }
        }

        assertThat(model().getEndpointHeaders())
                .allSatisfy(header -> assertThat(header.getDescription()).isNotBlank())
                .extracting(header -> header.getName())
                .containsExactlyInAnyOrderElementsOf(constants)
                .contains(
                        "CamelBc66CoapMethod",
                        "CamelBc66CoapRequestToken",
                        "CamelBc66CoapResponseCode",
                        "CamelBc66CoapReplyCode");
    }

    @Test
    void secretsAreMarked() throws Exception {
        assertThat(model().getEndpointOptions())
                .filteredOn(EndpointOptionModel::isSecret)
                .extracting(EndpointOptionModel::getName)
                .containsExactlyInAnyOrder("pskIdentity", "secretKey", "simPin");
    }

    @Test
    void theCatalogNamesSchemeSyntaxAndClass() throws Exception {
        ComponentModel model = model();

        assertThat(model.getScheme()).isEqualTo("bc66coap");
        assertThat(model.getSyntax()).isEqualTo("bc66coap:device");
        assertThat(model.getJavaType()).isEqualTo(Bc66CoapComponent.class.getName());
        assertThat(option("uriPath").getDescription()).contains("asterisk");
    }

    /** As tools ask for it. */
    @Test
    void theRuntimeCatalogValidatesOptions() throws Exception {
        RuntimeCamelCatalog catalog = context.getCamelContextExtension().getContextPlugin(RuntimeCamelCatalog.class);

        assertThat(isValid(catalog, "method", "PUT")).isTrue();
        assertThat(isValid(catalog, "responseTimeout", "5s")).isTrue();
        assertThat(isValid(catalog, "method", "PATCH")).isFalse();
        assertThat(isValid(catalog, "nosuch", "1")).isFalse();
    }

    private static boolean isValid(RuntimeCamelCatalog catalog, String option, String value) {
        return catalog.validateProperties("bc66coap", Map.of("device", "/dev/ttyUSB0", option, value))
                .isSuccess();
    }

    @ParameterizedTest
    @ValueSource(strings = {"bc66coap-component", "bc66coap-endpoint"})
    void configurersKnowTheTypesOfOptions(String name) throws Exception {
        context.start();
        PropertyConfigurer configurer =
                PluginHelper.getConfigurerResolver(context).resolvePropertyConfigurer(name, context);

        assertThat(configurer).isInstanceOf(PropertyConfigurerGetter.class);
        assertThat(((PropertyConfigurerGetter) configurer).getOptionType("responseTimeout", true))
                .isEqualTo(Duration.class);
    }

    @Test
    void theUriFactoryBuildsUrisAndKnowsSecrets() throws Exception {
        context.start();
        EndpointUriFactory factory = context.getCamelContextExtension().getEndpointUriFactory("bc66coap");

        assertThat(factory.buildUri(
                        "bc66coap", Map.of("device", "/dev/ttyUSB0", "host", "1.2.3.4", "uriPath", "a"), false))
                .isEqualTo("bc66coap:/dev/ttyUSB0?host=1.2.3.4&uriPath=a");
        assertThat(factory.secretPropertyNames()).containsExactlyInAnyOrder("pskIdentity", "secretKey", "simPin");
    }

    @Test
    void serviceFilesNameTheComponentAndItsClass() throws Exception {
        Properties properties = new Properties();
        // others on the classpath have one, too
        for (URL url : Collections.list(CatalogTest.class
                .getClassLoader()
                .getResources("META-INF/services/org/apache/camel/component.properties"))) {
            try (InputStream in = url.openStream()) {
                Properties some = new Properties();
                some.load(in);
                if (some.getProperty("components", "").contains("bc66coap")) {
                    properties.putAll(some);
                }
            }
        }

        assertThat(properties).containsEntry("components", "bc66coap").containsEntry("groupId", "io.github.bc66coap");
        assertThat(resource("META-INF/services/org/apache/camel/component/bc66coap"))
                .contains("class=" + Bc66CoapComponent.class.getName());
    }

    /** Without it, other runtimes don't see the classes. */
    @Test
    void theClassesHaveAJandexIndex() throws Exception {
        Path classes = Path.of(Bc66CoapComponent.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());

        assertThat(classes.resolve("META-INF/jandex.idx")).isNotEmptyFile();
    }
}
