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
