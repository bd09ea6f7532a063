// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.projects;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** What pages show of the projects is what is in them, and what these depend on is what the build is tested with. */
class ShownProjectsTest {
    private static final Path ROOT = Path.of("..");

    private static List<String> blocks(String page, String language) throws IOException {
        return Pattern.compile("^```" + language + "\\n(.*?)^```$", Pattern.MULTILINE | Pattern.DOTALL)
                .matcher(Files.readString(ROOT.resolve(page)))
                .results()
                .map(match -> match.group(1))
                .toList();
    }

    @ParameterizedTest
    @CsvSource({
        "README.md, properties, first-route/src/main/resources/application.properties",
        "README.md, yaml, first-route/src/main/resources/routes/meter.camel.yaml",
        "docs/testing.md, java, tested-route/src/main/java/org/example/MeterRoutes.java",
        "docs/testing.md, java, tested-route/src/test/java/org/example/MeterRoutesTest.java",
        "docs/testing.md, java, tested-route/src/test/java/org/example/Lwm2mTest.java"
    })
    void pagesShowFilesAsTheyAre(String page, String language, Path file) throws IOException {
        assertThat(blocks(page, language)).contains(Files.readString(file));
    }

    /** Parts of them. */
    @ParameterizedTest
    @CsvSource({"README.md, first-route", "docs/testing.md, tested-route"})
    void pagesShowDependenciesAsTheyAre(String page, String project) throws IOException {
        String pom = withoutIndentation(Files.readString(Path.of(project, "pom.xml")));
        assertThat(blocks(page, "xml"))
                .isNotEmpty()
                .filteredOn(block -> block.contains("<dependencyManagement>"))
                .singleElement()
                .satisfies(block -> assertThat(pom).contains(withoutIndentation(block)));
    }

    private static String withoutIndentation(String text) {
        return text.replaceAll("(?m)^ +", "");
    }

    @ParameterizedTest
    @ValueSource(strings = {"first-route", "tested-route"})
    void versionsOfProjectsAreThoseOfTheBuild(String project) throws IOException {
        String parent = Files.readString(ROOT.resolve("pom.xml"));
        String pom = Files.readString(Path.of(project, "pom.xml"));
        Map<String, String> versions = properties(parent);
        versions.put("camel.bc66.version", System.getProperty("project.version"));

        assertThat(properties(pom))
                .isNotEmpty()
                .allSatisfy((name, version) -> assertThat(version).as(name).isEqualTo(versions.get(name)));
        assertThat(plugins(pom)).isNotEmpty().allSatisfy((name, version) -> assertThat(version)
                .as(name)
                .isEqualTo(plugins(parent).get(name)));
    }

    private static Map<String, String> properties(String pom) {
        return pairs(pom, "<([a-z0-9.]+\\.version)>([^<$]+)</");
    }

    private static Map<String, String> plugins(String pom) {
        return pairs(pom, "<artifactId>(maven-[a-z]+-plugin)</artifactId>\\s+<version>([^<]+)</version>");
    }

    private static Map<String, String> pairs(String text, String pattern) {
        Map<String, String> pairs = new TreeMap<>();
        Pattern.compile(pattern).matcher(text).results().forEach(match -> pairs.put(match.group(1), match.group(2)));
        return pairs;
    }

    /** Those who come from the README find them. */
    @Test
    void theReadmeLinksToTheProjects() throws IOException {
        assertThat(Files.readString(ROOT.resolve("README.md"))).contains("(projects/first-route", "(docs/testing.md");
    }
}
