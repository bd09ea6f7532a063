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
package io.github.bc66coap.examples.lwm2m;

import java.util.List;

/**
 * The radio cell that serves the module, as {@code AT+QENG=0} tells.
 *
 * @param id as object 4 has it, a number
 * @param dBm received power (RSRP)
 * @param quality received quality (RSRQ) in dB
 */
public record Cell(long id, int dBm, int quality) {
    private static final int ID = 4;
    private static final int RSRP = 5;
    private static final int RSRQ = 6;

    /**
     * Reads the line of the note's section 4.3, {@code +QENG: 0,3738,2,105,"5C4BC33",-69,-11,…}; the ID is hexadecimal
     * there.
     *
     * @throws IllegalArgumentException if it is another one
     */
    public static Cell parse(List<String> lines) {
        String[] fields = lines.isEmpty() ? new String[0] : lines.get(0).split(",");
        if (fields.length <= RSRQ || !fields[0].equals("+QENG: 0")) {
            throw new IllegalArgumentException("the module says nothing of a cell");
        }
        return new Cell(
                Long.parseLong(fields[ID].replace("\"", ""), 16),
                Integer.parseInt(fields[RSRP]),
                Integer.parseInt(fields[RSRQ]));
    }
}
