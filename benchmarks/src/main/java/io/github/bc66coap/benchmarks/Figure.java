// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.benchmarks;

import java.util.Locale;

/** How figures are written on a page. */
final class Figure {
    private Figure() {}

    /** The median and, where they differ, the least and the greatest in parentheses. */
    static String shown(Spread spread) {
        String median = shown(spread.median());
        String least = shown(spread.least());
        String most = shown(spread.most());
        return least.equals(most) ? median : median + " (" + least + " to " + most + ")";
    }

    /** With as many digits as it deserves: two or three. */
    static String shown(double value) {
        double size = Math.abs(value);
        if (size >= 1000) {
            double unit = Math.pow(10, Math.max(0, Math.floor(Math.log10(size)) - 2));
            return String.format(Locale.ROOT, "%,.0f", Math.rint(value / unit) * unit);
        }
        if (size >= 100) {
            return String.format(Locale.ROOT, "%.0f", value);
        }
        if (size >= 10) {
            return String.format(Locale.ROOT, "%.1f", value);
        }
        return String.format(Locale.ROOT, size == 0 ? "%.0f" : size >= 0.1 ? "%.2f" : "%.3f", value);
    }
}
