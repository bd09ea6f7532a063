// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.quarkus.deployment;

import org.assertj.core.util.Throwables;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.quarkus.test.QuarkusUnitTest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

class WrongSecretTest {

    @RegisterExtension
    static final QuarkusUnitTest APPLICATION = new QuarkusUnitTest()
            .withEmptyApplication()
            .overrideRuntimeConfigKey("camel.component.bc66coap.secretKey", "{{0a0b0c0d}}")
            .assertException(failure -> {
                assertThat(failure).hasStackTraceContaining("camel.component.bc66coap.secret-key: Camel finds nothing");
                assertThat(Throwables.getStackTrace(failure)).doesNotContain("0a0b0c0d");
            });

    @Test
    void aSecretThatCantBeReadEndsTheStartAndIsNotShown() {
        fail("it started");
    }
}
