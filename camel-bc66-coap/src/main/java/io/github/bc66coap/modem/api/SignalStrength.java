// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.modem.api;

import java.util.OptionalInt;

/**
 * How strong the module receives its cell.
 *
 * @param rssi as {@code AT+CSQ} tells it: 0 to 31, 99 when the module doesn't know (3GPP TS 27.007 section 8.5)
 */
public record SignalStrength(int rssi) {
    private static final int STRONGEST = 31;
    private static final int WEAKEST_DBM = -113;
    private static final int STEP_DBM = 2;

    /** In dBm, −113 standing for this or less, −51 for this or more; empty when the module doesn't know. */
    public OptionalInt dBm() {
        return rssi > STRONGEST ? OptionalInt.empty() : OptionalInt.of(WEAKEST_DBM + STEP_DBM * rssi);
    }
}
