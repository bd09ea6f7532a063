// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.modem;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

import io.github.bc66coap.at.RawCommand;
import io.github.bc66coap.coap.CoapOptions;
import io.github.bc66coap.coap.Code;
import io.github.bc66coap.coap.MessageType;
import io.github.bc66coap.modem.api.Observation;
import io.github.bc66coap.modem.api.Reply;
import io.github.bc66coap.modem.api.SeparateResponse;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

import static org.assertj.core.api.Assertions.assertThat;

/** A busy life, a loss and a stop at any moment of it. */
class AnyMomentTest {

    /** What must hold after the stop, the fixture checks. */
    @Property(tries = 400, seed = "1")
    void aStopAtAnyMomentCompletesAllFuturesAndLeavesNoTimer(
            @ForAll @IntRange(max = 250) int stopAt,
            @ForAll @IntRange(max = 250) int lossAt,
            @ForAll Loss loss,
            @ForAll @IntRange(max = 40) int silentAt) {
        stop(Duration.ofMillis(stopAt), lossAt, loss, silentAt);
    }

    /** While a silent module is probed, woken, initialised again, or its line opened again. */
    @Property(tries = 400, seed = "1")
    void aStopDuringRecoveryCompletesAllFuturesAndLeavesNoTimer(
            @ForAll @IntRange(max = 60_000) int stopAt,
            @ForAll @IntRange(max = 250) int lossAt,
            @ForAll Loss loss,
            @ForAll @IntRange(max = 40) int silentAt) {
        stop(Duration.ofMillis(stopAt), lossAt, loss, silentAt);
    }

    private static void stop(Duration at, int lossAt, Loss loss, int silentAt) {
        Life life = new Life();
        life.live(lossAt, loss, silentAt);
        life.loop.advance(at);
        life.track(life.modem.stop());
        life.everyFutureCompletesOnceAndNothingStaysBehind();
    }

    /** Whatever is lost, or not answered, in the end the modem is ready again and everything has its outcome. */
    @Property(tries = 400, seed = "1")
    void afterAnyLossAllFuturesCompleteAndTheModemIsReadyAgain(
            @ForAll @IntRange(max = 250) int lossAt, @ForAll Loss loss, @ForAll @IntRange(max = 40) int silentAt) {
        Life life = new Life();
        life.live(lossAt, loss, silentAt);
        life.loop.advance(Duration.ofMinutes(15));
        assertThat(life.modem.state().isReady()).isTrue();
        assertThat(life.module.context).isTrue();
        assertThat(life.pending).allSatisfy(each -> assertThat(each.isDone()).isTrue());
        life.everyFutureCompletesOnceAndNothingStaysBehind();
    }

    /** How the module is lost. */
    enum Loss {
        HANG_UP,
        RESTART,
        CONTEXT,
        /** It says nothing for 12 s: long enough for probes and for some of what wakes it. */
        SILENCE,
        /** It says nothing for 25 s: the line is opened again. */
        LONG_SILENCE,
        /** It takes 9 s for one command, and answers all that it was asked meanwhile. */
        STALL,
        /** The line takes no bytes for 3 s. */
        STUCK,
        /** It goes to data mode without being heard to say so. */
        LOST_PROMPT
    }

    private static final class Life extends ModemFixture {
        private int commands;

        void live(int lossAt, Loss loss, int silentAt) {
            settings.resources = List.of("/1");
            make();
            module.before(() -> ++commands != silentAt);
            loop.schedule(Duration.ofMillis(lossAt), () -> lose(loss));
            tryToStart();
            for (int i = 0; i < 5; i++) {
                send(request(
                        SERVER,
                        i == 3 ? MessageType.NON : MessageType.CON,
                        i,
                        i % 2 == 0,
                        path("p" + i),
                        new byte[i * 200]));
            }
            track(modem.command(new RawCommand("AT+CSQ"), true));
            track(modem.status());
            serve("/1", (request, sent) -> {
                track(sent.toCompletableFuture());
                track(modem.respond(new SeparateResponse(
                        request.peer(),
                        request.messageId(),
                        request.token(),
                        MessageType.CON,
                        Code.CONTENT,
                        CoapOptions.EMPTY,
                        new byte[700],
                        null)));
                return CompletableFuture.completedFuture(Reply.of(Code.CONTENT));
            });
            loop.schedule(Duration.ofMillis(lossAt / 2), () -> {
                if (module.isOpen()) {
                    module.says("+QCOAPURC: \"req\",192.0.2.2,5683,0,1,321,03,1,\"0C\",11,\"1\"");
                }
            });
            notifying("1", MessageType.CON, new byte[3]);
            Supplier<CompletableFuture<Void>> cancel =
                    modem.observe(new Observation(OTHER, MessageType.CON, path("o"), 0), notification -> true);
            loop.schedule(Duration.ofSeconds(20), () -> track(cancel.get()));
        }

        private void silence(Duration time) {
            module.mute(true);
            loop.schedule(time, () -> module.mute(false));
        }

        private void lose(Loss loss) {
            if (module.isOpen()) {
                switch (loss) {
                    case HANG_UP -> module.hangsUp();
                    case RESTART -> module.restarts();
                    case CONTEXT -> {
                        module.forget();
                        module.says("+QCOAPURC: recovered,1");
                    }
                    case SILENCE -> silence(Duration.ofSeconds(12));
                    case LONG_SILENCE -> silence(Duration.ofSeconds(25));
                    case STALL -> module.stall("", Duration.ofSeconds(9));
                    case STUCK -> {
                        module.stuck(true);
                        loop.schedule(Duration.ofSeconds(3), () -> module.stuck(false));
                    }
                    case LOST_PROMPT ->
                        module.on("AT+QCOAPSEND=1,1,\"192.0.2.1\",5683,600", (fake, line) -> fake.awaitData(600));
                }
            }
        }
    }
}
