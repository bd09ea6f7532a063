// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.simulator;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/**
 * What is printed at a start.
 *
 * @param form what there is of it
 * @param garbled are there bytes of another baud rate in front?
 */
record BootLog(Form form, boolean garbled) {
    /** What is printed and what isn't. */
    enum Form {
        /** The beginning of the log, {@code RDY} and what follows it. */
        SHORT,
        /** The whole log, {@code RDY} and what follows it. */
        COMPLETE,
        /** The whole log, and no more. */
        LOG_ALONE,
        /** What follows {@code RDY}, and no more. */
        NO_LOG
    }

    private static final List<String> BEGINNING =
            List.of("F1: 0000 0000", "V0: 0000 0000 [0001]", "00: 0006 000C", "01: 0000 0000", "U0: 0000 0001 [0000]");
    private static final List<String> REST = List.of("T0: 0000 00B4", "Leaving the BROM");

    /** What 115200 baud looks like at 9600: no text, a NUL and a stray quote among it. */
    private static final byte[] GARBAGE = HexFormat.of().parseHex("00FCE0FE801C22F80D3EC0FF7F0A00E3");

    /** The lines of the log. */
    List<String> lines() {
        List<String> lines = new ArrayList<>();
        if (form != Form.NO_LOG) {
            lines.addAll(BEGINNING);
        }
        if (form == Form.COMPLETE || form == Form.LOG_ALONE) {
            lines.addAll(REST);
        }
        return lines;
    }

    /** Does {@code RDY} come? */
    boolean ready() {
        return form == Form.SHORT || form == Form.COMPLETE;
    }

    /** Does the module tell that its functions are there, and its card? */
    boolean functions() {
        return form != Form.LOG_ALONE;
    }

    /** What comes in front of the log. */
    byte[] garbage() {
        return garbled ? GARBAGE.clone() : new byte[0];
    }
}
