// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.simulator.coap;

/**
 * In which respects URCs may differ from the note's.
 *
 * @param quotedAddress is the IP address in quotes?
 * @param quotedToken is the token in quotes?
 * @param decimalMode is the mode decimal, not two hexadecimal digits?
 * @param requestOptionsAlways do requests show options whatever {@code Showrspopt} says?
 * @param blocksShown do requests show Block1, Block2, Size1 and Size2?
 * @param zeroCount is the count of a response's options printed if it is 0?
 * @param data how data is printed
 * @param limitsAll do the 1300 bytes count from the plus sign, or else from the first byte of data?
 * @param quotedRecovered is the name of the recovery URC in quotes?
 */
public record UrcStyle(
        boolean quotedAddress,
        boolean quotedToken,
        boolean decimalMode,
        boolean requestOptionsAlways,
        boolean blocksShown,
        boolean zeroCount,
        DataForm data,
        boolean limitsAll,
        boolean quotedRecovered) {
    /** The note's style; the decisions are explained at {@link UrcFormat}. */
    public static final UrcStyle NOTE = new UrcStyle(false, true, false, true, false, true, DataForm.NOTE, true, false);
}
