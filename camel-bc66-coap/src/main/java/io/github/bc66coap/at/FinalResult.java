// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.at;

/** The final result codes of 3GPP TS 27.007 section 9 and their variants in firmware. */
enum FinalResult {
    OK,
    ERROR;

    /** The result code that {@code line} is, or {@code null}. */
    static FinalResult of(String line) {
        String text = line.stripTrailing();
        if (text.equals("OK")) {
            return OK;
        }
        if (text.equals("ERROR")
                || text.startsWith("+CME ERROR:")
                || text.startsWith("+CMEE ERROR:")
                || text.startsWith("+CMS ERROR:")) {
            return ERROR;
        }
        return null;
    }
}
