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
package io.github.bc66coap.faults;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What a soak has seen. Thread-safe. */
final class SoakReport {
    private final Map<String, Integer> outcomes = new TreeMap<>();
    private final Map<String, Integer> faults = new TreeMap<>();
    private final Map<String, Integer> excused = new TreeMap<>();
    private final List<String> objections = new ArrayList<>();
    private int rounds;
    private int recoveries;

    synchronized void outcome(String kind) {
        outcomes.merge(kind, 1, Integer::sum);
    }

    synchronized void fault(String name) {
        faults.merge(name, 1, Integer::sum);
    }

    synchronized void recovery() {
        recoveries++;
    }

    synchronized void round() {
        rounds++;
    }

    /** Something was not as promised. */
    synchronized void objection(String what) {
        objections.add(what);
    }

    /** Something was told wrong because bytes were changed on the line. */
    synchronized void excuse(String kind) {
        excused.merge(kind, 1, Integer::sum);
    }

    synchronized List<String> objections() {
        return List.copyOf(objections);
    }

    synchronized int exchanges() {
        return outcomes.values().stream().mapToInt(Integer::intValue).sum();
    }

    @Override
    public synchronized String toString() {
        return "%d rounds, %d exchanges, %d faults, %d recoveries%n%s%s%s%s"
                .formatted(
                        rounds,
                        exchanges(),
                        faults.values().stream().mapToInt(Integer::intValue).sum(),
                        recoveries,
                        list("outcomes", outcomes),
                        list("faults", faults),
                        list("told wrong because of bytes changed on the line", excused),
                        objections.stream().map("OBJECTION %s%n"::formatted).collect(Collectors.joining()));
    }

    private static String list(String title, Map<String, Integer> counts) {
        return "  " + title + ": "
                + counts.entrySet().stream()
                        .map(entry -> entry.getKey() + " " + entry.getValue())
                        .collect(Collectors.joining(", "))
                + System.lineSeparator();
    }
}
