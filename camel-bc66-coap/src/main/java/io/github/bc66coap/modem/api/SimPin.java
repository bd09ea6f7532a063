// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.modem.api;

import java.util.regex.Pattern;

/**
 * The PIN that unlocks a SIM.
 *
 * @param digits 4 to 8 of them (3GPP TS 31.101 section 9.5.1); never shown
 */
public record SimPin(String digits) {
    private static final Pattern FORM = Pattern.compile("[0-9]{4,8}");

    /** @throws IllegalArgumentException when they aren't, without showing them */
    public SimPin {
        if (!FORM.matcher(digits).matches()) {
            throw new IllegalArgumentException("a PIN has 4 to 8 digits and nothing else");
        }
    }

    @Override
    public String toString() {
        return "***";
    }
}
