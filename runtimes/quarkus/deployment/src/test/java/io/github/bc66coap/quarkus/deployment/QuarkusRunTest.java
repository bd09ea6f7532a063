/*
 * Copyright 2026 the camel-bc66-coap authors
 *
 * Licensed under the Apache License, Version 2.0 (the "License");
 * you may not use this file except in compliance with the License.
 * You may obtain a copy of the License at
 *
 *     https://www.apache.org/licenses/LICENSE-2.0
 *
 * Unless required by applicable law or agreed to in writing, software
 * distributed under the License is distributed on an "AS IS" BASIS,
 * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
 * See the License for the specific language governing permissions and
 * limitations under the License.
 */
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
    void applicationIsToldOfAModuleThatRuns() throws IOException {
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
