// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

import org.apache.camel.util.json.DeserializationException;
import org.apache.camel.util.json.JsonArray;
import org.apache.camel.util.json.JsonObject;
import org.apache.camel.util.json.Jsoner;

/**
 * What a measurement has found: for each figure and each series (a build, or what it is compared with) the values of all rounds, in
 * their order, and the machine.
 */
final class Results {
    private final Map<String, Object> machine;
    private final Map<String, Map<String, List<Double>>> figures = new LinkedHashMap<>();

    private Results(Map<String, Object> machine) {
        this.machine = machine;
    }

    /** Nothing yet, on this machine. */
    static Results ofThisMachine() throws IOException {
        Map<String, Object> machine = new LinkedHashMap<>();
        machine.put("date", LocalDate.now().toString());
        machine.put("java", System.getProperty("java.vm.name") + " " + Runtime.version());
        machine.put("system", System.getProperty("os.name") + " " + System.getProperty("os.version"));
        machine.put("processor", Processes.processor());
        machine.put("cores", Runtime.getRuntime().availableProcessors());
        machine.put("memory in MiB", Processes.memoryMebibytes());
        return new Results(machine);
    }

    /** @throws IOException when the file isn't there, or isn't of {@link #write} */
    static Results read(Path file) throws IOException {
        try {
            JsonObject json = (JsonObject) Jsoner.deserialize(Files.readString(file));
            Results results = new Results(new LinkedHashMap<>(json.getMap("machine")));
            ((JsonObject) json.get("figures"))
                    .forEach((figure, all) -> ((JsonObject) all).forEach((series, values) -> ((JsonArray) values)
                            .forEach(value -> results.add(figure, series, ((Number) value).doubleValue()))));
            return results;
        } catch (DeserializationException e) {
            throw new IOException(file + " is no JSON", e);
        }
    }

    void add(String figure, String series, double value) {
        figures.computeIfAbsent(figure, name -> new LinkedHashMap<>())
                .computeIfAbsent(series, name -> new ArrayList<>())
                .add(value);
    }

    Map<String, Object> machine() {
        return machine;
    }

    Set<String> figures() {
        return figures.keySet();
    }

    /** Of all figures, in the order in which they came. */
    Set<String> series() {
        Set<String> all = new LinkedHashSet<>();
        figures.values().forEach(series -> all.addAll(series.keySet()));
        return all;
    }

    boolean has(String figure, String series) {
        return figures.getOrDefault(figure, Map.of()).containsKey(series);
    }

    /** The values of all rounds. */
    double[] values(String figure, String series) {
        if (!has(figure, series)) {
            throw new IllegalArgumentException("no " + figure + " of " + series + "; there are " + figures.keySet());
        }
        return figures.get(figure).get(series).stream()
                .mapToDouble(Double::doubleValue)
                .toArray();
    }

    Spread spread(String figure, String series) {
        return Spread.of(values(figure, series));
    }

    /** What was measured side by side is compared side by side: round by round. */
    Spread ratio(String figure, String series, String reference) {
        double[] values = values(figure, series);
        double[] references = values(figure, reference);
        return Spread.of(IntStream.range(0, Math.min(values.length, references.length))
                .mapToDouble(i -> values[i] / references[i])
                .toArray());
    }

    void write(Path file) throws IOException {
        JsonObject json = new JsonObject();
        json.put("machine", new JsonObject(machine));
        JsonObject all = new JsonObject();
        figures.forEach((figure, series) -> {
            JsonObject object = new JsonObject();
            series.forEach((name, values) -> object.put(
                    name, new JsonArray(values.stream().map(Results::rounded).toList())));
            all.put(figure, object);
        });
        json.put("figures", all);
        Files.createDirectories(file.toAbsolutePath().getParent());
        Files.writeString(file, Jsoner.prettyPrint(json.toJson(), 2) + "\n");
    }

    /** Five digits are more than a measurement has. */
    private static Number rounded(double value) {
        double rounded = new java.math.BigDecimal(value)
                .round(new java.math.MathContext(5))
                .doubleValue();
        return rounded == Math.rint(rounded) ? (Number) (long) rounded : (Number) rounded;
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        figures.forEach((figure, series) -> {
            text.append(figure).append('\n');
            series.forEach((name, values) -> text.append("  ")
                    .append(name)
                    .append(": ")
                    .append(Figure.shown(spread(figure, name)))
                    .append('\n'));
        });
        return text.toString();
    }
}
