// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.modem;

import java.time.Duration;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.github.bc66coap.at.EngineLog;
import io.github.bc66coap.modem.api.Psk;

import static org.assertj.core.api.Assertions.assertThat;

/** A terminal server may keep what the module said while nobody was connected, the echo of a secret included. */
class SecretEchoTest extends ModemFixture {
    private static final String KEY = "0123456789ABCDEF";

    @RegisterExtension
    final EngineLog log = new EngineLog();

    @Test
    void isNotLoggedWhenReceivedOverTheNextLine() {
        settings.psk = new Psk("me", KEY);
        String[] echo = new String[1];
        module.on("AT+QCOAPCREATE=5", (fake, command) -> {
            echo[0] = command;
            fake.hangsUp();
        });
        makeAndStart();
        soon();
        module.on("AT", (fake, command) -> {
            fake.emits(echo[0] + "\r\r\nOK\r\n\r\n+CSQ: 20,0\r\n");
            fake.usual(command);
        });
        assertReadyAfter(Duration.ofSeconds(1));
        assertThat(module.scriptsLeft()).isZero();
        assertThat(log.lines())
                .noneMatch(text -> text.contains(KEY))
                .anyMatch(text -> text.endsWith("not shown: they may be a damaged echo of a secret"))
                .as("once the module has answered again")
                .contains("fake < +CSQ: 20,0");
    }
}
