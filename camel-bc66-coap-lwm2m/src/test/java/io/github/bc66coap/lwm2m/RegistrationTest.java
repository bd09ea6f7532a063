// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.lwm2m;

import java.time.Duration;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.github.bc66coap.lwm2m.Registration.Step;
import io.github.bc66coap.lwm2m.Registration.Step.Register;
import io.github.bc66coap.lwm2m.Registration.Step.Update;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/** In virtual time. */
class RegistrationTest {
    private static final Duration LIFETIME = Duration.ofSeconds(100);
    private static final Duration LONG = Duration.ofDays(1);

    private long now;
    private double chance;
    private Registration registration = new Registration(LIFETIME, () -> now, () -> chance);

    private void pass(Duration time) {
        now += time.toNanos();
    }

    private Step begin() {
        return registration.begin().orElseThrow();
    }

    private void register() {
        assertThat(begin()).isEqualTo(new Register(LIFETIME));
        registration.registered("/rd/a");
    }

    private static Update update() {
        return new Update("/rd/a", Optional.empty());
    }

    @Test
    void registersAtOnceAndUpdatesAtHalfTheLifetime() {
        register();

        assertThat(registration.isCurrent()).isTrue();
        assertThat(registration.untilNextStep(LONG)).isEqualTo(Duration.ofSeconds(50));
        pass(Duration.ofSeconds(50).minusNanos(1));
        assertThat(registration.begin()).isEmpty();
        pass(Duration.ofNanos(1));
        assertThat(begin()).isEqualTo(update());
        assertThat(registration.begin()).as("while it is under way").isEmpty();
        registration.updated();
        assertThat(registration.left()).isEqualTo(LIFETIME);
        assertThat(registration.untilNextStep(LONG)).isEqualTo(Duration.ofSeconds(50));
    }

    /** Lifetime, when the update is due at the latest, and a tenth earlier by chance. */
    @ParameterizedTest
    @CsvSource({"1, 500", "60, 30000", "480, 240000", "600, 360000", "86400, 77760000"})
    void theUpdateLeavesTimeForRetransmissions(long seconds, long millis) {
        for (double random : new double[] {0, 1}) {
            chance = random;
            registration = new Registration(Duration.ofSeconds(seconds), () -> now, () -> chance);
            begin();
            registration.registered("/rd/a");
            assertThat(registration.untilNextStep(LONG))
                    .isEqualTo(Duration.ofMillis(millis * (random == 0 ? 10 : 9) / 10));
        }
    }

    @Test
    void aFailedStepIsRetriedWithGrowingDelay() {
        chance = 0.5;
        for (long seconds : new long[] {2, 4, 8, 16, 25, 25}) {
            registration.failed(begin());
            assertThat(registration.untilNextStep(LONG)).isEqualTo(Duration.ofSeconds(seconds));
            pass(Duration.ofSeconds(seconds));
        }
        chance = 0;
        registration.failed(begin());
        assertThat(registration.untilNextStep(LONG)).as("jitter").isEqualTo(Duration.ofMillis(18_750));
        pass(Duration.ofSeconds(25));
        register();
        registration.updateSoon();
        registration.failed(begin());
        assertThat(registration.untilNextStep(LONG)).as("anew after a success").isEqualTo(Duration.ofMillis(1_500));
    }

    @Test
    void anUpdateIsRetriedUntilTheServerForgotTheDevice() {
        register();
        pass(LIFETIME);
        assertThat(registration.isCurrent()).as("the server may have ended it").isFalse();
        registration.failed(begin());
        pass(LIFETIME);
        assertThat(begin())
                .as("keeps the observations, if the server still has it")
                .isEqualTo(update());
        registration.forgotten();
        assertThat(begin()).isEqualTo(new Register(LIFETIME));
    }

    @Test
    void lostObserversNeedANewRegistration() {
        register();
        registration.registerAnew();

        Step step = begin();
        assertThat(step).isEqualTo(new Register(LIFETIME));
        registration.failed(step);
        pass(LIFETIME);
        assertThat(begin()).as("not forgotten when that fails").isEqualTo(new Register(LIFETIME));
        registration.registered("/rd/b");
        assertThat(registration.location()).hasValue("/rd/b");
    }

