/*
 * Copyright 2026 the camel-bc66-coap authors
 *
 * Licensed under the Apache License, Version 2.0 (the "License");
 * you may not use this file except in compliance with the License.
 * You may obtain a copy of the License at
 *
 *     https://www.apache.org/licenses/LICENSE-2.0
 *
 * Unless required by applicable law or agreed to in writing, software
 * distributed under the License is distributed on an "AS IS" BASIS,
 * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
 * See the License for the specific language governing permissions and
 * limitations under the License.
 */
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
