// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.kamelets;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URL;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion.VersionFlag;
import com.networknt.schema.ValidationMessage;

/** The schemas that a cluster, Camel K and Camel itself have for YAML; what a schema does not know is an error. */
final class Schemas {
    private static final YAMLMapper YAML = new YAMLMapper();
    private static final JsonMapper JSON = new JsonMapper();
    private static final JsonSchemaFactory FACTORY = JsonSchemaFactory.getInstance(VersionFlag.V4);

    /** Routes, as camel-yaml-dsl knows them. */
    static final Schemas ROUTES = new Schemas(read("schema/camelYamlDsl.json"));
    /** As the catalog of Kamelets and Camel K define it; each has its own. */
    static final Schemas KAMELET = definition("camel.apache.org_kamelets.yaml", 2);

    static final Schemas PIPE = definition("camel.apache.org_pipes.yaml", 1);
    static final Schemas INTEGRATION = definition("camel.apache.org_integrations.yaml", 1);

    private final List<JsonSchema> all;

    private Schemas(List<JsonNode> schemas) {
        all = schemas.stream().map(FACTORY::getSchema).toList();
    }

    private static Schemas definition(String resource, int count) {
        List<JsonNode> found = read(resource).stream()
                .flatMap(definition -> versions(definition.required("spec").required("versions")))
                .map(version -> strict(version.required("schema").required("openAPIV3Schema")))
                .toList();
        if (found.size() != count) {
            throw new IllegalStateException(resource + ": expected " + count + " but there are " + found.size());
        }
        return new Schemas(found);
    }

    private static Stream<JsonNode> versions(JsonNode versions) {
        List<JsonNode> found = new ArrayList<>();
        versions.elements().forEachRemaining(found::add);
        return found.stream()
                .filter(version -> version.required("name").asText().equals("v1"));
    }

    /** A cluster drops fields that a definition does not have, or refuses them if told to be strict; so do we. */
    private static JsonNode strict(JsonNode node) {
        node.elements().forEachRemaining(Schemas::strict);
        if (node instanceof ObjectNode object
                && object.path("properties").isObject()
                && !object.has("additionalProperties")
                && !object.path("x-kubernetes-preserve-unknown-fields").asBoolean()) {
            object.put("additionalProperties", false);
        }
        return node;
    }

    private static List<JsonNode> read(String resource) {
        try {
            List<JsonNode> found = new ArrayList<>();
            for (URL url : Collections.list(Schemas.class.getClassLoader().getResources(resource))) {
                try (InputStream in = url.openStream()) {
                    found.add((resource.endsWith(".json") ? JSON : YAML).readTree(in));
                }
            }
            return found;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static JsonNode resource(String resource) {
        List<JsonNode> found = read(resource);
        if (found.size() != 1) {
            throw new IllegalStateException(resource + ": expected one but there are " + found.size());
        }
        return found.get(0);
    }

    static JsonNode yaml(String text) throws IOException {
        return YAML.readTree(text);
    }

    /** What is wrong with it. */
    List<String> errors(JsonNode document) {
        return all.stream()
                .flatMap(schema -> schema.validate(document).stream())
                .map(ValidationMessage::getMessage)
                .toList();
    }
}
