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

/** Whether rate and heap stay what they are: {@value #STEP} exchanges after the other, a million of them, over TCP. */
final class Million implements Bench.Measurement {
    /** How many exchanges make a value. */
    static final int STEP = 50_000;

    /** Of an earlier build a fifth is enough to see what becomes of it. */
    private static final int EARLIER = 5;

    private static final int WARM_UP = 50_000;

    @Override
    public void measure(Plan plan, Results results) throws Exception {
        int all = plan.sizeOr(1_000_000) / STEP;
        for (Map.Entry<String, String> build : plan.builds().entrySet()) {
            int steps = build.getKey().equals(Plan.NOW) ? all : Math.max(1, all / EARLIER);
            try (Jvm module = Peer.start("tcp", "answer");
                    Jvm load = Jvm.start(
                            build.getValue(),
                            List.of("-Xmx256m"),
                            ExchangeLoad.class,
                            "component",
                            module.line(),
                            WARM_UP,
                            STEP,
                            steps)) {
                for (int i = 0; i < steps; i++) {
                    double[] numbers = load.numbers();
                    results.add(Exchanges.RATE, build.getKey(), numbers[0]);
                    results.add(Exchanges.HEAP, build.getKey(), numbers[4]);
                }
            }
        }
    }
}
