// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.benchmarks;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * Runs one measurement. Arguments: its name, the file for the results, how many rounds, its size (0: as usual), and earlier builds as
 * {@code commit=folder}, where the component's classes are, or for {@code verify} the checkout.
 */
public final class Bench {
    private static final Map<String, Measurement> ALL = new LinkedHashMap<>();

    static {
        ALL.put("decoder", new Decoding());
        ALL.put("encoder", new Encoding());
        ALL.put("tcp", new Exchanges("tcp"));
        ALL.put("pty", new Exchanges("pty"));
        ALL.put("requests", new Requests());
        ALL.put("line", new LineEfficiency());
        ALL.put("idle", new IdleModules());
        ALL.put("modules", new ManyModules());
        ALL.put("million", new Million());
        ALL.put("fleet", new Fleet());
        ALL.put("verify", new Verify());
        ALL.put("profile", new Profile());
    }

    private Bench() {}

    /** Fills in what it has found. */
    interface Measurement {
        void measure(Plan plan, Results results) throws Exception;
    }

    static Set<String> names() {
        return ALL.keySet();
    }

    public static void main(String[] arguments) throws Exception {
        Measurement measurement = ALL.get(arguments[0]);
        if (measurement == null) {
            throw new IllegalArgumentException(arguments[0] + " is none of " + ALL.keySet());
        }
        Plan plan = Plan.of(
                Integer.parseInt(arguments[2]),
                Integer.parseInt(arguments[3]),
                Arrays.copyOfRange(arguments, 4, arguments.length));
        Results results = Results.ofThisMachine();
        measurement.measure(plan, results);
        results.write(Path.of(arguments[1]));
        System.out.print(results);
        // a watch over a process that has ended long since
        System.exit(0);
    }
}
