// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.modem.link;

/** A step on the way to a ready module failed. */
final class StepFailedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** @param message for people; no secrets */
    StepFailedException(String message) {
        super(message, null, false, false);
    }
}
