// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.DoubleStream;

/** Puts results into the pages, and draws the pictures. Arguments: the folder of the results, the folder of the pages. */
public final class Report {
    private static final List<String> COMPARED = List.of(Exchanges.BARE, Exchanges.PYSERIAL, Exchanges.COAP);
    private static final String TARGETS = "How far each figure is from its target, earlier and now";
    private static final String MILLION = "Exchanges a second while a million of them go by";
    private static final List<String> MARGINS = List.of("a hundredth", "a tenth", "target", "10 times", "100 times");
    private static final int LEFT = 330;
    private static final int RIGHT = 40;
    private static final int WIDTH = 860;
    private static final int TOP = 50;
    private static final int STEP = 26;

    private final Map<String, Results> all = new LinkedHashMap<>();
    private final Path folder;
    private final Path pages;

    private Report(Path results, Path pages) throws IOException {
        this.folder = results;
        this.pages = pages;
        for (String name : Bench.names()) {
            Path file = results.resolve(name + ".json");
            if (Files.exists(file)) {
                all.put(name, Results.read(file));
            }
        }
    }

    public static void main(String[] arguments) throws IOException {
        new Report(Path.of(arguments[0]), Path.of(arguments[1])).write();
    }

    private void write() throws IOException {
        // what wasn't measured stays as it is
        Page page = new Page(pages.resolve("performance.md"));
        page.put("machine", machine());
        page.put("targets", targets());
        page.put("steps", new Steps(folder).table());
        for (Map.Entry<String, Results> measured : all.entrySet()) {
            Results results = measured.getValue();
            switch (measured.getKey()) {
                case "pty", "tcp" -> page.put(measured.getKey(), exchanges(results));
                case "million" -> page.put("million", million(results));
                case "profile" -> page.put("profile", profile(results));
                case "fleet", "verify" -> {
                    // on the other page, and among the targets
                }
                default -> page.put(measured.getKey(), table(results));
            }
        }
        page.write();
        Files.writeString(
                pages.resolve("performance-targets.svg"), targetsPicture().toString());
        if (all.containsKey("million")) {
            Files.writeString(
                    pages.resolve("performance-million.svg"),
                    millionPicture(all.get("million")).toString());
        }
        if (all.containsKey("fleet")) {
            new Scaling(all.get("fleet")).write(new Page(pages.resolve("scaling.md")));
        }
    }

    /** Of the measurements, which may have been made one after the other. */
    private String machine() {
        Set<String> lines = new LinkedHashSet<>();
        for (Results results : all.values()) {
            Map<String, Object> machine = results.machine();
            lines.add("- %s, %s cores, %s MiB; %s; %s"
                    .formatted(
                            machine.get("processor"),
                            machine.get("cores"),
                            machine.get("memory in MiB"),
                            machine.get("system"),
                            machine.get("java")));
        }
        return String.join("\n", lines);
    }

    /** The builds that any measurement has, this one at last. */
    private List<String> builds() {
        Set<String> builds = new LinkedHashSet<>();
        for (Target target : Target.all()) {
            if (all.containsKey(target.file())) {
                builds.addAll(builds(all.get(target.file())));
            }
        }
        builds.remove(Plan.NOW);
        builds.add(Plan.NOW);
        return List.copyOf(builds);
    }

    private static List<String> builds(Results results) {
        List<String> series = new ArrayList<>(results.series());
        series.removeAll(COMPARED);
        return series;
    }

    private String targets() {
        List<String> builds = builds();
        List<String> head = new ArrayList<>(List.of("Figure", "Target"));
        builds.forEach(build -> head.add(shownBuild(build)));
        head.add("Met");
        Table table = new Table(head);
        for (Target target : Target.all()) {
            List<String> row = new ArrayList<>(List.of(target.name(), target.wanted()));
            for (String build : builds) {
                row.add(value(target, build).map(Figure::shown).orElse("-"));
            }
            row.add(value(target, Plan.NOW)
                    .map(now -> target.isMet(now) ? "yes" : "no")
                    .orElse("-"));
            table.row(row);
        }
        return table + "\n\n" + image("targets", TARGETS);
    }

    private static String image(String name, String title) {
        return "![" + title + "](performance-" + name + ".svg)";
    }

    private static String shownBuild(String build) {
        return build.equals(Plan.NOW) ? "Now" : "`" + build + "`";
    }

    private Optional<Spread> value(Target target, String build) {
        return Optional.ofNullable(all.get(target.file())).flatMap(results -> target.of(results, build));
    }

    private static String table(Results results) {
        List<String> head = new ArrayList<>(List.of(""));
        columns(results).forEach(series -> head.add(COMPARED.contains(series) ? series : shownBuild(series)));
        Table table = new Table(head);
        for (String figure : results.figures()) {
            List<String> row = new ArrayList<>(List.of(figure));
            for (String series : columns(results)) {
                row.add(results.has(figure, series) ? Figure.shown(results.spread(figure, series)) : "-");
            }
            table.row(row);
        }
        return table.toString();
    }

    /** What builds are compared with comes first. */
    private static List<String> columns(Results results) {
        List<String> columns = new ArrayList<>(COMPARED);
        columns.retainAll(results.series());
        columns.addAll(builds(results));
        return columns;
    }

