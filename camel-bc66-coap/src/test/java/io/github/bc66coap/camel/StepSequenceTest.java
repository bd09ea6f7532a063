// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.camel;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** One after the other, whatever a step does. */
class StepSequenceTest {
    private final List<Integer> begun = new ArrayList<>();
    private final List<Runnable> endings = new ArrayList<>();

    private final StepSequence sequence = new StepSequence(
            task -> {
                try {
                    task.run();
                } catch (IllegalStateException e) {
                    assertThat(e).hasMessage("expected");
                }
            },
            2);

    private void add(int number) {
        sequence.add(ended -> {
            begun.add(number);
            endings.add(ended);
        });
    }

    @Test
    void theNextStepBeginsWhenTheLastHasEnded() {
        add(1);
        add(2);
        assertThat(begun).containsExactly(1);
        endings.get(0).run();
        assertThat(begun).containsExactly(1, 2);
    }

    @Test
    void aStepThatEndsTwiceStartsOneStep() {
        add(1);
        add(2);
        add(3);
        endings.get(0).run();
        endings.get(0).run();
        assertThat(begun).containsExactly(1, 2);
    }

    @Test
    void aStepThatEndsAndFailsStartsOneStep() {
        sequence.add(ended -> {
            add(1);
            add(2);
            ended.run();
            throw new IllegalStateException("expected");
        });
        assertThat(begun).containsExactly(1);
        assertThat(sequence.waiting()).isOne();
    }

    @Test
    void aFailedStepLetsTheNextStepBegin() {
        sequence.add(ended -> {
            add(1);
            throw new IllegalStateException("expected");
        });
        assertThat(begun).containsExactly(1);
    }

    @Test
    void noMoreStepsWaitThanTheLimit() {
        add(1);
        add(2);
        add(3);
        assertThatThrownBy(() -> add(4)).isInstanceOf(RejectedExecutionException.class);
        endings.get(0).run();
        add(4);
        endings.get(1).run();
        endings.get(2).run();
        endings.get(3).run();
        assertThat(begun).containsExactly(1, 2, 3, 4);
        assertThat(sequence.waiting()).isZero();
    }
}
