// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.simulator;

import java.util.Arrays;
import java.util.List;
import java.util.Set;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Quirks by name, with values, together, and for modules that know nothing of them. */
@Isolated("all of the JVM has its system property")
class QuirksTest {
    /** Named here once more, so that one that is forgotten, or taken away, is missed. The meaning of a length has no variant. */
    private static final List<String> OBSERVED = List.of(
            "<ip_addr> in URCs",
            "<token> in req",
            "<mode> in req",
            "options in req",
            "fields of rsp",
            "<data> in URCs",
            "string arguments",
            "order of OK and +QCOAPSEND",
            "prompt",
            "bytes after the last data byte",
            "duplicate rsp URCs",
            "empty CON from the network",
            "space after the colon",
            "errors",
            "error, but applied",
            "options",
            "resource length",
            "response codes",
            "content-formats",
            "HEAD / OPTION lifetime",
            "contexts",
            "DATASTATUS",
            "random message ID",
            "recovered,<state>",
            "echo and line ends",
            "boot",
            "deep sleep",
            "light sleep",
            "same prefix",
            "test and read commands",
            "QCOAP present?",
            "URC line limit");

    @AfterEach
    void forget() {
        System.clearProperty(Quirks.PROPERTY);
    }

    @ParameterizedTest
    @EnumSource
    void everyQuirkHasANameAndADescription(Quirk quirk) {
        assertThat(Quirk.of(quirk.cliName())).isSameAs(quirk);
        assertThat(quirk.cliName()).matches("[a-z][a-z-]+[a-z]");
        assertThat(quirk.description()).isNotBlank().doesNotContain("\n");
        assertThat(Quirks.parse(Quirks.of(quirk).toString())).isEqualTo(Quirks.of(quirk));
    }

    @Test
    void everyObservedDifferenceHasAQuirk() {
        assertThat(Arrays.stream(Quirk.values())
                        .map(quirk -> quirk.topic().title())
                        .distinct())
                .containsExactlyElementsOf(OBSERVED);
        assertThat(Arrays.stream(Quirk.Topic.values()).map(Quirk.Topic::title)).containsExactlyElementsOf(OBSERVED);
    }

    @Test
    void quirksAreParsedFromText() {
        Quirks quirks = Quirks.parse("decimal-mode, deep-sleep=500,light-sleep");
        assertThat(quirks.all()).containsExactly(Quirk.DECIMAL_MODE, Quirk.DEEP_SLEEP, Quirk.LIGHT_SLEEP);
        assertThat(quirks.value(Quirk.DEEP_SLEEP)).isEqualTo(500);
        assertThat(quirks.value(Quirk.LIGHT_SLEEP)).isEqualTo(10_000);
        assertThat(quirks).hasToString("decimal-mode,deep-sleep=500,light-sleep=10000");
        assertThat(Quirks.parse(" ")).isEqualTo(Quirks.NONE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"nope", "deep-sleep=x", "deep-sleep=0", "deep-sleep=", "decimal-mode=1", "lone-cr,lone-lf", ","})
    void wrongQuirksAreRefusedInOneLine(String text) {
        assertThatThrownBy(() -> Quirks.parse(text + (text.equals(",") ? "x" : "")))
                .isInstanceOf(IllegalArgumentException.class)
                .message()
                .contains("quirk")
                .doesNotContain("\n");
    }

    @Test
    void anUnknownQuirkListsTheKnownQuirks() {
        assertThatThrownBy(() -> Quirk.of("nope")).hasMessageContaining("no quirk nope; there are quoted-address, ");
    }

    @Test
    void exclusionIsMutual() {
        assertThat(Quirk.CME_ERROR.excluded()).isEqualTo(Set.of(Quirk.CMEE_ERROR, Quirk.CME_ERROR_TEXT));
        for (Quirk one : Quirk.values()) {
            one.excluded().forEach(other -> assertThat(other.excludes(one)).isTrue());
        }
    }

    @Test
    void thePropertySetsTheQuirksOfAllModules() {
        System.setProperty(Quirks.PROPERTY, "cme-error,lone-lf");
        assertThat(error(VirtualBc66.builder())).isEqualTo("\n+CME ERROR: 4\n");
        assertThat(error(VirtualBc66.builder().quirk(Quirk.CMEE_ERROR))).isEqualTo("\n+CMEE ERROR: 4\n");
        assertThat(error(VirtualBc66.builder().quirks(Quirks.NONE))).isEqualTo("\r\nERROR\r\n");
    }

    @Test
    void aWrongPropertyFailsTheBuilder() {
        System.setProperty(Quirks.PROPERTY, "nope");
        assertThatThrownBy(VirtualBc66::builder).hasMessageContaining("no quirk nope");
    }

    private static String error(VirtualBc66.Builder builder) {
        try (VirtualBc66 module = builder.tcp(0).start();
                Terminal te = Terminal.of(module)) {
            te.send("A\r");
            te.expect("A\r");
            org.awaitility.Awaitility.await().until(() -> te.received().matches("(?s).*ERROR.*[\r\n]+"));
            return te.received();
        }
    }
}
