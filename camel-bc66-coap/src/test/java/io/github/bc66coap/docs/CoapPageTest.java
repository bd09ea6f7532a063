// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.docs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

import org.junit.jupiter.api.Test;

import io.github.bc66coap.coap.OptionDefinition;

import static org.assertj.core.api.Assertions.assertThat;

/** What {@code docs/coap.md} lists and shows is what there is. */
class CoapPageTest {
    private static final Path PAGE = Path.of("..", "docs", "coap.md");

    @Test
    void everyOptionThatTheModuleKnowsIsNamed() throws IOException {
        String page = oneLine(Files.readString(PAGE));

        assertThat(OptionDefinition.values()).isNotEmpty().allSatisfy(option -> assertThat(page)
                .contains(option.title() + " (" + option.number() + ")"));
        assertThat(Arrays.stream(OptionDefinition.values())
                        .filter(option -> option.format() == OptionDefinition.Format.EMPTY))
                .containsExactly(OptionDefinition.IF_NONE_MATCH);
    }

    @Test
    void theShownCopyOfHeadersIsThatOfTheTest() throws IOException {
        String shown = Files.readString(PAGE);
        int from = shown.indexOf("static void copy(");
        String test = Files.readString(Path.of("src/test/java/io/github/bc66coap/camel/ManualReplyTest.java"));

        assertThat(from).isPositive();
        assertThat(oneLine(test)).contains(oneLine(shown.substring(from, shown.indexOf("```", from))));
    }

    private static String oneLine(String text) {
        return text.replaceAll("\\s+", " ").strip();
    }
}
