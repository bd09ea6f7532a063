// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.at;

import java.nio.charset.StandardCharsets;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/** What tells a wrong baud rate from a module that is silent, and from one that speaks. */
class ReceivedBytesTest {
    private static ReceivedBytes of(String latin1) {
        return ReceivedBytes.NOTHING.and(latin1.getBytes(StandardCharsets.ISO_8859_1));
    }

    @Test
    void whiteSpaceIsNotCounted() {
        assertThat(of(" \r\n\t")).isEqualTo(ReceivedBytes.NOTHING);
        assertThat(of("A T\r\n~!")).isEqualTo(new ReceivedBytes(4, 0));
    }

    @Test
    void bytesBeyondPrintableAsciiAreNoText() {
        assertThat(of("\u0000\u001f\u007f\u0080\u00ff")).isEqualTo(new ReceivedBytes(5, 5));
        assertThat(of("OK\u00ff")).isEqualTo(new ReceivedBytes(3, 1));
    }

    @Test
    void chunksAddUpAndSubtract() {
        ReceivedBytes first = of("OK\u00ff");
        ReceivedBytes both = first.and("A\u0000\u0001".getBytes(StandardCharsets.ISO_8859_1));
        assertThat(both).isEqualTo(new ReceivedBytes(6, 3));
        assertThat(both.since(first)).isEqualTo(new ReceivedBytes(3, 2));
    }

    /** Three bytes are glitches; a quarter of more says that the speed is wrong. */
    @ParameterizedTest
    @CsvSource({
        "0, 0, true, false",
        "3, 3, true, false",
        "4, 4, false, true",
        "1, 0, false, false",
        "3, 2, false, false",
        "12, 3, false, false",
        "16, 4, false, true",
        "17, 4, false, false"
    })
    void fewBadBytesAreSilenceAndManyAreGarbage(long bytes, long notText, boolean silence, boolean garbage) {
        ReceivedBytes received = new ReceivedBytes(bytes, notText);
        assertThat(received.isSilence()).isEqualTo(silence);
        assertThat(received.isGarbage()).isEqualTo(garbage);
    }
}
