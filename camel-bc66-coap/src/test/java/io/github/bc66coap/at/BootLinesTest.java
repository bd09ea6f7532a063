// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.at;

import java.time.Duration;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** A module that starts, and tells of it in its own way. */
class BootLinesTest extends EngineFixture {
    private static final ReplyForm FREE_TEXT = new ReplyForm(List.of(""), 0, null);

    private static final List<String> LOG = List.of(
            "F1: 0000 0000",
            "V0: 0000 0000 [0001]",
            "00: 0006 000C",
            "01: 0000 0000",
            "U0: 0000 0001 [0000]",
            "T0: 0000 001B",
            "Leaving the BROM");

    private static String log() {
        return "\n\r" + String.join("\n\r", LOG) + "\n\r\n\r";
    }

    private long restarts() {
        return listener.heard.stream().filter("restart"::equals).count();
    }

    /** As two public logs have it: lines end LF CR, and no RDY comes. */
    @Test
    void aLogWithoutRdyIsARestart() {
        Sent command = send(SampleCommand.send());
        wire.says(log());
        assertThat(command.result()).isEqualTo(lost("the module restarted"));
        assertThat(restarts()).isOne();
        loop.advance(Duration.ofHours(1));
        wire.says(log());
        assertThat(restarts()).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "F1: 0000 0000",
                "V0: 0000 0000 [0001]",
                "00: 0006 000C",
                "01: 0000 0000",
                "U0: 0000 0001 [0000]",
                "T0: 0000 00B4",
                "Leaving the BROM",
                "RDY"
            })
    void eachBootLineAloneIsARestart(String line) {
        wire.says("\n\r" + line + "\n\r");
        assertThat(listener.heard).containsExactly("restart");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "F1: 0000",
                "00: 0006 000C 0000",
                "xF1: 0000 0000",
                "F1: 0000 000g",
                "02: 0000 0000",
                "RDY now",
                "Leaving the BROM.",
                "00:00:00"
            })
    void aLineResemblingABootLineIsNoRestart(String line) {
        wire.says("\r\n" + line + "\r\n");
        assertThat(listener.heard).containsExactly("line " + line);
    }

    /** RDY comes seconds later; the module may even have answered before. */
    @Test
    void aLogAndRdyAreOneRestart() {
        wire.says(log());
        loop.advance(Duration.ofSeconds(4));
        Sent command = send(SampleCommand.of("AT"));
        wire.says("\r\nOK\r\n");
        assertThat(command.result()).isEqualTo(success());
        wire.says("\r\nRDY\r\n\r\n+CFUN: 1\r\n");
        assertThat(restarts()).isOne();
    }

    @Test
    void aLogInPiecesIsOneRestart() {
        for (char c : (log() + "\r\nRDY\r\n").toCharArray()) {
            wire.says(String.valueOf(c));
        }
        assertThat(restarts()).isOne();
    }

    @Test
    void aLogThatBeginsAnewIsAnotherRestart() {
        wire.says("F1: 0000 0000\n\rV0: 0000 0000 [0001]\n\r");
        wire.says("F1: 0000 0000\n\rV0: 0000 0000 [0001]\n\rLeaving the BROM\n\r\r\nRDY\r\n");
        assertThat(restarts()).isEqualTo(2);
        wire.says("\r\nRDY\r\n");
        assertThat(restarts()).isEqualTo(3);
    }

    /** The log may have been garbled. */
    @Test
    void rdyLongAfterALogIsAnotherRestart() {
        wire.says(log());
        loop.advance(Duration.ofSeconds(30));
        wire.says("\r\nRDY\r\n");
        assertThat(restarts()).isEqualTo(2);
    }

    @Test
    void aLogInAPayloadIsNoRestart() {
        wire.says(LengthRule.notification(log()));
        assertThat(restarts()).isZero();
    }

    /** A command that takes any text, as users send, takes this, too, if it is answered. */
    @Test
    void aLogInAReplyIsNoRestart() {
        Sent command = send(SampleCommand.of("ATI").accepting(FREE_TEXT));
        wire.says("\r\nF1: 0000 0000\r\nLeaving the BROM\r\n\r\nOK\r\n");
        assertThat(command.result()).isEqualTo(success("F1: 0000 0000", "Leaving the BROM"));
        assertThat(listener.heard).isEmpty();
    }

    @Test
    void aLogThatLeavesACommandUnansweredIsARestart() {
        Sent command = send(SampleCommand.of("ATI").accepting(FREE_TEXT));
        wire.says("\r\nQuectel\r\n" + log());
        assertThat(command.isDone()).isFalse();
        loop.advance(COMMAND.multipliedBy(2));
        assertThat(command.result()).isEqualTo(lost("the module restarted"));
        assertThat(restarts()).isOne();
        wire.says("\r\nRDY\r\n");
        assertThat(restarts()).isOne();
    }

    @Test
    void rdyDuringAFreeTextCommandIsARestartAtOnce() {
        Sent command = send(SampleCommand.of("ATI").accepting(FREE_TEXT));
        wire.says(log() + "\r\nRDY\r\n");
        assertThat(command.result()).isEqualTo(lost("the module restarted"));
        assertThat(restarts()).isOne();
    }
}
