// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.benchmarks;

import java.util.Arrays;

/** Of some values the median, and the least and the greatest. */
record Spread(double least, double median, double most) {
    /** @throws IllegalArgumentException when there are no values */
    static Spread of(double... values) {
        if (values.length == 0) {
            throw new IllegalArgumentException("no values");
        }
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        int middle = sorted.length / 2;
        double median = sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
        return new Spread(sorted[0], median, sorted[sorted.length - 1]);
    }

    /** The value that a share of all, 0 to 1, doesn't exceed: the nearest rank. */
    static double percentile(double share, double... values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        int rank = (int) Math.ceil(share * sorted.length);
        return sorted[Math.max(1, rank) - 1];
    }

    /** How far the values are from the median, at most, as a share of it. */
    double deviation() {
        return Math.max(most - median, median - least) / median;
    }
}
