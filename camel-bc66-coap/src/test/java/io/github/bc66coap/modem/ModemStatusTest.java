// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.modem;

import java.time.Duration;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.github.bc66coap.modem.api.ModemState.Phase;
import io.github.bc66coap.modem.api.ModemStatus;
import io.github.bc66coap.modem.api.Reading;
import io.github.bc66coap.modem.api.SignalStrength;

import static org.assertj.core.api.Assertions.assertThat;

/** What is known of a modem, for whoever asks. */
class ModemStatusTest extends ModemFixture {
    private static final Duration WHILE = Duration.ofSeconds(5);

    @Test
    void beforeTheStartTheStatusHasNeitherErrorNorSignal() {
        make();
        loop.advance(WHILE);
        assertThat(modem.snapshot().state().phase()).isEqualTo(Phase.STOPPED);
        assertThat(modem.snapshot().unready()).contains(WHILE);
        assertThat(modem.snapshot().lastError()).isEmpty();
        assertThat(modem.snapshot().nextAttempt()).isEmpty();
        assertThat(modem.snapshot().attached()).isEmpty();
        assertThat(modem.snapshot().signal()).isEmpty();
    }

    @Test
    void aReadyModemSaysSinceWhenAndThatItIsAttached() {
        ready();
        Duration before = modem.snapshot().inPhase();
        loop.advance(WHILE);
        ModemStatus status = modem.snapshot();
        assertThat(status.state().isReady()).isTrue();
        assertThat(status.inPhase()).isEqualTo(before.plus(WHILE));
        assertThat(status.unready()).isEmpty();
        assertThat(status.lastError()).isEmpty();
        assertThat(status.attached()).hasValueSatisfying(attached -> {
            assertThat(attached.value()).isTrue();
            assertThat(attached.age()).isBetween(WHILE, WHILE.plusSeconds(1));
        });
    }

    @Test
    void theStatusOfALostModemShowsItsErrorAndTheNextAttempt() {
        ready();
        module.refuseOpening("there is no such device");
        module.hangsUp();
        loop.run();
        assertThat(modem.snapshot().state().phase()).isEqualTo(Phase.WAITING);
        assertThat(modem.snapshot().lastError()).map(Reading::value).contains("the other side hung up");
        Duration delay = modem.state().retryDelay();
        assertThat(modem.snapshot().nextAttempt()).contains(delay);

        loop.advance(delay.minusMillis(1));
        assertThat(modem.snapshot().nextAttempt()).contains(Duration.ofMillis(1));
        loop.advance(Duration.ofMillis(1));
        assertThat(modem.snapshot().lastError()).map(Reading::value).contains("there is no such device");
        assertThat(modem.snapshot().nextAttempt()).contains(modem.state().retryDelay());
        // attempts begin phases, not the time that it has been lost for
        assertThat(modem.snapshot().inPhase()).isZero();
        assertThat(modem.snapshot().unready()).contains(delay);
    }

    @Test
    void theStatusShowsAnAttemptThatIsBroughtForward() {
        ready();
        module.refuseOpening("there is no such device");
        module.hangsUp();
        loop.advance(Duration.ofMinutes(2));
        loop.advance(modem.snapshot().nextAttempt().orElseThrow());
        assertThat(modem.snapshot().nextAttempt()).contains(modem.state().retryDelay());
        assertThat(modem.state().retryDelay()).isGreaterThan(Duration.ofSeconds(10));
        track(modem.answered());
        loop.run();
        assertThat(modem.snapshot().nextAttempt()).contains(Duration.ofMillis(500));
    }

    @Test
    void theLastErrorStaysWhenTheModemIsReadyAgain() {
        ready();
        module.hangsUp();
        assertReadyAfter(WHILE);
        assertThat(modem.snapshot().unready()).isEmpty();
        assertThat(modem.snapshot().nextAttempt()).isEmpty();
        assertThat(modem.snapshot().lastError()).hasValueSatisfying(error -> {
            assertThat(error.value()).isEqualTo("the other side hung up");
            assertThat(error.age()).isEqualTo(WHILE);
        });
    }

    @Test
    void theLastErrorShowsARestartOfTheModule() {
        ready();
        module.restarts();
        assertReadyAfter(WHILE);
        assertThat(modem.snapshot().lastError()).map(Reading::value).contains("the module restarted");
    }

    @Test
    void aContextResetOnDemandIsNoError() {
        ready();
        track(modem.reset());
        soon();
        assertThat(modem.snapshot().lastError()).isEmpty();
    }

    @Test
    void theStatusShowsThatTheModuleIsNotAttached() {
        module.attached = false;
        makeAndStart();
        loop.advance(WHILE);
        assertThat(modem.state().phase()).isEqualTo(Phase.ATTACHING);
        assertThat(modem.snapshot().attached()).map(Reading::value).contains(false);
    }

    /** 3GPP TS 27.007 section 8.5. */
    @ParameterizedTest
    @CsvSource({"0, -113", "1, -111", "20, -73", "31, -51", "99,"})
    void aSignalIsToldInDBm(int rssi, Integer dBm) {
        SignalStrength signal = new SignalStrength(rssi);
        if (dBm == null) {
            assertThat(signal.dBm()).isEmpty();
        } else {
            assertThat(signal.dBm()).hasValue(dBm);
        }
    }
}
