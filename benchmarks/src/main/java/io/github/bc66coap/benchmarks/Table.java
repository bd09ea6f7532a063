// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.benchmarks;

import java.util.ArrayList;
import java.util.List;

/** A table of a Markdown page; the first column is text, the others are numbers. */
final class Table {
    private final List<String> lines = new ArrayList<>();

    Table(List<String> head) {
        row(head);
        lines.add("| --- |" + " ---: |".repeat(head.size() - 1));
    }

    void row(List<String> cells) {
        lines.add("| " + String.join(" | ", cells) + " |");
    }

    @Override
    public String toString() {
        return String.join("\n", lines);
    }
}
