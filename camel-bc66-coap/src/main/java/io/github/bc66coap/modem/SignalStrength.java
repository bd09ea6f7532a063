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
package io.github.bc66coap.modem;

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
