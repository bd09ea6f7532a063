// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.simulator.at;

/** Prints framed bytes of the module, each with its kind. */
@FunctionalInterface
public interface Printer {
    /** What is printed. */
    enum Kind {
        /** What the TE typed, come back. */
        ECHO,
        /** Lines of information in front of the result. */
        INFORMATION,
        /** The result of a good command. */
        OK,
        /** The result of a refused one. */
        ERROR,
        /** The prompt of the data mode. */
        PROMPT,
        /** Something that comes by itself, the results of {@code +QCOAPSEND} and {@code +QCOAPDEL} among it. */
        UNSOLICITED,
        /** Something printed as it is. */
        RAW
    }

    /** Prints. */
    void print(Kind kind, byte[] bytes);
}
