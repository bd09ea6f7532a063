// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.at;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;

import static org.assertj.core.api.Assertions.assertThat;

/** Whatever a module and a line do, every command ends once, and in time. */
class AtEngineFuzzTest {
    private static final AtTiming TIMING =
            new AtTiming(Duration.ofSeconds(2), Duration.ofSeconds(60), Duration.ofMillis(500));
    private static final Duration LONGEST = Duration.ofMinutes(10);

    private final ManualEventLoop loop = new ManualEventLoop();
    private final FakeWire wire = new FakeWire().slow();
    private final RecordingListener listener = new RecordingListener();
    private final AtEngine engine = new AtEngine(
            "line",
            loop,
            wire,
            new LengthRule(),
            TIMING,
            listener,
            new SecretEcho(),
            new OutcomeHabits(none -> {}),
            new AtTrace(loop, line -> {}));
    private final List<CompletableFuture<?>> sent = new ArrayList<>();
    private int completions;

    @Property(tries = 300, seed = "1")
    void everyCommandEndsOnceAndInTime(@ForAll("happenings") List<String> happenings) {
        // all tries share an instance, and a line that was closed has nothing more to show
        new AtEngineFuzzTest().run(happenings);
    }

    private void run(List<String> happenings) {
        engine.start();
        for (String happening : happenings) {
            happen(happening);
        }
        loop.advance(LONGEST);
        assertThat(engine.isBusy()).isFalse();
        assertThat(sent).allMatch(CompletableFuture::isDone).noneMatch(CompletableFuture::isCompletedExceptionally);
        assertThat(completions).isEqualTo(sent.size());
        engine.close("the test is over");
        loop.run();
        assertThat(loop.waiting()).isZero();
    }

    private void happen(String happening) {
        switch (happening) {
            case "command" -> send(SampleCommand.query("AT+X?", "+X:"));
            case "send" -> send(SampleCommand.send());
            case "data" -> send(SampleCommand.data("\r\nOK\r\n>"));
            case "wait" -> loop.advance(Duration.ofMillis(700));
            case "written" -> wire.returnOne();
            case "hurry" -> engine.shortenDeadline();
            case "hang-up" -> wire.hangsUp("gone");
            default -> wire.says(happening);
        }
    }

    private void send(SampleCommand command) {
        if (!engine.isBusy()) {
            CompletableFuture<?> future = engine.send(command);
            sent.add(future);
            future.whenComplete((result, failure) -> completions++);
        }
    }

    @Provide
    Arbitrary<List<String>> happenings() {
        Arbitrary<String> ordinary = Arbitraries.of(
                "command",
                "send",
                "data",
                "wait",
                "written",
                "written",
                "hurry",
                "OK\r\n",
                "\r\nERROR\r\n",
                "+X: 1\r\n",
                "+SENT: 0\r\n",
                "\r\n> ",
                "AT+SEND\r",
                "AT+X?\r\r\n",
                "+L:3,a",
                "+L:9,\r\nOK\r\n>>>",
                "\r\n",
                "x",
                "RDY\r\n");
        return Arbitraries.frequencyOf(
                        Tuple.of(60, ordinary),
                        Tuple.of(
                                5,
                                Arbitraries.strings()
                                        .withCharRange('\0', '\u00FF')
                                        .ofMaxLength(40)),
                        Tuple.of(1, Arbitraries.of("hang-up", "z".repeat(9000))))
                .list()
                .ofMaxSize(60);
    }
}
