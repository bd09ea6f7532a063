// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.modem;

import java.time.Duration;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import io.github.bc66coap.modem.api.Counter;
import io.github.bc66coap.modem.api.SendOutcome;
import io.github.bc66coap.modem.api.WakeUp;

import static org.assertj.core.api.Assertions.assertThat;

/** A module that has been silent may doze: what would be lost is then an AT, not a command. */
class DozingTest extends ModemFixture {
    private static final Duration SILENCE = Duration.ofSeconds(10);

    @ParameterizedTest
    @EnumSource(
            value = WakeUp.class,
            names = {"AT", "DTR", "RTS"})
    void anAtIsSentBeforeTheMessageThatEndsASilence(WakeUp wakeUp) {
        settings.wakeUp = wakeUp;
        ready();
        loop.advance(SILENCE);
        send(get(7));
        assertThat(takeCommandsSoon()).containsExactly("AT", head(7), sendGet(SERVER));
    }

    @Test
    void withWakeUpNoneNoAtPrecedesTheMessageThatEndsASilence() {
        settings.wakeUp = WakeUp.NONE;
        ready();
        loop.advance(SILENCE);
        send(get(7));
        assertThat(takeCommandsSoon()).containsExactly(head(7), sendGet(SERVER));
    }

    @Test
    void aDozingModuleLosesTheAtAndNoOtherCommand() {
        ready();
        loop.advance(SILENCE);
        boolean[] awake = new boolean[1];
        module.before(() -> {
            boolean heard = awake[0];
            awake[0] = true;
            return heard;
        });
        Pending<SendOutcome> sent = send(get(7));
        loop.advance(COMMAND.multipliedBy(2));
        assertThat(module.takeCommands()).startsWith("AT", "AT").endsWith(head(7), sendGet(SERVER));
        assertPiggybackSoonAnswers(sent, 7, "01");
        assertThat(count(Counter.RESTARTS)).isZero();
    }

    @Test
    void noAtIsSentToAModuleThatHasJustSentAUrc() {
        ready();
        loop.advance(SILENCE);
        assertThat(says(separate(1000, "01"))).isEqualTo(ackCommands(SERVER, 1000));
    }

    @Test
    void noAtIsSentBetweenMessagesAFewSecondsApart() {
        ready();
        loop.advance(SILENCE);
        send(get(7));
        loop.advance(Duration.ofSeconds(1));
        says(piggybacked(7, "01"));
        loop.advance(Duration.ofSeconds(3));
        send(get(8));
        assertThat(takeCommandsSoon()).doesNotContain("AT").contains(head(8));
    }
}
