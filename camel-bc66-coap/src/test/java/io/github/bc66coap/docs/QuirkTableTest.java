// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.docs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;

import org.junit.jupiter.api.Test;

import io.github.bc66coap.simulator.Quirk;

import static org.assertj.core.api.Assertions.assertThat;

/** The table of quirks in {@code docs/quirks.md} has them all, in their order and in their own words. */
class QuirkTableTest {
    private static final Path PAGE = Path.of("..", "docs", "quirks.md");

    private static final String HEAD =
            "| Quirk | About | What the module does | Component |\n| --- | --- | --- | --- |\n";

    /** What the component makes of those that it can't simply serve; {@code QuirkLimitsTest} shows it. */
    private static final Map<Quirk, String> LIMITS = Map.of(
            Quirk.OPTION_ERROR_APPLIED,
                    "`AtErrorException` *the module answered AT+QCOAPOPTION=… with ERROR*; nothing is sent, and no"
                            + " later message has those options",
            Quirk.TEN_OPTIONS,
                    "served up to 10; more: `AtErrorException` *the module answered AT+QCOAPOPTION=11,… with ERROR*",
            Quirk.COMMA_REFUSED,
                    "served without commas; with one: `AtErrorException` *the module answered AT+QCOAPOPTION=… with"
                            + " ERROR*",
            Quirk.OPTIONS_IN_EMPTY_MESSAGES,
                    "served, once a peer has repeated a message twice because it didn't understand the acknowledgement;"
                            + " not with DTLS",
            Quirk.DEEP_SLEEP,
                    "served with `wakeUp=DTR` or `RTS` and that wire; without: not ready until something else wakes it,"
                            + " *the module doesn't answer AT at 115200 baud*, `ModemUnavailableException` after"
                            + " `responseTimeout`",
            Quirk.NO_QCOAP,
                    "`ModemUnavailableException` *the module's firmware has no CoAP commands: it refuses"
                            + " AT+QCOAPCREATE=?*",
            Quirk.OPEN_DIALECT,
                    "`ModemUnavailableException` *…; it speaks another CoAP dialect, that of AT+QCOAPOPEN, which is not a"
                            + " BC66's*",
            Quirk.PORT_ONLY_CONTEXTS,
                    "`ModemUnavailableException` *AT+QCOAPCREATE=… was refused: ERROR; it may speak an older CoAP"
                            + " dialect …*");

    @Test
    void everyQuirkIsInTheTable() throws IOException {
        String page = Files.readString(PAGE);
        int from = page.indexOf(HEAD) + HEAD.length();
        int to = page.indexOf("\n\n", from) + 1;
        String expected = Arrays.stream(Quirk.values()).map(QuirkTableTest::row).collect(Collectors.joining());
        if (Boolean.getBoolean("docs.update")) {
            Files.writeString(PAGE, page.substring(0, from) + expected + page.substring(to));
            return;
        }
        assertThat(page.substring(from, to))
                .as("The table is out of date. This writes it: ./mvnw -pl camel-bc66-coap -am test"
                        + " -Dtest=QuirkTableTest -Dsurefire.failIfNoSpecifiedTests=false -Ddocs.update=true")
                .isEqualTo(expected);
    }

    private static String row(Quirk quirk) {
        String value = quirk.value().map(v -> "=" + v.standard()).orElse("");
        return "| `%s%s` | %s | %s | %s |\n"
                .formatted(
                        quirk.cliName(),
                        value,
                        escaped(quirk.topic().title()),
                        escaped(quirk.description()),
                        LIMITS.getOrDefault(quirk, "served"));
    }

    private static String escaped(String text) {
        return text.replace("<", "&lt;");
    }
}
