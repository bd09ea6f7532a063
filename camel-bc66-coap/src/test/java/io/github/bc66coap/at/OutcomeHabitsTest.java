// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.at;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.github.bc66coap.at.AtCommand.Patience;
import io.github.bc66coap.at.AtResult.Awaited;

import static org.assertj.core.api.Assertions.assertThat;

/** Modules that don't print the outcomes of two-phase commands. */
class OutcomeHabitsTest extends EngineFixture {
    private static final Duration BREATH = Duration.ofMillis(50);
    private static final String PREFIX = "+SENT:";

    private static SampleCommand ordinary() {
        return SampleCommand.send().with(Patience.COMMAND);
    }

    /** One that is accepted, and whose effect is seen elsewhere. */
    private void shown() {
        Sent command = send(ordinary());
        wire.says("\r\nOK\r\n");
        engine.effectSeen();
        loop.advance(BREATH);
        assertThat(command.result()).isEqualTo(success());
    }

    private void assertLearned() {
        assertThat(habits.isPrinted(PREFIX)).isFalse();
        Sent command = send(ordinary());
        wire.says("\r\nOK\r\n");
        assertThat(command.result()).isEqualTo(success());
    }

    private void assertAwaited() {
        assertThat(habits.isPrinted(PREFIX)).isTrue();
        Sent command = send(ordinary());
        wire.says("\r\nOK\r\n");
        assertThat(command.isDone()).isFalse();
        wire.says("\r\n+SENT: 0\r\n");
        assertThat(command.result()).isEqualTo(outcome("+SENT: 0"));
    }

    @Test
    void outcomeAfterAVisibleEffectIsAwaitedBriefly() {
        Sent command = send(SampleCommand.send());
        engine.effectSeen();
        loop.advance(BREATH);
        assertThat(command.isDone()).as("before OK").isFalse();
        wire.says("\r\nOK\r\n");
        loop.advance(BREATH.minus(TICK));
        assertThat(command.isDone()).isFalse();
        loop.advance(TICK);
        assertThat(command.result()).isEqualTo(success());
    }

    @Test
    void anOutcomeRightAfterTheEffectIsTheCommands() {
        Sent command = send(SampleCommand.send());
        wire.says("\r\nOK\r\n");
        engine.effectSeen();
        wire.says("\r\n+SENT: 3\r\n");
        assertThat(command.result()).isEqualTo(outcome("+SENT: 3"));
        assertThat(habits.hasBeenPrinted(PREFIX)).isTrue();
    }

    @Test
    void twoMissingOutcomesAreAHabitAndOneIsNot() {
        shown();
        assertThat(habits.isPrinted(PREFIX)).isTrue();
        shown();
        assertLearned();
    }

    /** What may be its own outcome, or that of the one before, is a sign of life, too. */
    @Test
    void aMissingOutcomeBetweenPrintedOnesIsNoHabit() {
        shown();
        Sent doubtful = send(ordinary());
        wire.says("\r\nOK\r\n\r\n+SENT: 0\r\n");
        loop.advance(COMMAND);
        assertThat(doubtful.result()).isEqualTo(noAnswer(Awaited.OUTCOME));
        shown();
        assertThat(habits.isPrinted(PREFIX)).isTrue();
    }

    /** Behind the command, in front of its OK, behind it, and in the middle of another command. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3})
    void aPrintedOutcomeEndsTheHabit(int where) {
        shown();
        shown();
        Sent command = where == 0 ? null : send(where == 3 ? SampleCommand.of("AT") : ordinary());
        wire.says(where == 2 ? "\r\nOK\r\n\r\n+SENT: 0\r\n" : "\r\n+SENT: 0\r\n\r\nOK\r\n");
        loop.advance(COMMAND);
        assertThat(command == null || command.isDone()).isTrue();
        assertAwaited();
    }

    @Test
    void aRestartForgetsTheHabit() {
        shown();
        shown();
        habits.forget();
        engine.forgetOutcomes();
        assertAwaited();
    }

    /** The second one is asked about sooner: a module that has never printed one hardly begins to now. */
    @Test
    void afterAMissingOutcomeTheNextIsAwaitedBriefly() {
        shown();
        engine.forgetOutcomes();
        Sent command = send(ordinary());
        wire.says("\r\nOK\r\n");
        loop.advance(BREATH);
        assertThat(command.result()).isEqualTo(noAnswer(Awaited.OUTCOME));
    }

    @Test
    void anOutcomeThatMayTakeLongIsAwaitedDespiteTheHabit() {
        shown();
        shown();
        engine.forgetOutcomes();
        Sent command = send(SampleCommand.send());
        wire.says("\r\nOK\r\n");
        loop.advance(SEND.minus(TICK));
        assertThat(command.isDone()).isFalse();
        loop.advance(TICK);
        assertThat(command.result()).isEqualTo(noAnswer(Awaited.OUTCOME));
    }

    @Test
    void afterALateOutcomeTheNextMayTakeLonger() {
        Sent missed = send(ordinary());
        wire.says("\r\nOK\r\n");
        loop.advance(COMMAND);
        assertThat(missed.result()).isEqualTo(noAnswer(Awaited.OUTCOME));
        wire.says("\r\n+SENT: 0\r\n");
        Sent slow = send(ordinary());
        wire.says("\r\nOK\r\n");
        loop.advance(SEND.minus(TICK));
        wire.says("\r\n+SENT: 0\r\n");
        assertThat(slow.result()).isEqualTo(outcome("+SENT: 0"));
    }

    @Test
    void aMissingOutcomeThatAddsNothingToOkIsSuccess() {
        SampleCommand command = ordinary().accepting(ReplyForm.twoPhaseAtMost(PREFIX));
        Sent first = send(command);
        wire.says("\r\nOK\r\n");
        loop.advance(COMMAND.minus(TICK));
        assertThat(first.isDone()).isFalse();
        loop.advance(TICK);
        assertThat(first.result()).isEqualTo(success());
        Sent second = send(command);
        wire.says("\r\nOK\r\n");
        loop.advance(BREATH);
        assertThat(second.result()).isEqualTo(success());
        assertLearned();
    }

    @Test
    void everyChangeOfHabitsIsReportedOnce() {
        List<Set<String>> told = new ArrayList<>();
        OutcomeHabits watched = new OutcomeHabits(told::add);
        assertThat(watched.isPrinted("+A:")).isTrue();
        assertThat(watched.isPrinted("+B:")).isTrue();
        for (int i = 0; i < 3; i++) {
            watched.withheld("+A:");
        }
        watched.withheld("+B:");
        watched.withheld("+B:");
        watched.onLine("+A: 0");
        watched.onLine("+A: 0");
        watched.onLine("+C: 0");
        watched.forget();
        watched.forget();
        assertThat(told).containsExactly(Set.of("+A:"), Set.of("+A:", "+B:"), Set.of("+B:"), Set.of());
    }
}
