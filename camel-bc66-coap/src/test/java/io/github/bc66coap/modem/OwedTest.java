// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.modem;

import org.junit.jupiter.api.Test;

import io.github.bc66coap.at.ProbeCommand;

import static org.assertj.core.api.Assertions.assertThat;

class OwedTest {
    private final Owed owed = new Owed();

    /** Each attempt to get a silent module back fills it, and that is news only the first time. */
    @Test
    void fillingIsNewsOnceUntilTheModuleIsKnownToWantNothing() {
        assertThat(owed.isFilledForTheFirstTime()).isTrue();
        owed.add(new ProbeCommand());
        assertThat(owed.isFilledForTheFirstTime()).isFalse();
        assertThat(owed.isFilledForTheFirstTime()).isFalse();
        owed.clear();
        assertThat(owed.isFilledForTheFirstTime()).isTrue();
    }
}
