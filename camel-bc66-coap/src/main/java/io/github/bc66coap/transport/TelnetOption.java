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

/** The telnet options that a serial line over telnet needs; all others are declined. */
enum TelnetOption {
    /** All eight bits, no translation of line ends (RFC 856). */
    BINARY(0),
    /** No go-ahead after each transmission (RFC 858). */
    SUPPRESS_GO_AHEAD(3),
    /** Control of the serial port at the far end (RFC 2217). */
    COM_PORT(44);

    private final int code;

    TelnetOption(int code) {
        this.code = code;
    }

    int code() {
        return code;
    }

    /** @return null for an option that isn't known here */
    static TelnetOption ofCode(int code) {
        for (TelnetOption option : values()) {
            if (option.code == code) {
                return option;
            }
        }
        return null;
    }
}
