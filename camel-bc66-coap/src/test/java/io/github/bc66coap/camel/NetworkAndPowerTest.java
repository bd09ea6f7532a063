// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.camel;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

import io.github.bc66coap.quirks.NotUnder;
import io.github.bc66coap.simulator.Quirk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** What {@code docs/network-and-power.md} says is what a module takes. */
class NetworkAndPowerTest extends RouteTestSupport {
    private static final Path PAGE = Path.of("..", "docs", "network-and-power.md");
    private static final Pattern RECIPE = Pattern.compile("(?m)^camel\\.component\\.bc66coap\\.initCommands = (.*)$");

    static List<String> recipes() throws IOException {
        return RECIPE.matcher(Files.readString(PAGE))
                .results()
                .map(recipe -> recipe.group(1))
                .toList();
    }

    private void start(String initCommands) throws Exception {
        configuration().setInitCommands(initCommands);
        serve(0, r -> r.from("direct:start").to(sandbox.uri("operation=AT", "allowCommandHeader=true")));
    }

    private Object read(String command) {
        return successful(send(null, Map.of(Bc66CoapConstants.COMMAND, command)))
                .getMessage()
                .getBody();
    }

    @ParameterizedTest
    @MethodSource("recipes")
    void aModuleTakesEachRecipe(String recipe) throws Exception {
        start(recipe);
        assertThat(sandbox.lines()).containsSubsequence(Arrays.asList(recipe.split(";")));
    }

    @Test
    void thePageHasAllRecipes() throws Exception {
        assertThat(recipes())
                .hasSize(4)
                .anyMatch(recipe -> recipe.contains("AT+QCGDEFCONT="))
                .anyMatch(recipe -> recipe.contains("AT+CPSMS=1,"))
                .anyMatch(recipe -> recipe.contains("AT+CEDRXS=1,"))
                .allMatch(recipe -> recipe.contains("AT+QSCLK=") || recipe.contains("AT+QCGDEFCONT="));
    }

    @Test
    @NotUnder(value = Quirk.NO_SPACE_AFTER_COLON, because = "it quotes what the module prints")
    void theAccessPointIsReadBack() throws Exception {
        start(recipes().get(1));
        assertThat(read("AT+QCGDEFCONT?")).isEqualTo(List.of("+QCGDEFCONT: \"IP\",\"iot.example\",\"\",\"\""));
    }

    @Test
    @NotUnder(
            value = {Quirk.NO_SPACE_AFTER_COLON, Quirk.REGISTRATION_URCS},
            because = "it quotes what the module prints")
    void theTimersOfTheWorkedExampleAreGranted() throws Exception {
        start(recipes().get(2));
        assertThat(read("AT+CPSMS?")).isEqualTo(List.of("+CPSMS: 1,,,\"00100100\",\"00100010\""));
        read("AT+CEREG=5");
        assertThat(read("AT+CEREG?"))
                .isEqualTo(List.of("+CEREG: 5,1,\"4C10\",\"05C4BC33\",9,,,\"00100010\",\"00100100\""));
    }

    @Test
    @NotUnder(value = Quirk.NO_SPACE_AFTER_COLON, because = "it quotes what the module prints")
    void theEdrxCycleIsGranted() throws Exception {
        start(recipes().get(3));
        assertThat(read("AT+CEDRXRDP")).isEqualTo(List.of("+CEDRXRDP: 5,\"0010\",\"0010\",\"0011\""));
    }

    /** The worked example, and the ends of the ranges, by the table of the page. */
    @ParameterizedTest
    @CsvSource({
        "T3412, 14400, 00100100",
        "T3412, 600, 00000001",
        "T3412, 62, 01111111",
        "T3412, 35712000, 11011111",
        "T3324, 120, 00100010",
        "T3324, 62, 00011111",
        "T3324, 360, 01000001"
    })
    void timersAreEncodedAsThePageSays(String timer, int seconds, String bits) throws IOException {
        List<String[]> units = Files.readString(PAGE)
                .lines()
                .filter(line -> line.matches("\\| `[01]{3}` \\|.*"))
                .map(line -> line.split(" *\\| *"))
                .toList();
        assertThat(units).hasSize(8);
        String unit = units.stream()
                .filter(row -> row[1].equals("`" + bits.substring(0, 3) + "`"))
                .map(row -> row[timer.equals("T3412") ? 2 : 3])
                .findFirst()
                .orElseThrow();
        assertThat(Integer.parseInt(bits.substring(3), 2) * seconds(unit)).isEqualTo(seconds);
    }

    private static int seconds(String unit) {
        String[] parts = unit.split(" ");
        int factor =
                switch (parts[1]) {
                    case "hour", "hours" -> 3600;
                    case "minute", "minutes" -> 60;
                    default -> 1;
                };
        return Integer.parseInt(parts[0]) * factor;
    }

    /** A module that refuses one of them says which, and shows no arguments. */
    @Test
    @NotUnder(
            value = {Quirk.CME_ERROR, Quirk.CMEE_ERROR, Quirk.CME_ERROR_TEXT},
            because = "it quotes the refusal")
    void aRefusalNamesTheCommand() throws Exception {
        configuration().setInitCommands("AT+QCGDEFCONT=\"IP\",\"iot.example\",\"me\"");
        routes(r -> r.from("direct:start").to(sandbox.toCloud("sendTimeout=500ms", "responseTimeout=500ms")));
        await().until(() -> !sandbox.lines("AT+QCGDEFCONT").isEmpty());
        assertThat(send("x").getException())
                .isInstanceOf(ModemUnavailableException.class)
                .hasMessageContaining("AT+QCGDEFCONT=*** was refused: ERROR");
    }
}
