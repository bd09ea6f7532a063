// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.docs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** {@code docs/versions.md} names the versions of the build, and says of those only that they are run which CI runs. */
class VersionsPageTest {
    private static final Path ROOT = Path.of("..");

    private static String read(String file) throws IOException {
        return Files.readString(ROOT.resolve(file));
    }

    private static String property(String name) throws IOException {
        return first(read("pom.xml"), "<" + Pattern.quote(name) + ">([^<]+)</").orElseThrow();
    }

    private static Optional<String> first(String text, String pattern) {
        return Pattern.compile(pattern)
                .matcher(text)
                .results()
                .map(match -> match.group(1))
                .findFirst();
    }

    private static List<String> cells(String row) throws IOException {
        return read("docs/versions.md")
                .lines()
                .filter(line -> line.startsWith("| " + row + " |"))
                .map(line -> List.of(line.split(" *\\| *")))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no row " + row));
    }

    @Test
    void thePageNamesTheVersionsOfTheBuild() throws IOException {
        String camel = property("camel.version");
        assertThat(cells(camel + " | 17").get(3)).startsWith("run");
        assertThat(cells("Spring Boot " + property("spring.boot.version")))
                .containsSubsequence(property("spring.boot.camel.version"), "run");
        assertThat(cells("Quarkus " + property("quarkus.platform.version") + ", Camel Quarkus "
                        + property("camel.quarkus.version") + ", on the JVM"))
                .containsSubsequence(camel, "run");
        assertThat(cells("Camel JBang").get(2)).startsWith(property("camel.jbang.version"));
        assertThat(cells("Camel K").get(2)).isEqualTo(property("camel.k.version"));
        assertThat(cells("jSerialComm").get(2)).isEqualTo(property("jserialcomm.version"));
        assertThat(cells("MQTT: camel-paho-mqtt5").get(2)).startsWith(property("camel.paho.version"));
        assertThat(cells("Kafka clients").get(2)).endsWith(property("kafka.version"));
    }

    @Test
    void otherVersionsMarkedAsRunAreRunByCi() throws IOException {
        String ci = read(".ci/run");
        String boot = first(ci, "-Dspring\\.boot\\.version=(\\S+)").orElseThrow();
        String bootsCamel =
                first(ci, "-Dspring\\.boot\\.camel\\.version=(\\S+)").orElseThrow();
        String camel = first(ci, " -Dcamel\\.version=(\\S+)").orElseThrow();

        assertThat(cells("Spring Boot " + boot)).containsSubsequence(bootsCamel, "run");
        assertThat(cells(camel + " | 25").get(3)).isEqualTo("run: the component, the virtual module and the page");
        assertThat(ci)
                .contains("test -pl camel-bc66-coap-monitor,camel-bc66-coap-simulator,camel-bc66-coap -Dcamel.version="
                        + camel + " -Djvm=\"$jdk25");
    }
}
