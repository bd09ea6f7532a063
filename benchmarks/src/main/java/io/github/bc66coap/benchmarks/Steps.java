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

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** What each change gave: builds one after the other, measured in the same rounds. */
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
