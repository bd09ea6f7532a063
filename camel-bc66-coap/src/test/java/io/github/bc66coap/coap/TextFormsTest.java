// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.coap;

import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.NotEmpty;
import net.jqwik.api.constraints.Size;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class TextFormsTest {
    @ParameterizedTest
    @CsvSource({
        "0,0",
        "50,50",
        "65535,65535",
        "' 60 ',60",
        "text/plain,0",
        "text/plain; charset=utf-8,0",
        "Text/Plain;charset=\"UTF-8\",0",
        "application/json,50",
        "application/json; charset=utf-8,50",
        "application/link-format,40",
        "application/xml,41",
        "application/octet-stream,42",
        "application/exi,47",
        "application/cbor,60",
        "application/senml+json,110",
        "application/senml+cbor,112",
        "application/vnd.oma.lwm2m+tlv,11542",
        "application/vnd.oma.lwm2m+json,11543"
    })
    void readsContentFormats(String text, int number) {
        assertThat(ContentFormats.parse(text)).isEqualTo(number);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "65536",
                "-1",
                "123456",
                "text",
                "text/html",
                "text/plain; charset=iso-8859-1",
                "text/plain; x=y"
            })
    void refusesUnknownContentFormats(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ContentFormats.parse(text))
                .withMessageContaining("content-format");
    }

    @Test
    void everyMediaTypeFindsItsNumber() {
        for (int number = 0; number <= 65535; number++) {
            int expected = number;
            ContentFormats.mediaType(number)
                    .ifPresent(type -> assertThat(ContentFormats.parse(type)).isEqualTo(expected));
        }
        assertThat(ContentFormats.mediaType(50)).hasValue("application/json");
        assertThat(ContentFormats.mediaType(9999)).isEmpty();
    }

    @Test
    void splitsPaths() {
        assertThat(UriPaths.splitPath("/19/0/0")).containsExactly("19", "0", "0");
        assertThat(UriPaths.splitPath("a/b%2Fc")).containsExactly("a", "b/c");
        assertThat(UriPaths.splitPath("/caf%c3%a9/é+x")).containsExactly("café", "é+x");
        assertThat(UriPaths.splitPath("/")).isEmpty();
        assertThat(UriPaths.splitPath("")).isEmpty();
        assertThat(UriPaths.splitPath("/a/")).containsExactly("a", "");
        assertThat(UriPaths.splitPath("//a")).containsExactly("", "a");
    }

    @Test
    void splitsQueries() {
        assertThat(UriPaths.splitQuery("a=1&b=2")).containsExactly("a=1", "b=2");
        assertThat(UriPaths.splitQuery("?a=x%26y")).containsExactly("a=x&y");
        assertThat(UriPaths.splitQuery("")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"%", "a%2", "%zz", "a/%-1", "%ff", "%c3", "%c3%28"})
    void refusesMalformedPercentEncoding(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> UriPaths.splitPath(text))
                .withMessageContaining("path holds malformed percent-encoding");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> UriPaths.splitQuery(text))
                .withMessageContaining("query holds malformed percent-encoding");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\uD800%3B", "%3B\uDC00", "\uDC00\uD800%41", "\uD800", "a/\uDC00"})
    void refusesHalvesOfSurrogatePairsRatherThanReplaceThem(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> UriPaths.splitPath(text))
                .withMessage("path is not well-formed Unicode");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> UriPaths.splitQuery(text))
                .withMessage("query is not well-formed Unicode");
    }

    @Test
    void aQuestionMarkCanBeginAnArgument() {
        assertThat(UriPaths.joinQuery(List.of("?", "?b"))).isEqualTo("%3F&?b");
        assertThat(UriPaths.splitQuery("%3F&?b")).containsExactly("?", "?b");
    }

    /** RFC 3986 sections 2.3 and 3.3: nothing is encoded that need not be, and all that must be is. */
    @Test
    void joinsPathsWithAsLittleEncodingAsThereMayBe() {
        assertThat(UriPaths.joinPath(List.of("azAZ09", "-._~", "/?%#[]", "@`{")))
                .isEqualTo("/azAZ09/-._~/%2F%3F%25%23%5B%5D/@%60%7B");
        assertThat(UriPaths.splitPath("%41%2f")).containsExactly("A/");
    }

    @Property(seed = "1")
    void joiningIsTheReverseOfSplitting(@ForAll @Size(min = 1) List<@NotEmpty String> given) {
        // a lone surrogate has no UTF-8
        List<String> values =
                given.stream().map(s -> s.replaceAll("[\\uD800-\\uDFFF]", "_")).toList();
        assertThat(UriPaths.splitPath(UriPaths.joinPath(values))).isEqualTo(values);
        assertThat(UriPaths.splitQuery(UriPaths.joinQuery(values))).isEqualTo(values);
        assertThat(UriPaths.joinPath(values)).matches("[!-~]+");
    }
}
