// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.benchmarks;

import java.io.IOException;
import java.util.List;
import java.util.Map;

/** How much of the time of a line of 115200 baud is used while exchanges follow each other, beside the bare loop. */
final class LineEfficiency implements Bench.Measurement {
    static final String EFFICIENCY = "share of the line's time";
    static final String RATE = "exchanges a second at 115200";

    private static final int WARM_UP = 15_000;
    private static final int COUNT = 300;

    @Override
    public void measure(Plan plan, Results results) throws Exception {
        int count = plan.sizeOr(COUNT);
        for (int round = 0; round < plan.rounds(); round++) {
            measure(results, Exchanges.BARE, Plan.classPath(), "bare", count);
            for (Map.Entry<String, String> build : plan.builds().entrySet()) {
                measure(results, build.getKey(), build.getValue(), "component", count);
            }
        }
    }

    private static void measure(Results results, String series, String classPath, String how, int count)
            throws IOException {
        try (Jvm module = Peer.start("pty", "paced", WARM_UP, count)) {
            try (Jvm load = Jvm.start(
                    classPath, List.of("-Xmx256m"), ExchangeLoad.class, how, module.line(), WARM_UP, count + 1, 1)) {
                double[] numbers = module.numbers();
                results.add(EFFICIENCY, series, numbers[0]);
                results.add(RATE, series, numbers[1]);
            }
        }
    }
}
