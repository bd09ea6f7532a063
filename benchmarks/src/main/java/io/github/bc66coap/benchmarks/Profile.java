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

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import jdk.jfr.consumer.RecordedClass;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedFrame;
import jdk.jfr.consumer.RecordedStackTrace;
import jdk.jfr.consumer.RecordedThread;
import jdk.jfr.consumer.RecordingFile;

/** Where exchanges over a pty spend their time, and what allocates, by samples of the flight recorder. The start is in it. */
final class Profile implements Bench.Measurement {
    static final String THREAD = "processor by thread, %";
    static final String METHOD = "processor by the component's method, else by the library, %";
    static final String ALLOCATION = "allocation by the component's method, else by the library, %";
    static final String CLASS = "allocation by class, %";

    private static final String COMPONENT = "io.github.bc66coap.";
    private static final String OURS = COMPONENT + "benchmarks.";
    private static final int TOP = 12;
    private static final int COUNT = 60_000;

    private final Map<String, Map<String, Double>> sums = new HashMap<>();

    @Override
    public void measure(Plan plan, Results results) throws Exception {
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
                        plan.sizeOr(COUNT),
                        1,
                        1)) {
            // what the recorder says
            String line = load.line();
            while (!line.matches("[0-9. ]+")) {
                line = load.line();
            }
            load.awaitEnd();
        }
        try (RecordingFile file = new RecordingFile(recording)) {
            while (file.hasMoreEvents()) {
                take(file.readEvent());
            }
        }
        Files.delete(recording);
        for (String figure : List.of(THREAD, METHOD, ALLOCATION, CLASS)) {
            Map<String, Double> shares = sums.getOrDefault(figure, Map.of());
            double all =
                    shares.values().stream().mapToDouble(Double::doubleValue).sum();
            shares.entrySet().stream()
                    .sorted(Map.Entry.<String, Double>comparingByValue().reversed())
                    .limit(TOP)
                    .forEach(share -> results.add(figure, share.getKey(), 100 * share.getValue() / all));
        }
    }

    private void take(RecordedEvent event) {
        switch (event.getEventType().getName()) {
            case "jdk.ExecutionSample" -> {
                RecordedThread thread = event.getThread("sampledThread");
                if (thread != null) {
                    add(THREAD, String.valueOf(thread.getJavaName()).replaceAll("#?[0-9]+", "N"), 1);
                    add(METHOD, place(event.getStackTrace()), 1);
                }
            }
            case "jdk.ObjectAllocationSample" -> {
                double weight = event.getLong("weight");
                RecordedClass type = event.getClass("objectClass");
                add(CLASS, readable(type.getName()), weight);
                add(ALLOCATION, place(event.getStackTrace()), weight);
            }
            default -> {
                // of no interest
            }
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
