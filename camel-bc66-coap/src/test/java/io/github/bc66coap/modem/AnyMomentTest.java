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

import io.github.bc66coap.at.RawCommand;
import io.github.bc66coap.coap.MessageType;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

import static org.assertj.core.api.Assertions.assertThat;

/** A busy life, a loss and a stop at any moment of it. */
class AnyMomentTest {

    /** What must hold after the stop, the fixture checks. */
    @Property(tries = 400)
    void aStopAtAnyMomentEndsEverything(
            @ForAll @IntRange(max = 250) int stopAt,
            @ForAll @IntRange(max = 250) int lossAt,
            @ForAll Loss loss,
            @ForAll @IntRange(max = 40) int silentAt) {
        Life life = new Life();
        life.live(lossAt, loss, silentAt);
        life.loop.advance(Duration.ofMillis(stopAt));
        life.track(life.modem.stop());
        life.everyFutureCompletesOnceAndNothingStaysBehind();
    }

    /** Whatever is lost, or not answered, in the end the modem is ready again and everything has its outcome. */
    @Property(tries = 400)
    void everythingEndsAndTheModemComesBack(
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
        CONTEXT
    }

    private static final class Life extends ModemFixture {
        private int commands;

        void live(int lossAt, Loss loss, int silentAt) {
            settings.resources = java.util.List.of("/1");
            make();
            module.before(() -> ++commands != silentAt);
            loop.schedule(Duration.ofMillis(lossAt), () -> lose(loss));
            track(modem.start().handle((none, failure) -> failure));
            for (int i = 0; i < 5; i++) {
                send(request(
                        SERVER,
                        i == 3 ? MessageType.NON : MessageType.CON,
                        i,
                        i % 2 == 0,
                        path("p" + i),
                        new byte[i * 200]));
            }
            track(modem.command(new RawCommand("AT+CSQ")));
            track(modem.status());
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
                }
            }
        }
    }
}
