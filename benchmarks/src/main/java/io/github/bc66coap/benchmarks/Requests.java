// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.benchmarks;

import java.util.List;
import java.util.Map;

/** How long it takes from a notification of a request to the first byte of the HEAD that answers it, for a route with a constant. */
final class Requests implements Bench.Measurement {
    static final String WARM_MEDIAN = "warm, p50, ms";
    static final String WARM_P99 = "warm, p99, ms";
    static final String FIRST_P99 = "first 200, p99, ms";

    private static final List<String> FIGURES = List.of("first 200, p50, ms", FIRST_P99, WARM_MEDIAN, WARM_P99);

    @Override
    public void measure(Plan plan, Results results) throws Exception {
        for (int round = 0; round < plan.rounds(); round++) {
            for (Map.Entry<String, String> build : plan.builds().entrySet()) {
                try (Jvm module = Peer.start("pty", "requests");
                        Jvm route = ModulesLoad.start(build.getValue(), "256m", "60s")) {
                    route.say(module.line());
                    route.line();
                    double[] numbers = module.numbers();
                    for (int i = 0; i < FIGURES.size(); i++) {
                        results.add(FIGURES.get(i), build.getKey(), numbers[i]);
                    }
                }
            }
        }
    }
}
