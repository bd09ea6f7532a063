// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
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