    /** Else each notification would lead to the next registration. */
    @Test
    void rejectedNotificationsCauseOneRegistrationAMinute() {
        register();
        pass(Duration.ofSeconds(10));
        registration.registerAnewAfterAWhile(now);
        registration.registerAnewAfterAWhile(now);
        assertThat(registration.untilNextStep(LONG)).isEqualTo(Duration.ofSeconds(40));
        pass(Duration.ofSeconds(40));
        assertThat(begin()).as("instead of the update that is due").isEqualTo(new Register(LIFETIME));
        registration.registered("/rd/a");

        registration = new Registration(Duration.ofDays(1), () -> now, () -> chance);
        begin();
        registration.registered("/rd/a");
        registration.registerAnewAfterAWhile(now);
        assertThat(registration.untilNextStep(LONG)).isEqualTo(Duration.ofMinutes(1));
        pass(Duration.ofHours(1));
        registration.registerAnewAfterAWhile(now);
        assertThat(begin()).isInstanceOf(Register.class);
        registration.registered("/rd/a");

        registration.updateSoon();
        begin();
        registration.registerAnewAfterAWhile(now);
        registration.updated();
        assertThat(registration.untilNextStep(LONG))
                .as("rejected during an update")
                .isEqualTo(Duration.ofMinutes(1));
    }

    @Test
    void aNotificationRejectedDuringAnUpdateCausesARegistrationWithinThePeriodOfUpdates() {
        register();
        registration.updateSoon();
        begin();
        registration.registerAnewAfterAWhile(now);
        registration.updated();
        assertThat(registration.untilNextStep(LONG)).isEqualTo(LIFETIME.dividedBy(2));
    }

    @Test
    void aNotificationOfAnEndedObservationCausesNoRegistration() {
        long observed = now;
        pass(Duration.ofSeconds(1));
        register();
        pass(Duration.ofMinutes(2));
        registration.registerAnewAfterAWhile(observed);
        assertThat(begin()).isEqualTo(update());
        registration.forgotten();
        begin();
        registration.registerAnewAfterAWhile(observed);
        registration.registered("/rd/a");
        assertThat(registration.begin()).as("it began after that observation").isEmpty();
    }

    /** RESTARTED follows, which makes it due. */
    @Test
    void lostObserversAreRegisteredForWhenTheModuleIsBack() {
        register();
        registration.registerAnewNext();
        assertThat(registration.begin()).isEmpty();
        registration.updateSoon();
        assertThat(begin()).isEqualTo(new Register(LIFETIME));
    }

    @Test
    void aNewSessionCausesAnUpdateAtOnce() {
        register();
        registration.updateSoon();
        assertThat(begin()).isEqualTo(update());
    }

    @Test
    void aStepRequestedWhileAStepIsUnderWayFollowsIt() {
        register();
        registration.updateSoon();
        begin();
        registration.registerAnew();
        registration.updated();
        assertThat(begin()).isEqualTo(new Register(LIFETIME));
        registration.updateSoon();
        registration.registered("/rd/a");
        Step step = begin();
        assertThat(step).isEqualTo(update());
        registration.updateSoon();
        registration.failed(step);
        assertThat(begin()).as("at once, as things are different now").isEqualTo(update());
    }

    @Test
    void aWrittenLifetimeGoesWithTheNextUpdate() {
        register();
        Duration other = Duration.ofSeconds(20);
        registration.lifetime(other);

        Step step = begin();
        assertThat(step).isEqualTo(new Update("/rd/a", Optional.of(other)));
        registration.failed(step);
        pass(LIFETIME);
        assertThat(begin()).isEqualTo(new Update("/rd/a", Optional.of(other)));
        registration.updated();
        assertThat(registration.left()).isEqualTo(other);
        pass(other);
        assertThat(begin()).isEqualTo(update());
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "-1", "0", "65536", "111111"})
    void aWrongNumberIsNamed(String number) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Lwm2mRegistration().setPort(number))
                .withMessage("port: must be 1 to 65535 but is " + number);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Lwm2mStandardObjects().setShortServerId(number))
                .withMessage("shortServerId: must be 1 to 65534 but is " + number);
    }

    @Test
    void noStepBeginsAfterTheEnd() {
        register();
        assertThat(registration.end()).hasValue("/rd/a");
        assertThat(registration.end()).isEmpty();
        registration.registerAnew();
        assertThat(registration.begin()).isEmpty();
        assertThat(registration.untilNextStep(LONG)).isEqualTo(LONG);
        assertThat(registration.isCurrent()).isFalse();
    }
}
