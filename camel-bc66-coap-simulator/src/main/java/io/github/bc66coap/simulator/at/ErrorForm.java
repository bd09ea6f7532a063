// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.simulator.at;

/** How a refusal is worded. */
public enum ErrorForm {
    /** {@code ERROR}, or as {@code AT+CMEE} wants it (3GPP TS 27.007, section 9.1). */
    BY_LEVEL {
        @Override
        String text(int level, CmeError reason) {
            return switch (level) {
                case 1 -> CME.text(level, reason);
                case 2 -> CME_TEXT.text(level, reason);
                default -> "ERROR";
            };
        }
    },
    /** {@code +CME ERROR: 50}, whatever was asked for. */
    CME {
        @Override
        String text(int level, CmeError reason) {
            return "+CME ERROR: " + reason.code();
        }
    },
    /** {@code +CMEE ERROR: 50}. */
    CMEE {
        @Override
        String text(int level, CmeError reason) {
            return "+CMEE ERROR: " + reason.code();
        }
    },
    /** {@code +CME ERROR: incorrect parameters}, whatever was asked for. */
    CME_TEXT {
        @Override
        String text(int level, CmeError reason) {
            return "+CME ERROR: " + reason.text();
        }
    };

    /**
     * The text.
     *
     * @param level the one of {@code AT+CMEE}
     */
    abstract String text(int level, CmeError reason);
}
