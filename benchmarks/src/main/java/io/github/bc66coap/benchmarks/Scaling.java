// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.benchmarks;

import java.io.IOException;
import java.util.List;
import java.util.Locale;

/** What gateways cost by how many modules they have, worked out from what a few sizes were measured to cost. */
final class Scaling {
    private static final List<Integer> GATEWAYS = List.of(100, 250, 1_000);
    /** Of those of the page's example. */
    private static final int MODULES_EACH = 250;

    private static final int MODULES = 100_000;
    private static final int GATEWAYS_PER_PREFIX = 200;
    private static final int PARTITIONS_PER_GATEWAY = 4;
    private static final int SHARED_PARTITIONS = 24;
    private static final int REPLICAS = 3;
    private static final int REPLICAS_PER_BROKER = 4_000;
    /** Each module notifies once a second and gets a request every three seconds. */
    private static final double MESSAGES = 4 / 3.0;

    private final Results fleet;
    private final String least;
    private final String most;

    Scaling(Results fleet) {
        this.fleet = fleet;
        List<String> sizes = List.copyOf(fleet.series());
        least = sizes.get(0);
        most = sizes.get(sizes.size() - 1);
    }

    void write(Page page) throws IOException {
        page.put("fleet", measured());
        page.put("each", each());
        page.put("gateways", gateways());
        page.put("thousands", thousands());
        page.write();
    }

    private String measured() {
        List<String> figures = List.of(Fleet.HEAP, Fleet.RESIDENT, Fleet.THREADS, Fleet.CONNECTIONS, Fleet.CPU);
        Table table = new Table(List.of(
                "Modules", "Heap, MiB", "Resident memory, MiB", "Threads", "TCP connections", "Processor, ms/s"));
        for (String size : fleet.series()) {
            table.row(java.util.stream.Stream.concat(
                            java.util.stream.Stream.of(size),
                            figures.stream().map(figure -> Figure.shown(fleet.spread(figure, size))))
                    .toList());
        }
        return table.toString();
    }

    private String each() {
        Table table = new Table(List.of("", "Fixed", "For each module", "How"));
        row(table, "Heap, MiB", Fleet.HEAP);
        row(table, "Resident memory, MiB", Fleet.RESIDENT);
        row(table, "Threads", Fleet.THREADS);
        row(table, "TCP connections", Fleet.CONNECTIONS);
        row(table, "Processor, ms/s", Fleet.CPU);
        return table.toString();
    }

    private void row(Table table, String name, String figure) {
        table.row(List.of(
                name,
                Figure.shown(fixed(figure)),
                Figure.shown(perModule(figure)),
                "(%s − %s) / %s"
                        .formatted(
                                Figure.shown(value(figure, most)),
                                Figure.shown(value(figure, least)),
                                number(modules(most) - modules(least)))));
    }

    private String gateways() {
        Table table = new Table(List.of(
                "Modules of a gateway",
                "Heap, MiB",
                "Resident memory, MiB",
                "Threads",
                "Cores, a message a second each"));
        for (int count : GATEWAYS) {
            table.row(List.of(
                    number(count),
                    Figure.shown(of(Fleet.HEAP, count)),
                    Figure.shown(of(Fleet.RESIDENT, count)),
                    Figure.shown(Math.rint(of(Fleet.THREADS, count))),
                    Figure.shown(count * perMessage() / 1000)));
        }
        return table.toString();
    }

    private String thousands() {
        int gateways = MODULES / MODULES_EACH;
        int prefixes = (gateways + GATEWAYS_PER_PREFIX - 1) / GATEWAYS_PER_PREFIX;
        int perPrefix = PARTITIONS_PER_GATEWAY * Math.min(gateways, GATEWAYS_PER_PREFIX);
        int own = prefixes * 2 * perPrefix;
        int shared = prefixes * 3 * SHARED_PARTITIONS;
        int replicas = REPLICAS * (own + shared);
        int brokers = (replicas + REPLICAS_PER_BROKER - 1) / REPLICAS_PER_BROKER;
        int fullest = MODULES_EACH + 3 * (int) Math.rint(Math.sqrt(MODULES_EACH));
        Table table = new Table(List.of("", "Sum", "Result"));
        row(
                table,
                "gateways, " + MODULES_EACH + " modules each",
                number(MODULES) + " / " + MODULES_EACH,
                number(gateways));
        row(table, "prefixes, 200 gateways each", number(gateways) + " / " + GATEWAYS_PER_PREFIX, number(prefixes));
        row(table, "partitions of commands and devices", prefixes + " × 2 × " + number(perPrefix), number(own));
        row(
                table,
                "partitions of telemetry, answers and dead letters",
                prefixes + " × 3 × " + SHARED_PARTITIONS,
                number(shared));
        row(table, "replicas, three of each", REPLICAS + " × " + number(own + shared), number(replicas));
        row(table, "brokers, at 4,000 replicas each", number(replicas) + " / 4,000", number(brokers));
        row(table, "connections to modules", "", number(MODULES));
        row(
                table,
                "connections to brokers",
                number(gateways) + " × (4 × " + brokers + " + 5)",
                number(gateways * (4 * brokers + 5)));
        row(
                table,
                "resident memory, the fullest gateway",
                sum(Fleet.RESIDENT, fullest),
                Figure.shown(of(Fleet.RESIDENT, fullest)) + " MiB");
        row(
                table,
                "resident memory, all gateways",
                number(gateways) + " × " + Figure.shown(of(Fleet.RESIDENT, MODULES_EACH)) + " MiB",
                Figure.shown(gateways * of(Fleet.RESIDENT, MODULES_EACH) / 1024) + " GiB");
        row(
                table,
                "threads, the fullest gateway",
                sum(Fleet.THREADS, fullest),
                Figure.shown(Math.rint(of(Fleet.THREADS, fullest))));
        row(table, "telemetry at a message a minute and module", number(MODULES) + " / 60 s", "1,700/s");
        row(
                table,
                "processor for it, all gateways",
                "1,700/s × " + Figure.shown(perMessage()) + " ms",
                Figure.shown(1.7 * perMessage()) + " cores");
        return table.toString();
    }

    private static void row(Table table, String... cells) {
        table.row(List.of(cells));
    }

    private String sum(String figure, int modules) {
        return Figure.shown(fixed(figure)) + " + " + modules + " × " + Figure.shown(perModule(figure));
    }

    private double of(String figure, int modules) {
        return fixed(figure) + modules * perModule(figure);
    }

    private double fixed(String figure) {
        return value(figure, least) - modules(least) * perModule(figure);
    }

    private double perModule(String figure) {
        return Math.max(0, value(figure, most) - value(figure, least)) / (modules(most) - modules(least));
    }

    /** Milliseconds. */
    private double perMessage() {
        return perModule(Fleet.CPU) / MESSAGES;
    }

    private double value(String figure, String size) {
        return fleet.spread(figure, size).median();
    }

    private static int modules(String size) {
        return Integer.parseInt(size);
    }

    private static String number(int value) {
        return String.format(Locale.ROOT, "%,d", value);
    }
}
