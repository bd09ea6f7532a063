// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.jbang;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.jar.JarFile;

import org.eclipse.californium.core.coap.Request;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

import io.github.bc66coap.simulator.junit5.Bc66Extension;
import io.github.bc66coap.simulator.testkit.CoapCloud;
import io.github.bc66coap.simulator.testkit.FreePorts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** The command that README.md shows runs the routes that it shows, as a program of its own. */
class ReadmeCommandTest {
    private static final String CELL = "+QENG: 0,3738,2,105,\"5C4BC33\"";

    @RegisterExtension
    final Bc66Extension bc66 = Bc66Extension.with(module -> module.pty().address(FreePorts.address()));

    @AutoClose
    private final CoapCloud cloud = new CoapCloud();

    @TempDir
    Path directory;

    private static boolean isInProgram(String entry) throws IOException {
        String jar = CamelCommand.ofReadme(CamelCommand.PROGRAM).replaceFirst(".* -jar (\\S+) .*", "$1");
        try (JarFile program = new JarFile(CamelCommand.ROOT.resolve(jar).toFile())) {
            assertThat(program.getEntry("META-INF/MANIFEST.MF")).isNotNull();
            return program.getEntry(entry) != null;
        }
    }

    @Test
    void aFileOfRoutesRunsWithTheComponentAsADependency() throws Exception {
        try (CamelCommand camel = new CamelCommand(
                directory,
                CamelCommand.ofReadme(CamelCommand.PROGRAM),
                Map.of("BC66_DEVICE", bc66.modem().device()))) {
            await().atMost(CamelCommand.PATIENCE).untilAsserted(() -> {
                assertThat(camel.isAlive()).as(camel.output()).isTrue();
                assertThat(camel.output()).contains("cell: " + CELL);
            });
            // what isn't in the program can only have come with the dependency
            assertThat(isInProgram("io/github/bc66coap/camel/Bc66CoapComponent.class"))
                    .isFalse();
            assertThat(camel.output()).contains("io.github.bc66coap.modem.LifeCycle");
            bc66.awaitReady(1);
            assertThat(cloud.ask(bc66.modem().coapAddress(), Request.newGet(), "/4/0/8")
                            .getPayloadString())
                    .startsWith(CELL);

            camel.stop();

            assertThat(bc66.modem().contextExists()).as(camel.output()).isFalse();
        }
    }

    @Test
    void theCommandForJBangEqualsTheCommandForJava() throws Exception {
        assertThat(CamelCommand.ofReadme("camel run "))
                .isEqualTo(CamelCommand.ofReadme(CamelCommand.PROGRAM)
                        .replaceFirst(CamelCommand.PROGRAM + "\\S+ -jar \\S+ ", "camel "));
    }
}
