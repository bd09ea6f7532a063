// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.coap;

import java.nio.charset.StandardCharsets;
import java.util.OptionalInt;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** Bodies that tell by themselves that nothing is missing. */
class SelfDelimitingBodyTest {
    private static boolean isWhole(OptionalInt contentFormat, String body) {
        return SelfDelimitingBody.isWhole(contentFormat, body.getBytes(StandardCharsets.UTF_8));
    }

    private static boolean isWhole(String body) {
        return isWhole(OptionalInt.of(ContentFormats.JSON), body);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "[]",
                " \t\r\n{\"a\":[1,{\"b\":2}]}\n\r\t ",
                "[\"}\",\"]\",\"{\"]",
                "[\"\\\"]\"]",
                "[\"\\\\\"]",
                "{\"é\":\"{\"}"
            })
    void jsonThatIsClosedIsWhole(String body) {
        assertThat(isWhole(body)).isTrue();
    }

    /** Open, or closed too often, or followed by more, so that it may have been cut, or isn't JSON at all. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "{",
                "[",
                "[{}",
                "{\"a\":[1}",
                "[\"a",
                "[\"]",
                "[\"\\\"]",
                "[\"\\\\\\\"]",
                "}",
                "]",
                "[]]",
                "{}{}",
                "[][",
                "12",
                "\"a\"",
                "x[]",
                "[]x",
                "[]\u000b"
            })
    void openTrailingOrInvalidJsonIsNotWhole(String body) {
        assertThat(isWhole(body)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(ints = {ContentFormats.JSON, ContentFormats.SENML_JSON, ContentFormats.LWM2M_JSON})
    void jsonFormatsAreSelfDelimiting(int contentFormat) {
        assertThat(isWhole(OptionalInt.of(contentFormat), "[]")).isTrue();
        assertThat(isWhole(OptionalInt.of(contentFormat), "[")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 60, 112})
    void otherFormatsAreNotSelfDelimiting(int contentFormat) {
        assertThat(isWhole(OptionalInt.of(contentFormat), "[]")).isFalse();
        assertThat(isWhole(OptionalInt.empty(), "[]")).isFalse();
    }
}
