// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.benchmarks;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class DialogueTest {
    private final Dialogue dialogue = new Dialogue();
    private final List<String> answers = new ArrayList<>();

    @Test
    void aRequestIsAnsweredWithItsMessageIdHoweverItsBytesCome() throws IOException {
        byte[] bytes = "AT+QCOAPHEAD=5,77,8,\"1A2B3C4D5E6F7081\"\r\nAT+QCOAPSEND=0,2,\"192.0.2.7\",5683,1,\"31\"\r\n"
                .getBytes(StandardCharsets.ISO_8859_1);
        for (byte one : bytes) {
            dialogue.feed(
                    new byte[] {one},
                    1,
                    command -> answers.add(new String(dialogue.answer(command), StandardCharsets.ISO_8859_1)));
        }

        assertThat(answers).hasSize(2).last().asString().contains("\"rsp\",192.0.2.7,5683,2,2.05,77,1");
    }

    @Test
    void aResponseSentByTheModuleGetsNoResponse() {
        assertThat(new String(dialogue.answer("AT+QCOAPSEND=2,69,\"192.0.2.7\",5683,0"), StandardCharsets.ISO_8859_1))
                .contains("+QCOAPSEND: 0")
                .doesNotContain("rsp");
    }
}
