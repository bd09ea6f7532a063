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
    void headersAreCopiedAsInTheTest() throws IOException {
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
