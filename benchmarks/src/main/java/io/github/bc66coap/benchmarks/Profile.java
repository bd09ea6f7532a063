// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.benchmarks;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedFrame;
import jdk.jfr.consumer.RecordedStackTrace;
import jdk.jfr.consumer.RecordingFile;

/**
 * Which threads take the time of exchanges over a pty, and what allocates. The one is what Linux counts, the other are samples of the
 * flight recorder, with the start of the JVM in them. The recorder's samples of execution tell little of threads that run for
 * microseconds and wait for the kernel.
 */
final class Profile implements Bench.Measurement {
    static final String USER = "user time by thread, µs for each exchange";
    static final String SYSTEM = "system time by thread, µs for each exchange";
    static final String SWITCHES = "voluntary switches by thread, for each exchange";
    static final String ALLOCATION = "allocation by the component's method, else by the library, %";
    static final String CLASS = "allocation by class, %";

    private static final String COMPONENT = "io.github.bc66coap.";
    private static final String OURS = COMPONENT + "benchmarks.";
    private static final int TOP = 12;
    private static final int COUNT = 30_000;

    private final Map<String, Map<String, Double>> sums = new HashMap<>();

    @Override
    public void measure(Plan plan, Results results) throws Exception {
        int count = plan.sizeOr(COUNT);
        Path recording = Files.createTempFile("exchanges", ".jfr");
        try (Jvm module = Peer.start("pty", "answer");
                Jvm load = Jvm.start(
                        Plan.classPath(),
                        List.of(
                                "-Xmx256m",
                                "-XX:StartFlightRecording=settings=profile,dumponexit=true,filename=" + recording),
                        ExchangeLoad.class,
                        "component",
                        module.line(),
                        count,
                        count,
                        2)) {
            // what the recorder says comes first
            String line = load.line();
            while (!line.matches("[0-9. ]+")) {
                line = load.line();
            }
            Map<Long, double[]> before = Processes.threadsOf(load.pid());
            Map<Long, String> names = Processes.threadNames(load.pid());
            load.line();
            Processes.threadsOf(load.pid()).forEach((thread, used) -> {
                double[] earlier = before.getOrDefault(thread, new double[used.length]);
                String name = names.getOrDefault(thread, "others").replaceAll("[0-9]+", "N");
                add(USER, name, (used[0] - earlier[0]) / count);
                add(SYSTEM, name, (used[1] - earlier[1]) / count);
                add(SWITCHES, name, (used[2] - earlier[2]) / count);
            });
            load.awaitEnd();
        }
        try (RecordingFile file = new RecordingFile(recording)) {
            while (file.hasMoreEvents()) {
                take(file.readEvent());
            }
        }
        Files.delete(recording);
        for (String figure : List.of(USER, SYSTEM, SWITCHES, ALLOCATION, CLASS)) {
            Map<String, Double> sum = sums.getOrDefault(figure, Map.of());
            double all = sum.values().stream().mapToDouble(Double::doubleValue).sum();
            double unit = figure.endsWith("%") ? all / 100 : 1;
            sum.entrySet().stream()
                    .sorted(Map.Entry.<String, Double>comparingByValue().reversed())
                    .filter(one -> one.getValue() > all / 100)
                    .limit(TOP)
                    .forEach(one -> results.add(figure, one.getKey(), one.getValue() / unit));
        }
    }

    private void take(RecordedEvent event) {
        if (event.getEventType().getName().equals("jdk.ObjectAllocationSample")) {
            double weight = event.getLong("weight");
            add(CLASS, readable(event.getClass("objectClass").getName()), weight);
            add(ALLOCATION, place(event.getStackTrace()), weight);
        }
    }

    private void add(String figure, String name, double weight) {
        sums.computeIfAbsent(figure, key -> new HashMap<>()).merge(name, weight, Double::sum);
    }

    /** Of an array as one writes it, and without the package. */
    private static String readable(String type) {
        String element = type.substring(type.lastIndexOf('[') + 1);
        String name =
                switch (element) {
                    case "B" -> "byte";
                    case "C" -> "char";
                    case "I" -> "int";
                    case "J" -> "long";
                    default ->
                        element.startsWith("L") && element.endsWith(";")
                                ? element.substring(1, element.length() - 1)
                                : element;
                };
        return name.substring(name.lastIndexOf('.') + 1) + "[]".repeat(type.lastIndexOf('[') + 1);
    }

    /** The innermost method of the component; without one, the package of the innermost of all. */
    private static String place(RecordedStackTrace trace) {
        if (trace == null) {
            return "unknown";
        }
        Optional<RecordedFrame> own = trace.getFrames().stream()
                .filter(frame -> frame.getMethod().getType().getName().startsWith(COMPONENT)
                        && !frame.getMethod().getType().getName().startsWith(OURS))
                .findFirst();
        if (own.isPresent()) {
            String type = own.get().getMethod().getType().getName();
            return type.substring(COMPONENT.length()) + "."
                    + own.get().getMethod().getName();
        }
        String type = trace.getFrames().get(0).getMethod().getType().getName();
        return type.substring(0, Math.max(0, type.lastIndexOf('.')));
    }
}
