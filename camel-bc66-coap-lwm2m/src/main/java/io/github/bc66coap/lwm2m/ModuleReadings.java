// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.lwm2m;

import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;

/**
 * Reads values from the module's replies to {@code AT+QENG=0} (note, section 4.3), {@code AT+CSQ} and {@code AT+CBC} (3GPP 27.007, sections
 * 8.5 and 8.4). A value that the module does not report is {@code null}.
 */
final class ModuleReadings {
    private static final String CELL = "+QENG: 0,";
    private static final int CELL_ID = 4;
    private static final int RSRP = 5;
    private static final int RSRQ = 6;
    private static final int UNKNOWN_SIGNAL = 99;

    private ModuleReadings() {}

    /** Cell ID, which the module prints in hexadecimal. */
    static Long cellId(List<String> lines) {
        String id = field(lines, CELL_ID);
        return id == null || !id.matches("[0-9A-Fa-f]{1,8}") ? null : Long.valueOf(id, 16);
    }

    /** RSRP in dBm. */
    static Long rsrp(List<String> lines) {
        return number(field(lines, RSRP));
    }

    /** RSRQ in dB. */
    static Long rsrq(List<String> lines) {
        return number(field(lines, RSRQ));
    }

    private static String field(List<String> lines, int index) {
        return lines.stream()
                .map(String::strip)
                .filter(line -> line.startsWith(CELL))
                .map(line -> line.substring(line.indexOf(' ') + 1).split(","))
                .filter(fields -> fields.length > index)
                .map(fields -> fields[index].replace("\"", "").strip())
                .findFirst()
                .orElse(null);
    }

    /** RSSI in dBm, from {@code +CSQ: 20,0}. */
    static Long rssi(List<String> lines) {
        OptionalInt rssi = numbers(lines, "+CSQ:", 0);
        return rssi.isEmpty() || rssi.getAsInt() == UNKNOWN_SIGNAL ? null : (long) (-113 + 2 * rssi.getAsInt());
    }

    /** Battery level in percent, from {@code +CBC: 0,88,3512}. */
    static Long batteryLevel(List<String> lines) {
        return boxed(numbers(lines, "+CBC:", 1));
    }

    /** Battery voltage in millivolts. */
    static Long batteryVoltage(List<String> lines) {
        return boxed(numbers(lines, "+CBC:", 2));
    }

    private static Long boxed(OptionalInt value) {
        return value.isPresent() ? (long) value.getAsInt() : null;
    }

    private static OptionalInt numbers(List<String> lines, String prefix, int index) {
        return lines.stream()
                .map(String::strip)
                .filter(line -> line.startsWith(prefix))
                .map(line -> line.substring(prefix.length()).split(","))
                .filter(fields -> fields.length > index)
                .map(fields -> number(fields[index]))
                .filter(value -> value != null)
                .mapToInt(Long::intValue)
                .findFirst();
    }

    private static Long number(String text) {
        try {
            return text == null ? null : Long.valueOf(text.strip());
        } catch (NumberFormatException e) {
            return null;
        }
    }

    /** The first line with text, such as the reply to {@code AT+CGSN}. */
    static String text(List<String> lines) {
        return lines.stream()
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .map(line -> line.startsWith("+")
                        ? line.substring(line.indexOf(':') + 1).strip()
                        : line)
                .findFirst()
                .orElse(null);
    }

    /** The lines of a reply, from a list or from one text. */
    static List<String> lines(Object body) {
        return body instanceof List<?> list
                ? list.stream().map(String::valueOf).toList()
                : Arrays.asList(String.valueOf(body).split("\\R"));
    }
}
