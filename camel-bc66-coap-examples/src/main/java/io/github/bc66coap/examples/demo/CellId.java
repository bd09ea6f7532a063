// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.examples.demo;

import java.util.List;

/** The ID of the cell that the module is in. */
public final class CellId {
    private static final int COLUMN = 4;

    private CellId() {}

    /**
     * Takes the cell's ID from the answer to {@code AT+QENG=0}, where it is in hexadecimal digits, and writes it in
     * decimal ones, as LwM2M has it.
     */
    public static String decimal(List<String> answer) {
        String cell = answer.stream()
                .filter(line -> line.startsWith("+QENG: 0,"))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no cell in " + answer));
        String id = cell.split(",")[COLUMN].replace("\"", "");
        return Long.toString(Long.parseLong(id, 16));
    }
}
