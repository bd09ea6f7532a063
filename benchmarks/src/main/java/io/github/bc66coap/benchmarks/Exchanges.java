// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Whole exchanges of a route with a scripted module, beside a bare loop, pyserial and camel-coap. */
final class Exchanges implements Bench.Measurement {
    static final String BARE = "bare loop";
    static final String PYSERIAL = "pyserial";
    static final String COAP = "camel-coap";
    static final String RATE = "exchanges a second";
    static final String CPU = "CPU time, µs";
    static final String ALLOCATED = "allocated, bytes";
    static final String SWITCHES = "voluntary switches";
    /** Of the other process: whether that is what limits. */
    static final String PEER_CPU = "CPU time of the peer, µs";

    static final String HEAP = "heap, MiB";

    private static final List<String> FIGURES = List.of(RATE, CPU, ALLOCATED, SWITCHES);
    private static final int WARM_UP = 30_000;
    private static final int COUNT = 20_000;

    private final String line;

    /** @param line {@code tcp} or {@code pty} */
    Exchanges(String line) {
        this.line = line;
    }

    @Override
    public void measure(Plan plan, Results results) throws Exception {
        int count = plan.sizeOr(COUNT);
        String python = line.equals("pty") ? python() : null;
        try (Jvm module = Peer.start(line, "answer");
                Jvm server = Jvm.start(Plan.classPath(), List.of(), CoapServer.class)) {
            String device = module.line();
            String coap = "127.0.0.1:" + server.line();
            for (int round = 0; round < plan.rounds(); round++) {
                add(results, BARE, module, count, load(Plan.classPath(), "bare", device, count));
                if (python != null) {
                    add(results, PYSERIAL, module, 0, new Jvm(pythonLoop(python, device, count)));
                }
                add(results, COAP, server, count, load(Plan.classPath(), "coap", coap, count));
                for (Map.Entry<String, String> build : plan.builds().entrySet()) {
                    add(results, build.getKey(), module, count, load(build.getValue(), "component", device, count));
                }
            }
        }
    }

    private static Jvm load(String classPath, String how, String device, int count) throws IOException {
        return Jvm.start(classPath, List.of("-Xmx256m"), ExchangeLoad.class, how, device, WARM_UP, count, 1);
    }

    private static void add(Results results, String series, Jvm peer, int count, Jvm load) throws IOException {
        try (load) {
            double cpu = Processes.cpuSeconds(peer.pid());
            double[] numbers = load.numbers();
            if (count > 0) {
                double each = (Processes.cpuSeconds(peer.pid()) - cpu) / (WARM_UP + count);
                results.add(PEER_CPU, series, 1e6 * each);
            }
            for (int i = 0; i < FIGURES.size(); i++) {
                if (!(series.equals(PYSERIAL) && FIGURES.get(i).equals(ALLOCATED))) {
                    results.add(FIGURES.get(i), series, numbers[i]);
                }
            }
        }
    }

    private static List<String> pythonLoop(String python, String device, int count) throws IOException {
        Path script = Files.createTempFile("bare-loop", ".py");
        script.toFile().deleteOnExit();
        Files.write(script, Exchanges.class.getResourceAsStream("bare-loop.py").readAllBytes());
        return List.of(python, script.toString(), device, Integer.toString(WARM_UP), Integer.toString(count));
    }

    /** A Python with pyserial; {@code null} if there is none. */
    private static String python() throws InterruptedException {
        for (String python : List.of("python3", "/usr/bin/python3")) {
            try {
                Process process = new ProcessBuilder(new ArrayList<>(List.of(python, "-c", "import serial")))
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .start();
                if (process.waitFor() == 0) {
                    return python;
                }
            } catch (IOException e) {
                // not installed
            }
        }
        System.err.println("pyserial isn't installed (Debian: python3-serial); it is left out");
        return null;
    }
}
