// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.simulator.junit5;

import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.util.concurrent.CompletableFuture;

import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.github.bc66coap.simulator.VirtualBc66;
import io.github.bc66coap.simulator.testkit.FreePorts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

@TestMethodOrder(MethodOrderer.MethodName.class)
class Bc66ExtensionTest {
    @RegisterExtension
    static final Bc66Extension SHARED = Bc66Extension.with(builder -> builder.tcp(0));

    private static VirtualBc66 seenShared;
    private static VirtualBc66 seenOwn;

    @RegisterExtension
    final Bc66Extension own = Bc66Extension.with(builder -> builder.tcp(0));

    @Test
    void aTestGetsASharedAndAnOwnModule() {
        seenShared = SHARED.modem();
        seenOwn = own.modem();
        assertThat(seenOwn.commands()).isEmpty();
    }

    @Test
    void theNextTestGetsTheSharedAndANewModule() {
        assertThat(SHARED.modem()).isSameAs(seenShared);
        assertThat(own.modem()).isNotSameAs(seenOwn);
        assertThatThrownBy(seenOwn::contextExists).isInstanceOf(IllegalStateException.class);
        assertThat(seenShared.contextExists()).isFalse();
    }

    @Test
    void awaitReadyWaitsForContextAndResources() throws Exception {
        int free = FreePorts.udp();
        URI device = URI.create(own.modem().device());
        try (Socket te = new Socket(device.getHost(), device.getPort())) {
            CompletableFuture<Void> written = new CompletableFuture<>();
            Thread slow = new Thread(() -> {
                try {
                    te.getOutputStream().write(("AT+QCOAPCREATE=" + free + ",0\r").getBytes());
                    await().until(own.modem()::contextExists);
                    te.getOutputStream().write("AT+QCOAPADDRES=2,\"/a\"\r".getBytes());
                    written.complete(null);
                } catch (IOException e) {
                    written.completeExceptionally(e);
                }
            });
            slow.start();
            own.awaitReady(1);
            assertThat(own.modem().resources()).containsExactly("/a");
            written.get();
        }
    }

    @Test
    void noModuleExistsOutsideOfATest() {
        assertThatThrownBy(() -> Bc66Extension.with(builder -> {}).modem()).isInstanceOf(IllegalStateException.class);
    }
}
