// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.camel;

import org.apache.camel.CamelContext;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.CamelContextHelper;
import org.apache.camel.support.processor.DefaultMaskingFormatter;
import org.apache.camel.util.URISupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** Camel hides what its name tells to be secret; the component adds the names of its options that don't. */
@Isolated("what URIs are cleaned of is the same in all of the JVM")
class SensitiveKeywordsTest {
    private final CamelContext context = new DefaultCamelContext();

    @AfterEach
    void stop() {
        context.stop();
    }

    private String words() {
        return context.getCamelContextExtension().getAdditionalSensitiveKeywords();
    }

    private void set(String words) {
        context.getCamelContextExtension().setAdditionalSensitiveKeywords(words);
    }

    @ParameterizedTest
    @ValueSource(strings = {"secretKey", "simPin", "camel.component.bc66coap.sim-pin", "bc66.simPin"})
    void camelHidesKeyAndPin(String name) {
        context.getComponent("bc66coap");

        assertThat(CamelContextHelper.containsSensitive(context, name)).isTrue();
        assertThat(URISupport.sanitizeUri("bc66coap:/dev/ttyUSB0?host=192.0.2.1&simPin=1234&secretKey=0a0b"))
                .isEqualTo("bc66coap:/dev/ttyUSB0?host=192.0.2.1&simPin=xxxxxx&secretKey=xxxxxx");
        assertThat(new DefaultMaskingFormatter(context).format("{\"simPin\": \"1234\"}"))
                .doesNotContain("1234");
    }

    /** Camel may tell of properties before it has initialised the component that they are for. */
    @Test
    void keywordsAreAddedWhenTheComponentGetsItsContext() {
        new Bc66CoapComponent().setCamelContext(context);

        assertThat(words()).isEqualTo("simPin");
    }

    @Test
    void keywordsOfTheUserStay() {
        set("door code, lockKey");

        context.getComponent("bc66coap");

        assertThat(words()).isEqualTo("door code, lockKey,simPin");
    }

    @Test
    void keywordsAreAddedOncePerContext() {
        set("mine");
        context.getComponent("bc66coap");
        context.addComponent("other", new Bc66CoapComponent());
        context.getComponent("other", true, true);
        context.start();

        assertThat(words()).isEqualTo("mine,simPin");
    }

    @ParameterizedTest
    @CsvSource(
            value = {"null", "''", "' '"},
            nullValues = "null")
    void keywordsAreAddedWhereTheUserHasNone(String none) {
        if (none != null) {
            set(none);
        }
        context.getComponent("bc66coap");

        assertThat(words()).isEqualTo("simPin");
    }

    @ParameterizedTest
    @ValueSource(strings = {"simPin", "mine, SIMPIN", "simpin,mine"})
    void aKeywordAddedByTheUserIsNotRepeated(String words) {
        set(words);
        context.getComponent("bc66coap");

        assertThat(words()).isEqualTo(words);
    }

    /** An application may set its words after it has asked for the component. */
    @Test
    void keywordsAreAddedToWordsThatTheUserSetsLater() {
        Bc66CoapComponent component = (Bc66CoapComponent) context.getComponent("bc66coap", true, false);
        set("mine");

        component.init();

        assertThat(words()).isEqualTo("mine,simPin");
    }
}
