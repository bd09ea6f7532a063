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
package io.github.bc66coap.gateway;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

@EnabledOnOs(OS.LINUX)
class DeviceHoldersTest {
    @TempDir
    private Path folder;

    @Test
    void whoHasItOpenIsNamedWhateverLinkLeadsToIt() throws Exception {
        Path device = Files.writeString(folder.resolve("device"), "");
        Path link = Files.createSymbolicLink(folder.resolve("link"), device);
        assertThat(DeviceHolders.of(link)).isEmpty();
        Process holder = new ProcessBuilder("sh", "-c", "exec 3<" + device + "; exec sleep 60").start();
        try {
            await().atMost(20, TimeUnit.SECONDS).untilAsserted(() -> assertThat(DeviceHolders.of(link))
                    .containsExactly("sleep (process " + holder.pid() + ")"));
        } finally {
            holder.destroyForcibly().waitFor();
        }
    }
}
