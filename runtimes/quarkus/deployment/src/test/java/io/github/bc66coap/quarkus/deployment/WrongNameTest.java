// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.quarkus.deployment;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.quarkus.test.QuarkusUnitTest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

class WrongNameTest {

    @RegisterExtension
    static final QuarkusUnitTest APPLICATION = new QuarkusUnitTest()
            .withEmptyApplication()
            .overrideRuntimeConfigKey("camel.component.bc66coap.baud-rates", "9600")
            .assertException(failure -> assertThat(failure)
                    .hasStackTraceContaining(
                            "camel.component.bc66coap.baud-rates: there is no such option; the nearest is baud-rate"));

    @Test
    void aNameThatIsNoOptionEndsTheStart() {
        fail("it started");
    }
}
