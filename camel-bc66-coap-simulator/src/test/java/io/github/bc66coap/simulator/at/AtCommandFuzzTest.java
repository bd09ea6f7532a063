// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.simulator.at;

import java.nio.charset.StandardCharsets;

import com.code_intelligence.jazzer.junit.FuzzTest;

import static org.assertj.core.api.Assertions.assertThat;

/** Whatever a driver sends as a command line, it is parsed or refused. */
class AtCommandFuzzTest {

    @FuzzTest
    void anyLineIsParsedOrRefused(byte[] line) {
        try {
            AtCommand command = AtCommand.parse(new String(line, StandardCharsets.ISO_8859_1));
            Arguments arguments = Arguments.parse(command.arguments());
            int count = arguments.left();
            assertThat(count).isBetween(1, line.length + 1);
            for (int i = 0; i < count; i++) {
                read(arguments, i);
                assertThat(arguments.left()).isEqualTo(count - i - 1);
            }
            arguments.end();
        } catch (AtError expected) {
            assertThat(expected.getMessage()).isNotNull();
        }
    }

    private static void read(Arguments arguments, int index) {
        try {
            switch (index % 3) {
                case 0 -> assertThat(arguments.integer(0, 65535)).isBetween(0, 65535);
                case 1 -> assertThat(arguments.string(0, 180)).doesNotContain("\"");
                default -> assertThat(arguments.hex(1, 8)).hasSizeBetween(1, 8);
            }
        } catch (AtError expected) {
            assertThat(expected.getMessage()).isNotNull();
        }
    }
}
