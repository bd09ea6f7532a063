// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A Markdown page of which some pieces are rendered: those between {@code <!-- begin NAME -->} and {@code <!-- end NAME -->}. */
final class Page {
    private final Path file;
    private String text;

    Page(Path file) throws IOException {
        this.file = file;
        this.text = Files.readString(file);
    }

    /** @throws IllegalArgumentException when there is no such piece */
    void put(String name, String piece) {
        String begin = "<!-- begin " + name + " -->\n";
        int from = text.indexOf(begin) + begin.length();
        int to = text.indexOf("<!-- end " + name + " -->");
        if (from < begin.length() || to < from) {
            throw new IllegalArgumentException(file + " has no place for " + name);
        }
        text = text.substring(0, from) + "\n" + piece.strip() + "\n\n" + text.substring(to);
    }

    void write() throws IOException {
        Files.writeString(file, text);
    }
}
