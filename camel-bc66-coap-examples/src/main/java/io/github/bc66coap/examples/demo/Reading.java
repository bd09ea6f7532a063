// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.examples.demo;

import java.math.BigDecimal;

/**
 * What a meter showed at some time; as JSON, an object of these properties.
 *
 * @param time when, as ISO 8601
 * @param meter the meter's number
 * @param medium what it counts
 * @param value how much of it
 * @param unit in which unit
 */
public record Reading(String time, String meter, String medium, BigDecimal value, String unit) {
    /** Reads a line of a file. */
    public static Reading parse(String line) {
        String[] columns = line.strip().split(",");
        if (columns.length != 5) {
            throw new IllegalArgumentException("not a reading: " + line);
        }
        return new Reading(columns[0], columns[1], columns[2], new BigDecimal(columns[3]), columns[4]);
    }
}
