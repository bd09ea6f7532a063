// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.at;

/** A line of the module doesn't have its defined form. */
public final class AtFormatException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /**
     * @param message what was expected; never holds bytes that came over the air
     */
    public AtFormatException(String message) {
        super(message);
    }
}
