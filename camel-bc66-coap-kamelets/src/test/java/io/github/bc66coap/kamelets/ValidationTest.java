// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.kamelets;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import org.apache.camel.tooling.model.ComponentModel;
import org.apache.camel.tooling.model.ComponentModel.EndpointOptionModel;
import org.apache.camel.tooling.model.JsonMapper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

import static org.assertj.core.api.Assertions.assertThat;

/** The Kamelets, the examples and the routes that use them are what their schemas and the component say. */
class ValidationTest {
    private static final Path EXAMPLES = Path.of("examples");
    private static final Pattern RANGE = Pattern.compile("\\b[0-9]+\\w* to [0-9]+\\w*\\b");
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\{(\\??)([a-zA-Z]+)}}");

    static List<String> kamelets() {
        return List.of(
                "coap-source", "coap-sink", "coap-action", "lwm2m-registration", "lwm2m-resource", "lwm2m-device");
    }

    /** One of this module, or of the LwM2M module by its file: no test of that module has the schemas. */
    private static JsonNode kamelet(String name) throws IOException {
        String file = "kamelets/bc66-" + name + ".kamelet.yaml";
        return name.startsWith("coap-")
                ? Schemas.resource(file)
                : Schemas.yaml(Files.readString(Path.of("../camel-bc66-coap-lwm2m/src/main/resources", file)));
    }

    private static JsonNode example(String file) throws IOException {
        return Schemas.yaml(Files.readString(EXAMPLES.resolve(file)));
    }

    private static JsonNode properties(JsonNode kamelet) {
        return kamelet.at("/spec/definition/properties");
    }

    private static Map<String, JsonNode> fields(JsonNode node) {
        Map<String, JsonNode> fields = new TreeMap<>();
        node.fields().forEachRemaining(field -> fields.put(field.getKey(), field.getValue()));
        return fields;
    }

    private static List<JsonNode> elements(JsonNode node) {
        List<JsonNode> elements = new ArrayList<>();
        node.elements().forEachRemaining(elements::add);
        return elements;
    }

    private static Set<String> texts(JsonNode node) {
        return elements(node).stream().map(JsonNode::asText).collect(Collectors.toSet());
    }

    /** A Kamelet's template as a file of routes has it: beans, and a route. */
    private static JsonNode routes(JsonNode kamelet) {
        ArrayNode routes = JsonNodeFactory.instance.arrayNode();
        fields(kamelet.at("/spec/template"))
                .forEach((name, value) -> routes.addObject().set(name, value));
        return routes;
    }

    private static Set<String> placeholders(JsonNode kamelet, String optional) {
        Set<String> beans = elements(kamelet.at("/spec/template/beans")).stream()
                .map(bean -> bean.required("name").asText())
                .collect(Collectors.toSet());
        return PLACEHOLDER
                .matcher(kamelet.at("/spec/template").toString())
                .results()
                .filter(placeholder -> placeholder.group(1).equals(optional))
                .map(placeholder -> placeholder.group(2))
                .filter(name -> !beans.contains(name))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Map<String, EndpointOptionModel> options() throws IOException {
        String catalog = "/META-INF/io/github/bc66coap/camel/bc66coap.json";
        try (InputStream in = Objects.requireNonNull(ValidationTest.class.getResourceAsStream(catalog))) {
            ComponentModel component =
                    JsonMapper.generateComponentModel(new String(in.readAllBytes(), StandardCharsets.UTF_8));
            return component.getEndpointOptions().stream()
                    .collect(Collectors.toMap(EndpointOptionModel::getName, Function.identity()));
        }
    }

    @ParameterizedTest
    @MethodSource("kamelets")
    void kameletsFollowTheSchemas(String name) throws IOException {
        JsonNode kamelet = kamelet(name);

        assertThat(Schemas.KAMELET.errors(kamelet)).isEmpty();
        assertThat(Schemas.ROUTES.errors(routes(kamelet))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "/spec",
        "/spec/definition",
        "/spec/definition/properties/device",
    })
    void aFieldThatDefinitionsDoNotHaveIsAnError(String where) throws IOException {
        JsonNode kamelet = kamelet("coap-sink");
        ((ObjectNode) kamelet.at(where)).put("nosuch", 1);

        // by both of them
        assertThat(Schemas.KAMELET.errors(kamelet)).hasSize(2).allMatch(error -> error.contains("nosuch"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/spec/template/from/steps/0", "/spec/template/from/steps/0/to"})
    void aFieldThatRoutesDoNotHaveIsAnError(String where) throws IOException {
        JsonNode kamelet = kamelet("coap-sink");
        ((ObjectNode) kamelet.at(where)).put("nosuch", 1);

        assertThat(Schemas.ROUTES.errors(routes(kamelet))).anyMatch(error -> error.contains("nosuch"));
    }

    @ParameterizedTest
    @CsvSource({
        "coap-source,        source, camel-bc66-coap-kamelets",
        "coap-sink,          sink,   camel-bc66-coap-kamelets",
        "coap-action,        action, camel-bc66-coap-kamelets",
        "lwm2m-registration, source, camel-bc66-coap-lwm2m",
        "lwm2m-resource,     source, camel-bc66-coap-lwm2m",
        "lwm2m-device,       source, camel-bc66-coap-lwm2m"
    })
    void kameletsFollowTheCatalogsConventions(String name, String type, String artifact) throws IOException {
        JsonNode kamelet = kamelet(name);
        assertThat(kamelet.at("/metadata/name").asText()).isEqualTo("bc66-" + name);
        assertThat(kamelet.at("/metadata/labels/camel.apache.org~1kamelet.type").asText())
                .isEqualTo(type);
        assertThat(fields(kamelet.at("/metadata/annotations")))
                .containsOnlyKeys(
                        "camel.apache.org/kamelet.support.level",
                        "camel.apache.org/kamelet.icon",
                        "camel.apache.org/provider",
                        "camel.apache.org/kamelet.group",
                        "camel.apache.org/kamelet.namespace")
                .allSatisfy((annotation, value) -> assertThat(value.asText()).isNotBlank());
        assertThat(texts(kamelet.at("/spec/dependencies")))
                .contains("mvn:io.github.bc66coap:" + artifact + ":" + System.getProperty("project.version"));
        assertThat(fields(properties(kamelet))).allSatisfy((field, property) -> {
            assertThat(property.path("title").asText()).isNotBlank();
            assertThat(property.path("description").asText()).endsWith(".");
            assertThat(property.path("type").asText()).isIn("string", "integer", "boolean");
        });
    }

    /** So nothing is asked for that isn't used, nothing used that isn't asked for, and nothing left open. */
    @ParameterizedTest
    @MethodSource("kamelets")
    void everyPropertyIsUsed(String name) throws IOException {
        JsonNode kamelet = kamelet(name);
        Set<String> required = texts(kamelet.at("/spec/definition/required"));
        Map<String, JsonNode> properties = fields(properties(kamelet));

        assertThat(placeholders(kamelet, ""))
                .containsExactlyInAnyOrderElementsOf(properties.entrySet().stream()
                        .filter(property -> required.contains(property.getKey())
                                || property.getValue().has("default"))
                        .map(Map.Entry::getKey)
                        .toList());
        assertThat(placeholders(kamelet, "?"))
                .containsExactlyInAnyOrderElementsOf(properties.entrySet().stream()
                        .filter(property -> !required.contains(property.getKey())
                                && !property.getValue().has("default"))
                        .map(Map.Entry::getKey)
                        .toList());
    }

    /** A schema can't tell what an endpoint's parameters are. */
    @ParameterizedTest
    @CsvSource({
        "coap-source, /spec/template/from/parameters",
        "coap-sink, /spec/template/from/steps/0/to/parameters",
        "coap-action, /spec/template/from/steps/0/to/parameters"
    })
    void parametersAreOptionsOfTheComponent(String kind, String where) throws IOException {
        JsonNode kamelet = kamelet(kind);
        Map<String, EndpointOptionModel> options = options();

        assertThat(fields(kamelet.at(where))).isNotEmpty().allSatisfy((name, value) -> {
            assertThat(options).containsKey(name);
            assertThat(value.asText()).matches("(RAW\\()?\\{\\{\\??" + name + "}}\\)?");
            JsonNode property = properties(kamelet).required(name);
            EndpointOptionModel option = options.get(name);
            String type = option.getType();
            assertThat(property.required("type").asText())
                    .isEqualTo(List.of("integer", "boolean").contains(type) ? type : "string");
            assertThat(property.path("default").asText()).isIn("", String.valueOf(option.getDefaultValue()));
            if (option.getEnums() != null) {
                assertThat(texts(property.required("enum"))).isEqualTo(Set.copyOf(option.getEnums()));
            }
            RANGE.matcher(option.getDescription()).results().forEach(range -> assertThat(
                            property.path("description").asText())
                    .contains(range.group()));
            assertThat(texts(property.path("x-descriptors")).contains("urn:camel:group:credentials"))
                    .isEqualTo(option.isSecret());
        });
        for (String secret : List.of("secretKey", "simPin")) {
            assertThat(properties(kamelet).required(secret).path("format").asText())
                    .isEqualTo("password");
        }
    }

    private static void assertKnown(JsonNode kamelet, JsonNode given) {
        assertThat(fields(properties(kamelet)).keySet())
                .containsAll(fields(given).keySet());
        assertThat(fields(given).keySet()).containsAll(texts(kamelet.at("/spec/definition/required")));
    }

    @Test
    void pipeFollowsItsSchemaAndItsKamelets() throws IOException {
        JsonNode pipe = example("events-to-http.pipe.yaml");

        assertThat(Schemas.PIPE.errors(pipe)).isEmpty();
        assertKnown(kamelet("coap-source"), pipe.at("/spec/source/properties"));
        assertKnown(Schemas.resource("kamelets/http-sink.kamelet.yaml"), pipe.at("/spec/sink/properties"));

        ((ObjectNode) pipe.at("/spec/source")).put("nosuch", 1);
        assertThat(Schemas.PIPE.errors(pipe)).singleElement().asString().contains("nosuch");
    }

    @Test
    void integrationFollowsItsSchemaAndThatOfRoutes() throws IOException {
        followsItsSchemas(example("gateway.integration.yaml"), "camel-bc66-coap-kamelets", 3, "mount");
    }

    /** And a field too many in this trait is an error. */
    private static void followsItsSchemas(JsonNode integration, String artifact, int uses, String trait) {
        assertThat(Schemas.INTEGRATION.errors(integration)).isEmpty();
        assertThat(Schemas.ROUTES.errors(integration.at("/spec/flows"))).isEmpty();
        assertThat(texts(integration.at("/spec/dependencies")))
                .contains("mvn:io.github.bc66coap:" + artifact + ":" + System.getProperty("project.version"));
        assertKameletsKnown(integration.at("/spec/flows"), uses);

        ((ObjectNode) integration.at("/spec/traits/" + trait)).put("nosuch", 1);
        assertThat(Schemas.INTEGRATION.errors(integration))
                .singleElement()
                .asString()
                .contains("nosuch");
    }

    @Test
    void integrationOnQuarkusFollowsItsSchemaAndItsVariablesAreOptions() throws IOException {
        JsonNode integration = example("meter.integration.yaml");
        Set<String> variables = options().keySet().stream()
                .map(name -> "CAMEL_COMPONENT_BC66COAP_"
                        + name.replaceAll("([A-Z])", "_$1").toUpperCase(Locale.ROOT))
                .collect(Collectors.toSet());
        assertThat(texts(integration.at("/spec/traits/environment/vars")))
                .isNotEmpty()
                .allMatch(variable -> variables.contains(variable.replaceAll("=.*", "")));
        followsItsSchemas(integration, "camel-bc66-coap-quarkus", 1, "quarkus");
    }

    @Test
    void routesOfTheTestsFollowTheSchema() throws IOException {
        JsonNode routes = Schemas.yaml(Files.readString(Path.of("src/test/resources/routes/kamelets.camel.yaml")));

        assertThat(Schemas.ROUTES.errors(routes)).isEmpty();
        assertKameletsKnown(routes, 7);
    }

    @Test
    void routesOfTheDocumentationFollowTheSchema() throws IOException {
        String page = Files.readString(Path.of("../docs/kamelets.md"));
        JsonNode routes = Schemas.yaml(page.replaceAll("(?s).*```yaml\n(.*?)```.*", "$1"));

        assertThat(Schemas.ROUTES.errors(routes)).isEmpty();
        assertKameletsKnown(routes, 2);
    }

    private static void assertKameletsKnown(JsonNode routes, int uses) {
        List<JsonNode> users = routes.findParents("parameters").stream()
                .filter(step -> step.required("uri").asText().startsWith("kamelet:bc66-coap-"))
                .toList();
        assertThat(users).hasSize(uses).allSatisfy(user -> {
            String name = user.required("uri").asText().replace("kamelet:bc66-", "");
            assertKnown(kamelet(name), user.required("parameters"));
        });
    }
}
