// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.quarkus.deployment;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.quarkus.test.QuarkusProdModeTest;

import static org.assertj.core.api.Assertions.assertThat;

/** What Quarkus writes of the configuration that a build has read. */
class ConfigDumpTest {
    private static final Path DUMPS = Path.of("target", "config-dump").toAbsolutePath();

    @RegisterExtension
    static final QuarkusProdModeTest BUILD = new QuarkusProdModeTest()
            .withEmptyApplication()
            .overrideConfigKey("camel.component.bc66coap.baud-rate", "9600")
            .overrideConfigKey("camel.component.bc66coap.sim-pin", "0817")
            .overrideConfigKey("camel.component.bc66coap.secretKey", "0a0b0c0d")
            .overrideConfigKey("quarkus.config-tracking.enabled", "true")
            .overrideConfigKey("quarkus.config-tracking.directory", DUMPS.toString());

    @Test
    void secretsAreNotInTheConfigDump() throws IOException {
        assertThat(Files.readString(DUMPS.resolve("quarkus-prod-config-dump")))
                .contains("quarkus.camel.bc66coap.devservices.enabled=true")
                .doesNotContain("0817", "0a0b0c0d");
    }
}
