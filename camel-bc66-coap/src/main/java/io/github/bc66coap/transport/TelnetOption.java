// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.transport;

/** The telnet options that a serial line needs; all others are declined. */
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

    /** @return null for any other option */
    static TelnetOption ofCode(int code) {
        for (TelnetOption option : values()) {
            if (option.code == code) {
                return option;
            }
        }
        return null;
    }
}
