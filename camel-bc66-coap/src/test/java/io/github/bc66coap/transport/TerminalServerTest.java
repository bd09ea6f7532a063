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
package io.github.bc66coap.transport;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class TerminalServerTest {

    @Test
    void hintsAtARateOnlyWhereItCannotBeSetFromHere() {
        String hint = "; over tcp:// the server's own rate holds, with ser2net 9600 unless its connector names one;"
                + " rfc2217:// sets it";
        assertThat(TerminalServer.rateHint("tcp://a:1")).isEqualTo(hint);
        assertThat(TerminalServer.rateHint("TCP://a:1")).isEqualTo(hint);
        assertThat(TerminalServer.rateHint("rfc2217://a:1")).isEmpty();
        assertThat(TerminalServer.rateHint("/dev/ttyUSB0")).isEmpty();
    }
}
