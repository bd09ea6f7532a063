// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.gateway;

import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.Map;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.github.bc66coap.simulator.VirtualBc66;
import io.github.bc66coap.simulator.testkit.FreePorts;
import io.github.bc66coap.testing.Program;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/** What {@code bin/bc66-gateway} says before there is a gateway. */
class LauncherTest {
    @TempDir
    private static Path folder;

    private static Unpacked unpacked;
    private static Path state;

    @BeforeAll
    static void unpack() throws Exception {
        unpacked = new Unpacked(folder);
        state = unpacked.folder("state", true);
    }

    private static Unpacked.Output run(Map<String, String> environment, String... args) throws Exception {
        Map<String, String> all = new HashMap<>(Map.of("STATE_DIRECTORY", state.toString()));
        all.putAll(environment);
        return unpacked.run(all, args);
    }

    private static Path java(String name, String says) throws Exception {
        Path bin = unpacked.folder(name + "/bin", false);
        Path java = Files.writeString(bin.resolve("java"), "#!/bin/sh\necho '" + says + "' >&2\n");
        Files.setPosixFilePermissions(java, PosixFilePermissions.fromString("rwxr-xr-x"));
        return bin.getParent();
    }

    @Test
    void aMissingOrTooOldJavaIsReported() throws Exception {
        assertRefused(Map.of("JAVA_HOME", "/nowhere"), "JAVA_HOME is /nowhere, where there is no bin/java");
        assertRefused(
                Map.of(
                        "JAVA_HOME",
                        java("java8", "openjdk version \"1.8.0_402\"").toString()),
                "is Java 8, which is too old");
        assertRefused(
                Map.of(
                        "JAVA_HOME",
                        java("java11", "openjdk version \"11.0.22\" 2024-01-16").toString()),
                "is Java 11, which is too old: install 17 or later");
        assertRefused(Map.of("JAVA_HOME", java("other", "what?").toString()), "is it a Java?");
        Path tools = unpacked.folder("tools", false);
        for (String tool : new String[] {"dirname", "readlink", "sed", "head", "mkdir"}) {
            Path script = Files.writeString(tools.resolve(tool), "#!/bin/sh\nexec /usr/bin/" + tool + " \"$@\"\n");
            Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));
        }
        assertRefused(Map.of("JAVA_HOME", "", "PATH", tools.toString()), "no Java found: install a Java runtime 17");
    }

    @Test
    void aMissingOrReadOnlyFolderIsReported() throws Exception {
        assertRefused(Map.of("BC66_GATEWAY_HOME", "/nowhere"), "BC66_GATEWAY_HOME is /nowhere, which is no folder");
        Path readOnly = unpacked.folder("read-only", false);
        Files.setPosixFilePermissions(readOnly, PosixFilePermissions.fromString("r-xr-xr-x"));
        assertRefused(
                Map.of("STATE_DIRECTORY", readOnly.resolve("state").toString()),
                "can't be written: set STATE_DIRECTORY");
    }

    @Test
    void anUnknownSettingEndsTheGatewayWithStatus78() throws Exception {
        Unpacked.Output output = run(Map.of(
                "LC_ALL",
                "C",
                "CAMEL_COMPONENT_BC66COAP_BAUDRAT",
                "9600",
                "CAMEL_COMPONENT_BC66COAP_LOCAL_PORT",
                Integer.toString(FreePorts.udp()),
                "CAMEL_MANAGEMENT_PORT",
                Integer.toString(FreePorts.tcp())));
        assertThat(output.text()).contains("baudrat");
        assertThat(output.status()).isEqualTo(78);
    }

    @Test
    void theLocaleCAllowsAFolderWithLettersBeyondAscii() throws Exception {
        // else this test can't make the folder
        assumeTrue("UTF-8".equals(System.getProperty("sun.jnu.encoding")));
        Path home = unpacked.folder("z\u00e4hler/conf", false).getParent();
        Unpacked.Output check = run(Map.of("LC_ALL", "C", "BC66_GATEWAY_HOME", home.toString()), "check");
        assertThat(check.text()).contains("Settings     ok     " + home.resolve("conf"));
    }

    @Test
    void aPortThatIsTakenIsReported() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            String port = Integer.toString(taken.getLocalPort());
            assertRefused(
                    Map.of("CAMEL_MANAGEMENT_PORT", port),
                    "port " + port + " of 127.0.0.1 can't be had (Address already in use)");
        }
        assertRefused(Map.of("CAMEL_MANAGEMENT_HOST", "192.0.2.1"), "192.0.2.1");
    }

    private static void assertRefused(Map<String, String> environment, String text) throws Exception {
        Unpacked.Output output = run(environment);
        assertThat(output.text()).startsWith("bc66-gateway: ").contains(text).hasLineCount(1);
        assertThat(output.status()).isEqualTo(78);
    }

    @Test
    void theLauncherWorksThroughALinkAndTellsItsVersion() throws Exception {
        Path link = Files.createSymbolicLink(
                folder.resolve("link"), unpacked.installation().resolve("bin/bc66-gateway"));
        ProcessBuilder command = unpacked.command(Map.of("STATE_DIRECTORY", state.toString()), "--help");
        command.command().replaceAll(word -> word.endsWith("bin/bc66-gateway") ? link.toString() : word);
        assertThat(Unpacked.run(command).text()).contains("check", "run", "BC66_DEVICE", "STATE_DIRECTORY");
        assertThat(run(Map.of(), "--version").text())
                .startsWith("bc66-gateway ")
                .contains(unpacked.installation().getFileName().toString().replaceAll("^[^0-9]*66[^0-9]*", ""));
    }

    @Test
    void aSignalEndsACheckThatWaitsForTheResponse() throws Exception {
        try (DatagramSocket silent = new DatagramSocket(0, InetAddress.getLoopbackAddress());
                VirtualBc66 module = VirtualBc66.builder().tcp(0).start()) {
            Map<String, String> environment = Map.of(
                    "STATE_DIRECTORY",
                    state.toString(),
                    "BC66_DEVICE",
                    module.device(),
                    "CLOUD_HOST",
                    "127.0.0.1",
                    "CLOUD_PORT",
                    Integer.toString(silent.getLocalPort()),
                    "CAMEL_COMPONENT_BC66COAP_LOCAL_PORT",
                    Integer.toString(FreePorts.udp()));
            try (Program check =
                    new Program(unpacked.command(environment, "check", "--send"), folder.resolve("check"))) {
                await().atMost(ofSeconds(90))
                        .until(() -> module.commands().stream().anyMatch(command -> command.contains("QCOAPSEND")));
                check.terminate();
                // the response may take 30 s
                check.awaitEnd(ofSeconds(15));
            }
        }
    }

    @Test
    void secretsThatOthersMayReadStopTheGatewayFromStarting() throws Exception {
        Path conf = unpacked.folder("wide/conf", false);
        Path secrets = Unpacked.own(Files.writeString(conf.resolve("secrets.properties"), "mqtt.password=hunter2"));
        Files.setPosixFilePermissions(secrets, PosixFilePermissions.fromString("rw-r--r--"));
        Unpacked.Output output =
                run(Map.of("BC66_GATEWAY_HOME", conf.getParent().toString()));
        assertThat(output.text())
                .isEqualToIgnoringNewLines("bc66-gateway: " + secrets
                        + " holds secrets, but others than its owner may read or write it (rw-r--r--): chmod 600 "
                        + secrets);
        assertThat(output.status()).isEqualTo(78);
    }
}
