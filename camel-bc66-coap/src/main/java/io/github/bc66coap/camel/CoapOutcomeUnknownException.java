// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.camel;

/**
 * The line or the module was lost after the module had taken the message. The message may have arrived. The component never sends it
 * again.
 */
public final class CoapOutcomeUnknownException extends Bc66CoapException {
    private static final long serialVersionUID = 1L;

    CoapOutcomeUnknownException(String reason) {
        super("it is not known whether the message arrived: " + reason);
    }
}
