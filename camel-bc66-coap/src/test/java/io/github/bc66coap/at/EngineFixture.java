// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.at;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

import static org.assertj.core.api.Assertions.assertThat;

/** An engine between a test's hands: time, wire and listener are the test's. */
abstract class EngineFixture {
    static final Duration COMMAND = Duration.ofSeconds(2);
    static final Duration SEND = Duration.ofSeconds(60);
    static final Duration IDLE_GAP = Duration.ofMillis(500);
    static final Duration TICK = Duration.ofMillis(1);

    final ManualEventLoop loop = new ManualEventLoop();
    final FakeWire wire = new FakeWire();
    final AtTrace trace = new AtTrace(loop, line -> {});
    final OutcomeHabits habits = new OutcomeHabits(none -> {});
    final RecordingListener listener = new RecordingListener();
    final List<Sent> sent = new ArrayList<>();
    AtEngine engine;

    /** A command under way, and how often its future has completed. */
    static final class Sent {
        final CompletableFuture<AtResult<AtReply>> future;
        int completions;

        Sent(CompletableFuture<AtResult<AtReply>> future) {
            this.future = future;
            future.whenComplete((result, failure) -> completions++);
        }

        AtResult<AtReply> result() {
            assertThat(future).isCompleted();
            return future.join();
        }

        boolean isDone() {
            return future.isDone();
        }
    }

    @BeforeEach
    void startEngine() {
        engine = engineWith(listener);
    }

    @AfterEach
    void everyFutureCompletesOnce() {
        engine.close("the test is over");
        loop.advance(Duration.ofHours(1));
        assertThat(sent).allSatisfy(each -> assertThat(each.completions).isEqualTo(1));
        assertThat(engine.isBusy()).isFalse();
        assertThat(loop.waiting()).isZero();
        assertThat(wire.closed()).isEqualTo(1);
    }

    AtEngine engineWith(AtListener hears) {
        AtEngine made = new AtEngine(
                "line",
                loop,
                wire,
                new LengthRule(),
                new AtTiming(COMMAND, SEND, IDLE_GAP),
                hears,
                new SecretEcho(),
                habits,
                trace);
        made.start();
        return made;
    }

    Sent send(AtCommand<AtReply> command) {
        Sent made = new Sent(engine.send(command));
        sent.add(made);
        return made;
    }

    static AtResult<AtReply> success(String... information) {
        return new AtResult.Success<>(new AtReply(List.of(information), null));
    }

    static AtResult<AtReply> outcome(String outcome) {
        return new AtResult.Success<>(new AtReply(List.of(), outcome));
    }

    static AtResult<AtReply> refused(String code) {
        return new AtResult.Refused<>(code);
    }

    static AtResult<AtReply> noAnswer(AtResult.Awaited awaited) {
        return new AtResult.NoAnswer<>(awaited);
    }

    static AtResult<AtReply> lost(String reason) {
        return new AtResult.Lost<>(reason);
    }
}
