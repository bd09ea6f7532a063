// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.coap;

import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class ValuesTest {
    @ParameterizedTest
    @ValueSource(strings = {"0", "010", "0G", "010203040506070809", "01 2"})
    void refusesMalformedTokens(String hex) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Token.fromHex(hex))
                .withMessageContaining("token");
    }

    @Property(seed = "1")
    void tokensAreImmutableAndEqualByBytes(@ForAll @Size(max = 8) byte[] bytes) {
        Token token = Token.of(bytes);
        assertThat(Token.fromHex(token.hex())).isEqualTo(token).hasSameHashCodeAs(token);
        assertThat(Token.fromHex(token.hex().toLowerCase())).isEqualTo(token);
        assertThat(token.length()).isEqualTo(bytes.length);
        if (bytes.length > 0) {
            bytes[0]++;
            assertThat(token).isNotEqualTo(Token.of(bytes)).isEqualTo(Token.fromHex(token.hex()));
        }
    }

    @Test
    void theEmptyTokenIsEmpty() {
        assertThat(Token.fromHex("")).isEqualTo(Token.EMPTY);
        assertThat(Token.EMPTY.isEmpty()).isTrue();
        assertThat(Token.fromHex("00").isEmpty()).isFalse();
        assertThatIllegalArgumentException().isThrownBy(() -> Token.of(new byte[9]));
    }

    @Test
    void messageIdsHave16Bits() {
        assertThatIllegalArgumentException().isThrownBy(() -> new MessageId(65536));
        assertThatIllegalArgumentException().isThrownBy(() -> new MessageId(-1));
    }

    @Test
    void optionsKeepTheirOrder() {
        CoapOptions options = CoapOptions.builder()
                .add(OptionDefinition.OBSERVE.number(), "0")
                .add(OptionDefinition.URI_PATH.number(), "19")
                .add(OptionDefinition.URI_QUERY.number(), "a=1")
                .add(OptionDefinition.URI_PATH.number(), "0")
                .add(OptionDefinition.URI_PATH.number(), "0")
                .add(OptionDefinition.URI_QUERY.number(), "b=2")
                .add(OptionDefinition.CONTENT_FORMAT.number(), "50")
                .build();
        assertThat(options.uriPath()).isEqualTo("/19/0/0");
        assertThat(options.uriQuery()).isEqualTo("a=1&b=2");
        assertThat(options.observe()).hasValue(0);
        assertThat(options.contentFormat()).hasValue(50);
        assertThat(options.accept()).isEmpty();
        assertThat(options.size()).isEqualTo(7);
        assertThat(options.toMap())
                .containsExactly(
                        Map.entry(6, List.of("0")),
                        Map.entry(11, List.of("19", "0", "0")),
                        Map.entry(15, List.of("a=1", "b=2")),
                        Map.entry(12, List.of("50")));
        assertThat(CoapOptions.of(options.list())).isEqualTo(options).hasSameHashCodeAs(options);
        assertThat(CoapOptions.of()).isSameAs(CoapOptions.EMPTY);
        assertThat(CoapOptions.EMPTY.uriPath()).isEqualTo("/");
        assertThat(CoapOptions.EMPTY.uriQuery()).isNull();
    }

    @Test
    void numbersOfAPeerAreReadLeniently() {
        assertThat(CoapOptions.of(new CoapOption(OptionDefinition.OBSERVE.number(), ""))
                        .observe())
                .hasValue(0);
        assertThat(CoapOptions.of(new CoapOption(OptionDefinition.OBSERVE.number(), "16777216"))
                        .observe())
                .isEmpty();
        assertThat(CoapOptions.of(new CoapOption(OptionDefinition.CONTENT_FORMAT.number(), "x"))
                        .contentFormat())
                .isEmpty();
        assertThat(CoapOptions.of(new CoapOption(OptionDefinition.CONTENT_FORMAT.number(), "65536"))
                        .contentFormat())
                .isEmpty();
    }

    @Test
    void theHighestNumberOfAPeerIsRead() {
        assertThat(CoapOptions.of(new CoapOption(OptionDefinition.OBSERVE.number(), "16777215"))
                        .observe())
                .hasValue(16777215);
        assertThat(CoapOptions.of(new CoapOption(OptionDefinition.CONTENT_FORMAT.number(), "65535"))
                        .contentFormat())
                .hasValue(65535);
    }

    /** RFC 7252 section 3.1: in the order of their numbers, and those of one number in the order of their coming. */
    @Test
    void anAddedOptionGoesBehindOptionsOfItsNumber() {
        CoapOptions options = CoapOptions.EMPTY
                .with(OptionDefinition.URI_PATH, "a")
                .with(OptionDefinition.URI_QUERY, "q")
                .with(OptionDefinition.URI_PATH, "b")
                .with(OptionDefinition.OBSERVE, 0)
                .with(OptionDefinition.SIZE1, 9);
        assertThat(options.list())
                .containsExactly(
                        new CoapOption(6, "0"),
                        new CoapOption(11, "a"),
                        new CoapOption(11, "b"),
                        new CoapOption(15, "q"),
                        new CoapOption(60, "9"));
        assertThat(options.without(OptionDefinition.URI_PATH).list())
                .containsExactly(new CoapOption(6, "0"), new CoapOption(15, "q"), new CoapOption(60, "9"));
        assertThat(options.without(OptionDefinition.CONTENT_FORMAT)).isEqualTo(options);
        assertThat(options).isNotEqualTo(options.without(OptionDefinition.URI_QUERY));
        assertThat(options.contains(OptionDefinition.URI_QUERY)).isTrue();
        assertThat(options.contains(OptionDefinition.CONTENT_FORMAT)).isFalse();
        assertThat(options.isEmpty()).isFalse();
        assertThat(CoapOptions.EMPTY.isEmpty()).isTrue();
        assertThat(CoapOptions.builder().addAll(11, List.of("a", "b")).build())
                .isEqualTo(
                        CoapOptions.EMPTY.with(OptionDefinition.URI_PATH, "a").with(OptionDefinition.URI_PATH, "b"));
    }

    @Test
    void theMapOfOptionsIsUnmodifiable() {
        Map<Integer, List<String>> map =
                CoapOptions.EMPTY.with(OptionDefinition.URI_PATH, "a").toMap();
        assertThatThrownBy(() -> map.get(11).add("b")).isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(map::clear).isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    void anOptionHasANumberOf16Bits() {
        assertThat(new CoapOption(0, "").number()).isZero();
        assertThat(new CoapOption(65535, "").number()).isEqualTo(65535);
        assertThatIllegalArgumentException().isThrownBy(() -> new CoapOption(-1, ""));
        assertThatIllegalArgumentException().isThrownBy(() -> new CoapOption(65536, ""));
    }

    /** No text from outside ends a line of a log, and none is longer than a line. */
    @Test
    void shownTextIsOneShortLine() {
        assertThat(ShownText.of("a\r\nb\u001b[2Jc\u2028d\u2029\u202ee")).isEqualTo("a??b?[2Jc?d??e");
        assertThat(ShownText.of("x".repeat(100))).isEqualTo("x".repeat(100));
        assertThat(ShownText.of("x".repeat(101))).isEqualTo("x".repeat(100) + "…");
        assertThat(ShownText.of(null)).isEqualTo("null");
    }
}
