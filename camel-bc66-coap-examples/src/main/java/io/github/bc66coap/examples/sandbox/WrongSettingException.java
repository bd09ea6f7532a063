// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.examples.sandbox;

/** Something that the user has set, or something that a setting names, is not as it should be. The message says what. */
public final class WrongSettingException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** @param message one line, for the user */
    public WrongSettingException(String message) {
        super(message);
    }
}
