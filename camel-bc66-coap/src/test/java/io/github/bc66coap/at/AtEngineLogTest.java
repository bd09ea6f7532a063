// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.at;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import static org.assertj.core.api.Assertions.assertThat;

/** Not even the most talkative log shows a secret argument. */
class AtEngineLogTest extends EngineFixture {
    private static final String SECRET = "0123456789ABCDEF";

    @RegisterExtension
    final EngineLog log = new EngineLog();

    @Test
    void showsNeitherTheSecretNorItsEcho() {
        CommandLine line = CommandLine.write("+QCOAPCREATE")
                .number(1)
                .secret("key", SECRET, 99)
                .build();
        Sent command = send(new SampleCommand(line, ReplyForm.RESULT_ONLY, AtCommand.Patience.COMMAND, null));
        wire.says("AT+QCOAPCREATE=1,\"0123\r\n+CSCON: 1\r\n456789ABCDEF\"\r\r\nOK\r\n");
        assertThat(command.result()).isEqualTo(success());
        assertThat(log.lines())
                .containsExactly(
                        "line > AT+QCOAPCREATE=1,\"***\"",
                        "line < echo",
                        "line < 9 characters, not shown: they may be a damaged echo of a secret",
                        "line < echo",
                        "line < OK");
    }

    @Test
    void showsNoEchoThatNoiseHasDamaged() {
        CommandLine line = CommandLine.write("+QCOAPCREATE")
                .number(1)
                .secret("key", SECRET, 99)
                .build();
        Sent command = send(new SampleCommand(line, ReplyForm.RESULT_ONLY, AtCommand.Patience.COMMAND, null));
        wire.says("AT+QCOAPCREATE~1,\"" + SECRET + "\"\r");
        loop.advance(COMMAND.multipliedBy(2));
        assertThat(command.result()).isEqualTo(noAnswer(AtResult.Awaited.RESULT));
        wire.says("+QCOAPCREATE=1,~" + SECRET + "\"\r\n");
        send(SampleCommand.of("AT"));
        wire.says("=1,\"" + SECRET + "~\r\r\nOK\r\n");
        assertThat(log.lines()).hasSizeGreaterThan(3).noneMatch(text -> text.contains(SECRET));
    }

    @Test
    void showsLinesAgainOnceALaterCommandIsAnswered() {
        CommandLine line = CommandLine.raw("AT+CPIN=1234");
        Sent pin = send(new SampleCommand(line, ReplyForm.RESULT_ONLY, AtCommand.Patience.COMMAND, null));
        wire.says("\r\nOK\r\n");
        assertThat(pin.result()).isEqualTo(success());
        wire.says("+CPIN: READY\r\n");
        send(SampleCommand.of("AT"));
        wire.says("\r\nOK\r\n+CPIN: READY\r\n");
        assertThat(log.lines()).filteredOn(text -> text.endsWith("READY")).containsExactly("line < +CPIN: READY");
    }

    @Test
    void showsNoAnswerThatTellsAPassword() {
        engine.send(new RawCommand("AT+QCGDEFCONT?"));
        wire.says("\r\n+QCGDEFCONT: \"IP\",\"iot.example\",\"me\",\"" + SECRET + "\"\r\n\r\nOK\r\n");
        assertThat(log.lines()).hasSize(3).noneMatch(text -> text.contains(SECRET));
    }

    @Test
    void showsNoPayload() {
        CommandLine line = CommandLine.write("+SEND")
                .number(3)
                .payload(new byte[] {0x4A, 0x4B, 0x4C})
                .build();
        assertThat(line.text()).isEqualTo("AT+SEND=3,\"4a4b4c\"");
        send(new SampleCommand(line, ReplyForm.RESULT_ONLY, AtCommand.Patience.COMMAND, null));
        assertThat(log.lines()).containsExactly("line > AT+SEND=3,<3 bytes>");
    }
}
