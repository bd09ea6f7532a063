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
