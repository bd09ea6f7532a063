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
package io.github.bc66coap.examples.lwm2m;

import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class CellTest {
    @Test
    void theLineOfTheNote() {
        assertThat(Cell.parse(List.of("+QENG: 0,3738,2,105,\"5C4BC33\",-69,-11,-58,4,8,\"4C10\",0,-30,3")))
                .isEqualTo(new Cell(0x5C4BC33, -69, -11));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "+QENG: 0",
                "+QENG: 1,3738,2,105,\"5C4BC33\",-69,-11",
                "+QENG: 0,3738,2,105,\"5C4BC33\",-69",
                "+QENG: 0,3738,2,105,\"5C4BC33\",,",
                "+QENG: 0,3738,2,105,\"cell\",-69,-11"
            })
    void anythingElseIsRefused(String line) {
        assertThatThrownBy(() -> Cell.parse(List.of(line))).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Cell.parse(List.of())).isInstanceOf(IllegalArgumentException.class);
    }
}