    private static String exchanges(Results results) {
        List<String> head = new ArrayList<>(List.of("Ratio"));
        builds(results).forEach(build -> head.add(shownBuild(build)));
        Table table = new Table(head);
        for (String reference : List.of(Exchanges.BARE, Exchanges.COAP)) {
            for (String figure : List.of(Exchanges.RATE, Exchanges.CPU, Exchanges.SWITCHES)) {
                List<String> row = new ArrayList<>(List.of(figure + " / " + reference));
                for (String build : builds(results)) {
                    row.add(Figure.shown(results.ratio(figure, build, reference)));
                }
                table.row(row);
            }
        }
        return table(results) + "\n\n" + table;
    }

    private static String million(Results results) {
        Table table = new Table(List.of("", "first", "last", "least", "most", "from the median, at most"));
        for (String figure : results.figures()) {
            for (String build : results.series()) {
                double[] values = results.values(figure, build);
                Spread spread = Spread.of(values);
                table.row(List.of(
                        figure + ", " + shownBuild(build),
                        Figure.shown(values[0]),
                        Figure.shown(values[values.length - 1]),
                        Figure.shown(spread.least()),
                        Figure.shown(spread.most()),
                        String.format(Locale.ROOT, "%.1f %%", 100 * spread.deviation())));
            }
        }
        return table + "\n\n" + image("million", MILLION);
    }

    private static String profile(Results results) {
        StringBuilder text = new StringBuilder();
        for (String figure : results.figures()) {
            Table table = new Table(List.of(figure, ""));
            for (String name : results.series()) {
                if (results.has(figure, name)) {
                    table.row(List.of(
                            "`" + name + "`",
                            Figure.shown(results.spread(figure, name).median())));
                }
            }
            text.append(table).append("\n\n");
        }
        return text.toString();
    }

    /** How far each figure is from its target, earlier and now: right of the line it is met. */
    private Picture targetsPicture() {
        List<Target> targets = Target.all().stream()
                .filter(target -> target.bound() > 0 && value(target, Plan.NOW).isPresent())
                .toList();
        int height = TOP + STEP * targets.size() + 50;
        Picture picture = new Picture(WIDTH, height, TARGETS);
        double middle = x(1);
        for (int power = -2; power <= 2; power++) {
            double x = x(Math.pow(10, power));
            picture.line("rule", x, TOP - 12, x, height - 50);
            picture.text(x, height - 32, "middle", MARGINS.get(power + 2));
        }
        picture.text(middle - 12, 24, "end", "missed");
        picture.text(middle + 12, 24, "start", "met");
        List<String> builds = builds();
        String first = builds.get(0);
        picture.dot("before", LEFT - 300, height - 14);
        picture.text(LEFT - 288, height - 10, "start", first);
        picture.dot("now", LEFT - 200, height - 14);
        picture.text(LEFT - 188, height - 10, "start", Plan.NOW);
        for (int i = 0; i < targets.size(); i++) {
            Target target = targets.get(i);
            double y = TOP + STEP * i + STEP / 2.0 - 6;
            picture.text(LEFT - 16, y + 4, "end", target.name());
            double now = x(target.margin(value(target, Plan.NOW).orElseThrow()));
            Optional<Spread> before = first.equals(Plan.NOW) ? Optional.empty() : value(target, first);
            before.ifPresent(spread -> {
                double then = x(target.margin(spread));
                picture.line("rule", then, y, now, y);
                picture.dot("before", then, y);
            });
            picture.dot("now", now, y);
        }
        return picture;
    }

    /** A margin from 1/200 to 200 times, on a logarithmic scale. */
    private static double x(double margin) {
        double decades = Math.log10(200);
        double place = (Math.max(-decades, Math.min(decades, Math.log10(margin))) + decades) / (2 * decades);
        return LEFT + place * (WIDTH - LEFT - RIGHT);
    }

    private static Picture millionPicture(Results results) {
        int height = 280;
        Picture picture = new Picture(WIDTH, height, MILLION);
        double most = results.series().stream()
                .flatMapToDouble(build -> DoubleStream.of(results.values(Exchanges.RATE, build)))
                .max()
                .orElseThrow();
        double scale = (height - 90) / most;
        picture.text(60, 24, "start", Exchanges.RATE);
        picture.line("rule", 60, height - 50, WIDTH - 20, height - 50);
        picture.text(54, height - 46, "end", "0");
        picture.text(54, 44, "end", Figure.shown(most));
        int x = 200;
        for (String build : results.series()) {
            String style = build.equals(Plan.NOW) ? "now" : "before";
            double[] rates = results.values(Exchanges.RATE, build);
            double[] xs = new double[rates.length];
            double[] ys = new double[rates.length];
            for (int i = 0; i < rates.length; i++) {
                xs[i] = 60 + (i + 1.0) * Million.STEP / 1_000_000 * (WIDTH - 80);
                ys[i] = height - 50 - rates[i] * scale;
            }
            picture.curve(style, xs, ys);
            picture.dot(style, x, height - 14);
            picture.text(x + 12.0, height - 10, "start", build);
            x += 100;
        }
        picture.text(60 + (WIDTH - 80) / 2.0, height - 32, "middle", "500,000");
        picture.text(WIDTH - 20, height - 32, "end", "1,000,000 exchanges");
        return picture;
    }
}
