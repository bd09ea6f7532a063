// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.quarkus;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

import org.apache.camel.tooling.model.BaseOptionModel;
import org.apache.camel.tooling.model.ComponentModel.ComponentOptionModel;
import org.apache.camel.tooling.model.JsonMapper;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** The options that Quarkus knows, rendered from the component's catalog. {@code -Dmetadata.update=true} writes them anew. */
class ComponentOptionsTest {
    private static final Path SOURCE =
            Path.of("src", "main", "java", "io", "github", "bc66coap", "quarkus", "ComponentOptions.java");
    private static final String MARK = "    // from the catalog\n";

    @Test
    void optionsAreThoseOfTheCatalog() throws IOException {
        String source = Files.readString(SOURCE);
        String rendered = source.substring(0, source.indexOf(MARK)) + MARK + render() + "}\n";
        if (Boolean.getBoolean("metadata.update")) {
            Files.writeString(SOURCE, rendered);
        }
        assertThat(SOURCE).as("-Dmetadata.update=true writes it").hasContent(rendered);
    }

    private static String render() throws IOException {
        return catalog().stream().map(ComponentOptionsTest::member).collect(Collectors.joining());
    }

    private static List<ComponentOptionModel> catalog() throws IOException {
        try (InputStream catalog =
                ComponentOptionsTest.class.getResourceAsStream("/META-INF/io/github/bc66coap/camel/bc66coap.json")) {
            return JsonMapper.generateComponentModel(new String(catalog.readAllBytes(), StandardCharsets.UTF_8))
                    .getComponentOptions();
        }
    }

    private static String member(BaseOptionModel option) {
        String type = option.isSecret() ? "Secret<String>" : "String";
        return "\n    /**\n" + lines(option.getDescription()) + "     */\n    Optional<" + type + "> "
                + option.getName() + "();\n";
    }

    private static String lines(String text) {
        return text.replaceAll("(.{1,120})( |$)", "     * $1\n");
    }
}
