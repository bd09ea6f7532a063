// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.quarkus.deployment;

import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Scanner;

import org.junit.jupiter.api.Test;

import io.quarkus.deployment.builditem.DevServicesResultBuildItem;
import io.quarkus.deployment.builditem.LaunchModeBuildItem;
import io.quarkus.runtime.LaunchMode;

import static org.assertj.core.api.Assertions.assertThat;

/** What {@code quarkus:run} does; the application would be another process. */
class QuarkusRunTest {

    @Test
    void theApplicationGetsTheAddressOfARunningModule() throws IOException {
        List<DevServicesResultBuildItem> services = new ArrayList<>();
        LaunchModeBuildItem mode =
                new LaunchModeBuildItem(LaunchMode.RUN, Optional.empty(), false, Optional.empty(), false);

        new Bc66CoapDevServicesProcessor().virtualModule(new Defaults(), mode, services::add);

        URI device = URI.create(services.get(0).getConfig().get(Bc66CoapDevServicesProcessor.DEVICE));
        try (Socket line = new Socket(device.getHost(), device.getPort())) {
            line.getOutputStream().write("AT\r".getBytes(StandardCharsets.US_ASCII));
            assertThat(new Scanner(line.getInputStream()).findWithinHorizon("OK", 0))
                    .isEqualTo("OK");
        }
    }

    private record Defaults() implements DevServicesConfig {
        @Override
        public boolean enabled() {
            return true;
        }

        @Override
        public OptionalInt port() {
            return OptionalInt.empty();
        }
    }
}
