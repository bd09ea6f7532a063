// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.camel;

import org.apache.camel.CamelException;

/** A send or a command through the module failed. Subtypes say how. */
public abstract class Bc66CoapException extends CamelException {
    private static final long serialVersionUID = 1L;

    /**
     * @param message what happened, for people; holds no secrets and no bytes of a payload
     */
    protected Bc66CoapException(String message) {
        super(message);
    }
}
