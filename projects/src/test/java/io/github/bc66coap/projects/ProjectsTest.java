// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.projects;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

import org.eclipse.californium.core.coap.CoAP.Code;
import org.eclipse.californium.core.coap.CoAP.ResponseCode;
import org.eclipse.californium.core.coap.Request;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

import io.github.bc66coap.simulator.junit5.Bc66Extension;
import io.github.bc66coap.simulator.testkit.CoapCloud;
import io.github.bc66coap.simulator.testkit.FreePorts;
import io.github.bc66coap.testing.Program;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** The projects are built and run by what they say themselves, and by nothing else of this build. */
class ProjectsTest {
    /** A JVM that starts on a machine that has a lot to do. */
    private static final Duration START = Duration.ofMinutes(2);

    private static final String READING = "{\"value\":412.318}";

    @RegisterExtension
    final Bc66Extension bc66 = Bc66Extension.with(module -> module.pty().address(FreePorts.address()));

    @AutoClose
    final CoapCloud cloud = new CoapCloud().answer("readings", ResponseCode.CHANGED);

    @TempDir
    private Path folder;

    @Test
    void theFirstRouteRuns() throws Exception {
        Project project = Project.copied("first-route", folder);
        project.maven("package");
        Files.createDirectory(project.file("readings"));
        List<String> arguments = new ArrayList<>(List.of("-Dcloud.host=127.0.0.1", "-Dcloud.port=" + cloud.port()));
        arguments.addAll(List.of(
                shownArguments().replace("/tmp/bc66", bc66.modem().device()).split(" ")));
        try (Program program = project.java(arguments)) {
            await().atMost(START).until(() -> bc66.modem().resources().contains("/4/0/8") || !program.isAlive());
            assertThat(program.isAlive()).as(program.output()).isTrue();
            // a whole file at once, as the route takes what it finds
            Files.move(Files.writeString(project.file("a.json"), READING), project.file("readings/a.json"));

            assertThat(cloud.awaitRequest(Code.POST, "/readings").getPayloadString())
                    .isEqualTo(READING);
            assertThat(cloud.ask(bc66.modem().coapAddress(), Request.newGet(), "/4/0/8")
                            .getPayloadString())
                    .startsWith("+QENG: 0,3738,");
            await().until(() -> program.output().contains("2.04"));

            program.stop();

            assertThat(bc66.modem().contextExists()).as(program.output()).isFalse();
            assertThat(program.output()).doesNotContain(" WARN ", " ERROR ", "SLF4J");
        }
    }

    /** Of the command that the README starts it with, after the one that builds it. */
    private static String shownArguments() throws IOException {
        return Pattern.compile("^cd projects/first-route\n../../mvnw package\njava (.*)$", Pattern.MULTILINE)
                .matcher(Files.readString(Path.of("../README.md")))
                .results()
                .map(match -> match.group(1))
                .findFirst()
                .orElseThrow(() -> new AssertionError("README.md doesn't start it"));
    }

    @Test
    void theTestsOfTheTestedRoutePass() throws Exception {
        Project project = Project.copied("tested-route", folder);

        assertThat(project.maven("test")).contains("Tests run: 6, Failures: 0, Errors: 0, Skipped: 0");
    }
}
