// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.lwm2m;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalDouble;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** In virtual time: seconds since the value was told. */
class NotificationPaceTest {
    private static final Duration SAMPLE = Duration.ofSeconds(10);

    private final NotificationPace pace = new NotificationPace();

    private static NotificationAttributes attributes(String query) {
        return NotificationAttributes.NONE.with(query, NotificationAttributes.NONE);
    }

    private static long at(int seconds) {
        return Duration.ofSeconds(seconds).toNanos();
    }

    private void told(double value, int seconds) {
        pace.notified(value, OptionalDouble.of(value), at(seconds));
    }

    private boolean isDue(String query, double value, int seconds) {
        return pace.isDue(attributes(query), value, OptionalDouble.of(value), at(seconds));
    }

    @Test
    void aChangedValueIsDue() {
        told(20, 0);
        assertThat(pace.isDue(NotificationAttributes.NONE, 20.0, OptionalDouble.of(20), at(1)))
                .isFalse();
        assertThat(pace.isDue(NotificationAttributes.NONE, 20.1, OptionalDouble.of(20.1), at(2)))
                .isTrue();
    }

    @Test
    void bytesAreComparedByContent() {
        pace.notified(new byte[] {1}, OptionalDouble.empty(), 0);
        assertThat(pace.isDue(NotificationAttributes.NONE, new byte[] {1}, OptionalDouble.empty(), at(1)))
                .isFalse();
        assertThat(pace.isDue(NotificationAttributes.NONE, new byte[] {2}, OptionalDouble.empty(), at(1)))
                .isTrue();
    }

    @Test
    void aChangeWithinPminIsDueWhenPminHasPassed() {
        told(20, 0);
        assertThat(isDue("pmin=30", 21, 10)).isFalse();
        assertThat(pace.nextSample(attributes("pmin=30"), SAMPLE, at(25))).isEqualTo(Duration.ofSeconds(5));
        assertThat(isDue("pmin=30", 20, 30)).as("it has changed meanwhile").isTrue();
    }

    @Test
    void anUnchangedValueIsDueAfterPmax() {
        told(20, 0);
        assertThat(isDue("pmin=5&pmax=60", 20, 59)).isFalse();
        assertThat(pace.nextSample(attributes("pmax=60"), SAMPLE, at(55))).isEqualTo(Duration.ofSeconds(5));
        assertThat(isDue("pmin=5&pmax=60", 20, 60)).isTrue();
        told(20, 60);
        assertThat(isDue("pmin=5&pmax=60", 20, 61)).isFalse();
    }

    /** As the defaults of the Server object may have it, which a server writes one by one. */
    @Test
    void aPmaxBelowPminIsIgnored() {
        NotificationAttributes odd =
                NotificationAttributes.NONE.with(Duration.ofSeconds(30), Optional.of(Duration.ofSeconds(5)));
        told(20, 0);
        assertThat(pace.isDue(odd, 20.0, OptionalDouble.of(20), at(40))).isFalse();
        assertThat(pace.isDue(odd, 21.0, OptionalDouble.of(21), at(29))).isFalse();
        assertThat(pace.nextSample(odd, SAMPLE, at(29))).isEqualTo(Duration.ofSeconds(1));
        assertThat(pace.isDue(odd, 21.0, OptionalDouble.of(21), at(30))).isTrue();
        assertThat(odd.with("st=1", odd).step()).as("no fault of the query").hasValue(1.0);
    }

    @Test
    void aStepIsMeasuredFromTheLastNotifiedValue() {
        told(20, 0);
        assertThat(isDue("st=2", 21, 1)).isFalse();
        assertThat(isDue("st=2", 21.9, 2)).isFalse();
        assertThat(isDue("st=2", 18, 3)).isTrue();
    }

    @Test
    void crossingALimitIsDueInBothDirections() {
        told(20, 0);
        assertThat(isDue("gt=25", 25, 1)).isFalse();
        assertThat(isDue("gt=25", 26, 2)).isTrue();
        told(26, 2);
        assertThat(isDue("gt=25", 30, 3)).as("any change else is not").isFalse();
        assertThat(isDue("gt=25", 24, 4)).isTrue();
        told(24, 4);
        assertThat(isDue("lt=5", 4, 5)).isTrue();
    }

    @Test
    void aLimitCrossedWithinPminIsDueWhenPminHasPassed() {
        told(20, 0);
        assertThat(isDue("gt=25&pmin=10", 26, 2)).isFalse();
        assertThat(isDue("gt=25&pmin=10", 26, 10)).isTrue();
    }

    @Test
    void anAttributeWithoutAValueIsRemoved() {
        NotificationAttributes both = attributes("pmin=5&pmax=60&st=1");
        assertThat(both.with("pmax&st", NotificationAttributes.NONE)).isEqualTo(attributes("pmin=5"));
        NotificationAttributes ofServer = NotificationAttributes.NONE.with("pmin=7", NotificationAttributes.NONE);
        assertThat(both.with("pmin", ofServer).pmin()).isEqualTo(Duration.ofSeconds(7));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"pmin=", "pmin=-1", "pmin=x", "speed=5", "pmin=60&pmax=5", "st=0", "lt=10&gt=12&st=1", "ver=1.1"
            })
    void anInvalidAttributeIsRefusedWith400(String query) {
        assertThatExceptionOfType(Lwm2mException.class)
                .isThrownBy(() -> attributes(query))
                .extracting(Lwm2mException::getCode)
                .isEqualTo("4.00");
    }
}
