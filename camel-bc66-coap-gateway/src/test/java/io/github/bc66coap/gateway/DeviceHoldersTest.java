// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
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
    void theProcessThatHoldsADeviceIsFoundThroughALink() throws Exception {
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
