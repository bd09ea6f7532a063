// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.gateway;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/** What is in the archive. */
class ArchiveTest {
    private static final Pattern COPY = Pattern.compile("(?m)^COPY (.+) /\\S+$");

    @TempDir
    private static Path folder;

    private static Path installation;

    @BeforeAll
    static void unpack() throws Exception {
        installation = new Unpacked(folder).installation();
    }

    @Test
    void theArchiveHoldsAllThatTheGuideNames() throws Exception {
        assertThat(List.of(
                        "bin/bc66-gateway",
                        "conf/gateway.properties",
                        "conf/log4j2.xml",
                        "routes/readings.camel.yaml",
                        "systemd/bc66-gateway.service",
                        "udev/99-bc66.rules",
                        "Dockerfile",
                        "docs/getting-started.md",
                        "docs/troubleshooting.md",
                        "README.md",
                        "LICENSE",
                        "NOTICE"))
                .allSatisfy(name -> assertThat(installation.resolve(name)).isRegularFile());
        assertThat(PosixFilePermissions.toString(
                        Files.getPosixFilePermissions(installation.resolve("bin/bc66-gateway"))))
                .isIn("rwxr-xr-x", "r-xr-xr-x");
        try (Stream<Path> lib = Files.list(installation.resolve("lib"))) {
            List<String> jars = lib.map(path -> path.getFileName().toString().replaceAll("-[0-9].*", ""))
                    .toList();
            assertThat(jars)
                    .contains(
                            "camel-bc66-coap-gateway",
                            "camel-bc66-coap",
                            "camel-bc66-coap-kamelets",
                            "camel-bc66-coap-lwm2m",
                            "camel-bc66-coap-monitor-camel",
                            "camel-bc66-coap-simulator",
                            "camel-kafka",
                            "camel-paho-mqtt5",
                            "camel-file",
                            "camel-yaml-dsl")
                    .doesNotContain("junit-jupiter", "artemis-server", "assertj-core")
                    .doesNotHaveDuplicates();
        }
    }

    /** The routes that it starts with, and those to be copied. */
    static List<Path> routes() throws Exception {
        try (Stream<Path> all = Files.walk(Path.of("src", "dist"))) {
            return all.filter(path -> path.toString().endsWith(".camel.yaml")).toList();
        }
    }

    @ParameterizedTest
    @MethodSource("routes")
    void eachExampleHoldsRoutesThatCamelAccepts(Path file) throws Exception {
        try (DefaultCamelContext context = new DefaultCamelContext(false)) {
            Properties properties = new Properties();
            List.of("bc66.device", "bc66.name", "mqtt.broker", "kafka.brokers", "cloud.host")
                    .forEach(name -> properties.put(name, "127.0.0.1"));
            context.getPropertiesComponent().setInitialProperties(properties);
            context.build();
            RouteFile routes = RouteFile.parse(context, file, Files.readString(file));
            assertThat(routes.ids()).isNotEmpty();
            assertThat(routes.endpoints())
                    .allSatisfy(uri -> assertThat(context.getEndpoint(uri)).isNotNull());
        }
    }

    @Test
    void theDockerfileCopiesFilesThatExist() throws Exception {
        Matcher copies = COPY.matcher(Files.readString(installation.resolve("Dockerfile")));
        List<String> copied = copies.results()
                .flatMap(copy -> Stream.of(copy.group(1).split(" ")))
                .toList();
        assertThat(copied)
                .contains("bin", "lib", "conf", "routes")
                .allSatisfy(name -> assertThat(installation.resolve(name)).exists());
    }

    @Test
    void systemdAcceptsTheUnit() throws Exception {
        Path analyze = Path.of("/usr/bin/systemd-analyze");
        assumeTrue(Files.isExecutable(analyze), "no systemd here");
        // the program is where the unit says, once it is installed
        Path unit = Files.writeString(
                folder.resolve("bc66-gateway.service"),
                Files.readString(installation.resolve("systemd/bc66-gateway.service"))
                        .replace("/opt/bc66-gateway", installation.toString()));
        Unpacked.Output output =
                Unpacked.run(new ProcessBuilder(analyze.toString(), "verify", "--man=no", unit.toString()));
        assertThat(output.text().lines().filter(line -> line.contains("bc66-gateway")))
                .isEmpty();
    }

    @Test
    void udevAcceptsTheRules() throws Exception {
        Path udevadm = Path.of("/usr/bin/udevadm");
        assumeTrue(Files.isExecutable(udevadm), "no udev here");
        Unpacked.Output output = Unpacked.run(new ProcessBuilder(
                udevadm.toString(),
                "verify",
                "--no-summary",
                installation.resolve("udev/99-bc66.rules").toString()));
        assumeTrue(!output.text().contains("Unknown command"), "an old udev");
        assertThat(output.text()).isEmpty();
        assertThat(output.status()).isZero();
    }
}
