// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.qcoap;

import java.util.List;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class PayloadTest {
    private static final byte[] BYTES = {'p', 'i', 'n'};

    @Test
    void isAValue() {
        List<Payload> all = List.of(
                Payload.NONE,
                Payload.of(new byte[0]),
                Payload.of(BYTES),
                Payload.of(new byte[] {'p', 'i', 'g'}),
                Payload.truncated(BYTES),
                Payload.cut(BYTES, 600),
                Payload.cut(BYTES, 601));
        assertThat(all).doesNotHaveDuplicates();
        assertThat(Payload.cut(BYTES, 600))
                .isEqualTo(Payload.cut(BYTES, 600))
                .hasSameHashCodeAs(Payload.cut(BYTES, 600));
        assertThat(Payload.of(BYTES).asTruncated()).isEqualTo(Payload.truncated(BYTES));
        assertThat(Payload.of(BYTES).length()).isEqualTo(3);
    }

    /** It may be logged. */
    @Test
    void tellsItsLengthAndNotItsBytes() {
        assertThat(Payload.NONE).hasToString("none");
        assertThat(Payload.of(BYTES)).hasToString("3 bytes");
        assertThat(Payload.truncated(BYTES)).hasToString("3 bytes, truncated");
    }
}
