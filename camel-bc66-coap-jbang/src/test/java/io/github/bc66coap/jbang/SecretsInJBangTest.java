// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.jbang;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import io.github.bc66coap.simulator.junit5.Bc66Extension;
import io.github.bc66coap.simulator.testkit.FreePorts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Wherever secrets come from, none of them is in what {@code camel run} shows. */
class SecretsInJBangTest {
    private static final String KEY = "5ec4e7c0de5ec4e7";
    private static final String PIN = "90817263";
    private static final String OF_COMPONENT = "camel.component.bc66coap.";
    private static final String ROUTES = """
            - route:
                from:
                  uri: bc66coap:{{env:BC66_DEVICE}}
                  parameters:
                    uriPath: /a
                  steps:
                    - log: "${body}"
            """;

    @RegisterExtension
    final Bc66Extension bc66 = Bc66Extension.with(
            module -> module.pty().address(FreePorts.address()).simPin(PIN));

    @TempDir
    private Path folder;

    /** Where they are written. */
    enum Source {
        FILE(KEY, PIN, ""),
        SYSTEM_PROPERTY(null, null, "-D" + OF_COMPONENT + "secretKey=" + KEY + " -D" + OF_COMPONENT + "simPin=" + PIN),
        ENVIRONMENT("{{env:BC66_KEY}}", "{{env:BC66_SIM_PIN}}", "");

        private final String key;
        private final String pin;
        private final String options;

        /**
         * @param key in the file
         * @param pin in the file
         * @param options of the JVM
         */
        Source(String key, String pin, String options) {
            this.key = key;
            this.pin = pin;
            this.options = options;
        }

        String properties() {
            String all = OF_COMPONENT + "pskIdentity = me\n";
            return key == null
                    ? all
                    : all + OF_COMPONENT + "secretKey = " + key + "\n" + OF_COMPONENT + "simPin = " + pin + "\n";
        }
    }

    /** The README's, with files of our own. */
    private String command(Source source) throws Exception {
        Path routes = Files.writeString(folder.resolve("a.camel.yaml"), ROUTES);
        Path properties = Files.writeString(folder.resolve("application.properties"), source.properties());
        return CamelCommand.ofReadme(CamelCommand.PROGRAM)
                        .replaceFirst("^java ", "java -XX:TieredStopAtLevel=1 " + source.options + " ")
                        .replaceFirst("\\S+$", routes + " " + properties)
                + " --logging-color=false --logging-category=io.github.bc66coap=TRACE";
    }

    @ParameterizedTest
    @EnumSource
    void noSecretIsLoggedAndTheStatusHidesThoseOfTheEnvironment(Source source) throws Exception {
        Map<String, String> environment =
                Map.of("BC66_DEVICE", bc66.modem().device(), "BC66_KEY", KEY, "BC66_SIM_PIN", PIN);
        try (CamelCommand camel = new CamelCommand(folder, command(source), environment)) {
            await().atMost(CamelCommand.PATIENCE)
                    .until(() -> bc66.modem().contextExists() && camel.output().contains("Routes startup")
                            || !camel.isAlive());
            assertThat(bc66.modem().commands())
                    .as(camel.output())
                    .contains("AT+CPIN=\"" + PIN + "\"", "AT+QCOAPCREATE=56830,1,\"me\",\"" + KEY + "\"");
            String status =
                    await().atMost(CamelCommand.PATIENCE).until(camel::status, text -> text.contains("\"properties\""));
            assertSecrets(status, source);
            camel.stop();

            assertThat(camel.output())
                    .contains("TRACE", "AT+CPIN=\"***\"")
                    .doesNotContainIgnoringCase(KEY)
                    .doesNotContain(PIN);
        }
    }

    /** What the page warns of. */
    private static void assertSecrets(String status, Source source) {
        if (source == Source.ENVIRONMENT) {
            assertThat(status).doesNotContainIgnoringCase(KEY).doesNotContain(PIN);
        } else {
            assertThat(status).contains(KEY, PIN);
        }
    }
}
