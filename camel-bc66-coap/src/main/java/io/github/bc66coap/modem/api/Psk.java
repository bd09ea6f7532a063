// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.modem.api;

/**
 * A pre-shared key for DTLS.
 *
 * @param identity its identity, at most 150 bytes
 * @param secretKey the key in hexadecimal digits, at most 256 of them; never shown
 */
public record Psk(String identity, String secretKey) {

    /** Leaves the key out. */
    @Override
    public String toString() {
        return "Psk[identity=" + identity + "]";
    }
}
