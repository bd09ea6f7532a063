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
package io.github.bc66coap.modem;

import java.time.Duration;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.github.bc66coap.at.EngineLog;

import static org.assertj.core.api.Assertions.assertThat;

/** A terminal server may keep what the module said while nobody was connected, the echo of a secret included. */
class SecretEchoTest extends ModemFixture {
    private static final String KEY = "0123456789ABCDEF";

    @RegisterExtension
    final EngineLog log = new EngineLog();

    @Test
    void isNotShownWhenItComesOverTheNextLine() {
        settings.psk = new Psk("me", KEY);
        String[] echo = new String[1];
        module.on("AT+QCOAPCREATE=5", (fake, command) -> {
            echo[0] = command;
            fake.hangsUp();
        });
        make();
        track(modem.start());
        soon();
        module.on("AT", (fake, command) -> {
            fake.emits(echo[0] + "\r\r\nOK\r\n\r\n+CSQ: 20,0\r\n");
            fake.usual(command);
        });
        loop.advance(Duration.ofSeconds(1));
        assertThat(modem.state().isReady()).isTrue();
        assertThat(module.scriptsLeft()).isZero();
        assertThat(log.lines())
                .noneMatch(text -> text.contains(KEY))
                .anyMatch(text -> text.endsWith("not shown: they may be a damaged echo of a secret"))
                .as("once the module has answered again")
                .contains("fake < +CSQ: 20,0");
    }
}
