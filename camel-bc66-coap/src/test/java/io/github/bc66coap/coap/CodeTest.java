// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.coap;

import java.util.Arrays;
import java.util.stream.Collectors;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class CodeTest {
    @ParameterizedTest
    @CsvSource({"2.05,2,5", "205,2,5", "0.00,0,0", "0,0,0", "1,0,1", "2.31,2,31", "408,4,8", "7.31,7,31"})
    void readsBothSpellings(String text, int codeClass, int detail) {
        assertThat(Code.parse(text)).isEqualTo(Code.of(codeClass, detail));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "2.5", "2.005", "2,05", "2.32", "8.00", "2050", "-1", "GET", "2.05 "})
    void refusesMalformedCodes(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> Code.parse(text));
    }

    @Property(seed = "1")
    void readsBackEveryCode(@ForAll @IntRange(max = 7) int codeClass, @ForAll @IntRange(max = 31) int detail) {
        Code code = Code.of(codeClass, detail);
        assertThat(Code.parse(code.toString())).isEqualTo(code);
        assertThat(Code.ofNumber(code.number())).isSameAs(code);
    }

    @Test
    void distinguishesRequestsSuccessesAndErrors() {
        assertThat(Code.EMPTY.isEmpty()).isTrue();
        assertThat(Code.GET.isEmpty()).isFalse();
        assertThat(Code.EMPTY.isRequest()).isFalse();
        assertThat(Code.GET.isRequest()).isTrue();
        assertThat(Code.CONTENT.isSuccess()).isTrue();
        assertThat(Code.GET.isSuccess()).isFalse();
        assertThat(Code.NOT_FOUND.isSuccess()).isFalse();
        assertThat(Code.CONTENT.isError()).isFalse();
        assertThat(Code.NOT_FOUND.isError()).isTrue();
        assertThat(Code.of(5, 2).isError()).isTrue();
    }

    @Test
    void methodsAndTypesHaveTheirNumbers() {
        assertThat(Method.ofNumber(1)).isEqualTo(Method.GET);
        assertThat(Method.ofNumber(4)).isEqualTo(Method.DELETE);
        assertThat(Method.PUT.code()).isEqualTo(Code.PUT);
        assertThat(MessageType.ofNumber(0)).isEqualTo(MessageType.CON);
        assertThat(MessageType.ofNumber(3)).isEqualTo(MessageType.RST);
        assertThat(MessageType.RST.number()).isEqualTo(3);
        assertThatIllegalArgumentException().isThrownBy(() -> Method.ofNumber(0));
        assertThatIllegalArgumentException().isThrownBy(() -> Method.ofNumber(5));
        assertThatIllegalArgumentException().isThrownBy(() -> MessageType.ofNumber(-1));
        assertThatIllegalArgumentException().isThrownBy(() -> MessageType.ofNumber(4));
    }

    /** RFC 7252 sections 5.8 and 5.9.1; an error answers any. */
    @ParameterizedTest
    @CsvSource({
        "2.05, GET",
        "2.03, GET",
        "2.01, POST PUT",
        "2.04, POST PUT",
        "2.31, POST PUT",
        "2.02, POST DELETE",
        "2.30, GET POST PUT DELETE",
        "4.04, GET POST PUT DELETE",
        "5.00, GET POST PUT DELETE"
    })
    void codesAnswerOnlyTheirMethods(String code, String methods) {
        assertThat(Arrays.stream(Method.values())
                        .filter(method -> method.mayBeAnsweredBy(Code.parse(code)))
                        .map(Method::name)
                        .collect(Collectors.joining(" ")))
                .isEqualTo(methods);
    }
}
