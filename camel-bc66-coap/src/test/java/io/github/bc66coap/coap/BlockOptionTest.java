// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.coap;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** Values of Block1 and Block2. */
class BlockOptionTest {
    @ParameterizedTest
    @CsvSource({"0,0,false,16", "13,0,true,512", "14,0,true,1024", "21,1,false,512", "16777214,1048575,true,1024"})
    void aValueIsReadAndWritten(String value, int number, boolean more, int size) {
        BlockOption block = new BlockOption(number, more, size);
        assertThat(BlockOption.parse(value)).hasValue(block);
        assertThat(block.value()).isEqualTo(Long.parseLong(value));
        assertThat(BlockOption.parse(number + (more ? "/M/" : "/_/") + size)).hasValue(block);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "7", "15", "-1", "16777216", "123456789", "0/M/500", "0/x/512", "1048576/M/512", "0/M", "a"})
    void malformedBlockValuesAreRejected(String text) {
        assertThat(BlockOption.parse(text)).isEmpty();
    }
}
