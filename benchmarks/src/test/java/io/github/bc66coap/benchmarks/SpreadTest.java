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
    void theDeviationIsThatOfTheFarthest() {
        assertThat(Spread.of(90, 100, 104).deviation()).isEqualTo(0.1, within(1e-9));
        assertThat(Spread.of(5, 5).deviation()).isZero();
    }
}
