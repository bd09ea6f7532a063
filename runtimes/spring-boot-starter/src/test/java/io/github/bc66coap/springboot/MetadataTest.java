// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.springboot;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

import org.apache.camel.tooling.model.BaseOptionModel;
import org.apache.camel.tooling.model.ComponentModel;
import org.apache.camel.tooling.model.JsonMapper;
import org.apache.camel.util.json.JsonArray;
import org.apache.camel.util.json.JsonObject;
import org.apache.camel.util.json.Jsoner;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What IDEs show of the properties, rendered from the component's catalog. {@code -Dmetadata.update=true} writes it anew.
 */
class MetadataTest {
    private static final String CATALOG = "/META-INF/io/github/bc66coap/camel/bc66coap.json";
    private static final Path METADATA =
            Path.of("src", "main", "resources", "META-INF", "spring-configuration-metadata.json");

    @Test
    void metadataIsThatOfTheCatalog() throws IOException {
        String rendered = Jsoner.prettyPrint(render().toJson(), 2) + "\n";
        if (Boolean.getBoolean("metadata.update")) {
            Files.writeString(METADATA, rendered);
        }
        assertThat(METADATA).as("-Dmetadata.update=true writes it").hasContent(rendered);
    }

    private static JsonObject render() throws IOException {
        JsonArray properties = new JsonArray();
        JsonArray hints = new JsonArray();
        properties.add(property("enabled", "java.lang.Boolean", "Whether the component uses these properties.", true));
        properties.add(property(
                "customizer.enabled",
                "java.lang.Boolean",
                "The same, by the name that Camel's own starters use.",
                true));
        for (BaseOptionModel option : catalog().getComponentOptions()) {
            properties.add(property(option.getName(), type(option), option.getDescription(), option.getDefaultValue()));
            if (option.getEnums() != null) {
                hints.add(hint(option));
            }
        }
        JsonObject metadata = new JsonObject();
        metadata.put("properties", properties);
        metadata.put("hints", hints);
        return metadata;
    }

    private static ComponentModel catalog() throws IOException {
        try (InputStream catalog = MetadataTest.class.getResourceAsStream(CATALOG)) {
            return JsonMapper.generateComponentModel(new String(catalog.readAllBytes(), StandardCharsets.UTF_8));
        }
    }

    private static JsonObject property(String name, String type, String description, Object defaultValue) {
        JsonObject property = new JsonObject();
        property.put("name", ComponentProperties.PREFIX + "." + dashed(name));
        property.put("type", type);
        property.put("description", description);
        if (defaultValue != null) {
            property.put("defaultValue", defaultValue);
        }
        return property;
    }

    /** Spring Boot wants the canonical form here; every relaxed one is known by it. */
    private static String dashed(String name) {
        return name.replaceAll("([A-Z])", "-$1").toLowerCase(java.util.Locale.ROOT);
    }

    /** What is a bean in Camel is the name of one here. */
    private static String type(BaseOptionModel option) {
        return switch (option.getType()) {
            case "integer" -> "java.lang.Integer";
            case "boolean" -> "java.lang.Boolean";
            case "duration" -> "java.time.Duration";
            case "enum" -> option.getJavaType();
            default -> "java.lang.String";
        };
    }

    private static JsonObject hint(BaseOptionModel option) {
        JsonArray values = new JsonArray();
        for (String value : option.getEnums()) {
            JsonObject entry = new JsonObject();
            entry.put("value", value);
            values.add(entry);
        }
        JsonObject hint = new JsonObject();
        hint.put("name", ComponentProperties.PREFIX + "." + dashed(option.getName()));
        hint.put("values", values);
        return hint;
    }
}
