// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.benchmarks;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

class SpreadTest {
    @Test
    void theMedianIsInTheMiddleOrBetweenTheTwoInTheMiddle() {
        assertThat(Spread.of(3, 1, 2)).isEqualTo(new Spread(1, 2, 3));
        assertThat(Spread.of(4, 1, 2, 10)).isEqualTo(new Spread(1, 3, 10));
        assertThatIllegalArgumentException().isThrownBy(() -> Spread.of());
    }

    @Test
    void percentilesAreValuesThatWereMeasured() {
        double[] values = new double[200];
        for (int i = 0; i < values.length; i++) {
            values[i] = 200 - i;
        }

        assertThat(Spread.percentile(0.5, values)).isEqualTo(100);
        assertThat(Spread.percentile(0.99, values)).isEqualTo(198);
        assertThat(Spread.percentile(1, values)).isEqualTo(200);
        assertThat(Spread.percentile(0.5, 7)).isEqualTo(7);
    }

    @Test
    void theDeviationIsThatOfTheValueFarthestFromTheMedian() {
        assertThat(Spread.of(90, 100, 104).deviation()).isEqualTo(0.1, within(1e-9));
        assertThat(Spread.of(5, 5).deviation()).isZero();
    }
}
