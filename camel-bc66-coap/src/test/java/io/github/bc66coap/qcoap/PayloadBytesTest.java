// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.qcoap;

import java.util.List;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class PayloadBytesTest {
    private static final byte[] BYTES = {'p', 'i', 'n'};

    @Test
    void payloadsAreEqualByBytesTruncationAndLimit() {
        List<Payload> all = List.of(
                Payload.NONE,
                Payload.of(BYTES),
                Payload.of(new byte[] {'p', 'i', 'g'}),
                new Payload(BYTES, true, Payload.NO_LIMIT),
                new Payload(BYTES, true, 600),
                new Payload(BYTES, true, 601));
        assertThat(all).doesNotHaveDuplicates();
        assertThat(new Payload(BYTES, true, 600))
                .isEqualTo(new Payload(BYTES, true, 600))
                .hasSameHashCodeAs(new Payload(BYTES, true, 600));
        assertThat(Payload.of(BYTES).length()).isEqualTo(3);
    }

    /** It may be logged. */
    @Test
    void toStringTellsTheLengthAndNoBytes() {
        assertThat(Payload.NONE).hasToString("0 bytes");
        assertThat(Payload.of(BYTES)).hasToString("3 bytes");
        assertThat(new Payload(BYTES, true, Payload.NO_LIMIT)).hasToString("3 bytes, truncated");
    }
}
