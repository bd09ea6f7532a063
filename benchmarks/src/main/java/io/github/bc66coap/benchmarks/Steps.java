// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** What each change gained: builds one after the other, measured in the same rounds. */
final class Steps {
    private final List<String> builds;
    private final Results pty;
    private final Results tcp;

    /** @param results the folder of the results, beside which is the list of the builds */
    Steps(Path results) throws IOException {
        builds = Files.readAllLines(results.resolveSibling("steps.txt"));
        pty = Results.read(results.resolve("steps-pty.json"));
        tcp = Results.read(results.resolve("steps-tcp.json"));
    }

    String table() {
        Table table = new Table(List.of(
                "Build",
                "pty: rate / bare",
                "CPU / bare",
                "switches",
                "allocated, bytes",
                "TCP: rate / bare",
                "CPU / bare",
                "switches"));
        for (String build : builds) {
            String[] commitAndWords = build.split(" ", 2);
            if (pty.series().contains(commitAndWords[0])) {
                row(table, commitAndWords[0], commitAndWords[1]);
            }
        }
        return table.toString();
    }

    private void row(Table table, String build, String words) {
        table.row(List.of(
                "`" + build + "`: " + words,
                median(pty.ratio(Exchanges.RATE, build, Exchanges.BARE)),
                median(pty.ratio(Exchanges.CPU, build, Exchanges.BARE)),
                median(pty.spread(Exchanges.SWITCHES, build)),
                median(pty.spread(Exchanges.ALLOCATED, build)),
                median(tcp.ratio(Exchanges.RATE, build, Exchanges.BARE)),
                median(tcp.ratio(Exchanges.CPU, build, Exchanges.BARE)),
                median(tcp.spread(Exchanges.SWITCHES, build))));
    }

    private static String median(Spread spread) {
        return Figure.shown(spread.median());
    }
}
