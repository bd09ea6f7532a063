// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.benchmarks;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** How many threads an idle module takes beyond those that it shares with others. */
final class IdleModules implements Bench.Measurement {
    static final String THREADS = "threads for each module: ";
    static final String FIXED = "threads with four modules: ";

    /** So many that all threads are there that modules share. */
    private static final int FEW = 4;

    private static final int MORE = 8;
    /** Longer than a thread stays that waits for more to do. */
    private static final long SETTLED_SECONDS = 10;

    @Override
    public void measure(Plan plan, Results results) throws Exception {
        for (Map.Entry<String, String> build : plan.builds().entrySet()) {
            for (String line : List.of("tcp", "pty")) {
                long few = threads(build.getValue(), line, FEW);
                long more = threads(build.getValue(), line, FEW + MORE);
                results.add(THREADS + line, build.getKey(), (more - few) / (double) MORE);
                results.add(FIXED + line, build.getKey(), few);
            }
        }
    }

    private static long threads(String classPath, String line, int count) throws IOException, InterruptedException {
        List<Jvm> peers = new ArrayList<>();
        try (Jvm modules = ModulesLoad.start(classPath, "256m", "60s")) {
            List<String> devices = new ArrayList<>();
            if (line.equals("tcp")) {
                peers.add(ManyPeers.start(count));
                devices.add(peers.get(0).line());
            } else {
                for (int i = 0; i < count; i++) {
                    peers.add(Peer.start(line, "answer"));
                    devices.add(peers.get(i).line());
                }
            }
            modules.say(String.join(" ", devices));
            modules.line();
            TimeUnit.SECONDS.sleep(SETTLED_SECONDS);
            return Processes.threads(modules.pid());
        } finally {
            for (Jvm peer : peers) {
                peer.close();
            }
        }
    }
}
