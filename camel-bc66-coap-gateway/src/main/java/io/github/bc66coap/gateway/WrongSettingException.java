// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.gateway;

/** A wrong setting: the gateway doesn't start. The message is for users. */
final class WrongSettingException extends Exception {
    private static final long serialVersionUID = 1L;

    WrongSettingException(String message) {
        super(message);
    }
}
