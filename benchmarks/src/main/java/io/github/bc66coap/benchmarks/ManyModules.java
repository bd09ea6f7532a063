// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.benchmarks;

import java.io.IOException;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * What many modules cost in one JVM: each has a route and TCP line of its own, and is asked every ten seconds whether it is there and
 * whether its settings are what they were (a keep-alive: AT and AT+QCOAPCFG?).
 */
final class ManyModules implements Bench.Measurement {
    static final String RESIDENT = "resident memory, MiB";
    static final String THREADS = "threads";
    static final String CPU = "share of one core, %";
    static final String COMMANDS = "commands for each module in 10 s";
    static final String START = "seconds until all have started";

    private static final int COUNT = 1_000;
    private static final String HEAP = "160m";
    private static final long SETTLED_SECONDS = 15;
    private static final long WATCHED_SECONDS = 30;

    @Override
    public void measure(Plan plan, Results results) throws Exception {
        int count = plan.sizeOr(COUNT);
        for (int round = 0; round < plan.rounds(); round++) {
            for (Map.Entry<String, String> build : plan.builds().entrySet()) {
                try {
                    measure(results, build.getKey(), build.getValue(), count);
                } catch (IOException e) {
                    System.err.println(build.getKey() + " with " + count + " modules: " + e.getMessage());
                }
            }
        }
    }

    private static void measure(Results results, String name, String classPath, int count)
            throws IOException, InterruptedException {
        try (Jvm peers = ManyPeers.start(count);
                Jvm modules = ModulesLoad.start(classPath, HEAP, "10s")) {
            String devices = peers.line();
            long start = System.nanoTime();
            modules.say(devices);
            modules.line();
            double started = (System.nanoTime() - start) / 1e9;
            TimeUnit.SECONDS.sleep(SETTLED_SECONDS);
            double commands = commands(peers);
            double cpu = Processes.cpuSeconds(modules.pid());
            TimeUnit.SECONDS.sleep(WATCHED_SECONDS);
            results.add(COMMANDS, name, (commands(peers) - commands) / count / WATCHED_SECONDS * 10);
            results.add(CPU, name, 100 * (Processes.cpuSeconds(modules.pid()) - cpu) / WATCHED_SECONDS);
            results.add(RESIDENT, name, Processes.residentMebibytes(modules.pid()));
            results.add(THREADS, name, Processes.threads(modules.pid()));
            results.add(START, name, started);
        }
    }

    private static double commands(Jvm peers) throws IOException {
        peers.say("");
        return peers.numbers()[0];
    }
}
