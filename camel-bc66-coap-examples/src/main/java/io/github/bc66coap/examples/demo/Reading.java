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
