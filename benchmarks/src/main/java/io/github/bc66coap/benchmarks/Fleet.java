// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** What a gateway of the fleet example costs, by how many modules it has. It is watched from outside. */
final class Fleet implements Bench.Measurement {
    static final String HEAP = "heap, MiB";
    static final String RESIDENT = "resident memory, MiB";
    static final String THREADS = "threads";
    static final String CONNECTIONS = "TCP connections";
    static final String CPU = "processor, ms a second";
    static final String GATEWAY = "gateway 1 is process ";
    static final List<Integer> SIZES = List.of(1, 64, 200);

    private static final long SETTLED_SECONDS = 30;
    private static final long WATCHED_SECONDS = 20;

    @Override
    public void measure(Plan plan, Results results) throws Exception {
        for (int round = 0; round < plan.rounds(); round++) {
            for (int modules : SIZES) {
                measure(results, modules);
            }
        }
    }

    private static void measure(Results results, int modules) throws IOException, InterruptedException {
        List<String> command = List.of("--modules=" + modules, "--gateways=1", "--for=120s");
        try (Jvm fleet = new Jvm(command(command))) {
            long gateway = gateway(fleet);
            try {
                String series = Integer.toString(modules);
                TimeUnit.SECONDS.sleep(SETTLED_SECONDS);
                double cpu = Processes.cpuSeconds(gateway);
                TimeUnit.SECONDS.sleep(WATCHED_SECONDS);
                results.add(CPU, series, 1000 * (Processes.cpuSeconds(gateway) - cpu) / WATCHED_SECONDS);
                results.add(RESIDENT, series, Processes.residentMebibytes(gateway));
                results.add(THREADS, series, Processes.threads(gateway));
                results.add(CONNECTIONS, series, connections(gateway));
                results.add(HEAP, series, heap(gateway));
            } finally {
                ProcessHandle.of(gateway).ifPresent(ProcessHandle::destroyForcibly);
            }
        }
    }

    private static List<String> command(List<String> arguments) {
        List<String> command = new java.util.ArrayList<>(List.of(
                Processes.tool("java"),
                "-XX:+UseSerialGC",
                "-cp",
                Plan.classPath(),
                "io.github.bc66coap.examples.Examples",
                "fleet"));
        command.addAll(arguments);
        return command;
    }

    private static long gateway(Jvm fleet) throws IOException {
        while (true) {
            String line = fleet.line();
            int start = line.indexOf(GATEWAY);
            if (start >= 0) {
                String number = line.substring(start + GATEWAY.length());
                return Long.parseLong(number.substring(0, number.indexOf(',')));
            }
        }
    }

    /** What a full collection leaves. */
    private static double heap(long process) throws IOException {
        try (Jvm jcmd = new Jvm(List.of(Processes.tool("jcmd"), Long.toString(process), "GC.class_histogram"))) {
            String line = jcmd.line();
            while (!line.startsWith("Total ")) {
                line = jcmd.line();
            }
            String[] fields = line.split(" +");
            return Long.parseLong(fields[2]) / 1048576.0;
        }
    }

    private static int connections(long process) throws IOException {
        Set<String> established = new HashSet<>();
        for (String table : List.of("tcp", "tcp6")) {
            for (String line : Files.readAllLines(Path.of("/proc/net/" + table))) {
                String[] fields = line.strip().split(" +");
                if (fields[3].equals("01")) {
                    established.add("socket:[" + fields[9] + "]");
                }
            }
        }
        int count = 0;
        try (Stream<Path> all = Files.list(Path.of("/proc/" + process + "/fd"))) {
            for (Path descriptor : all.toList()) {
                if (established.contains(target(descriptor))) {
                    count++;
                }
            }
        }
        return count;
    }

    private static String target(Path descriptor) {
        try {
            return Files.readSymbolicLink(descriptor).toString();
        } catch (IOException e) {
            return "";
        }
    }
}
