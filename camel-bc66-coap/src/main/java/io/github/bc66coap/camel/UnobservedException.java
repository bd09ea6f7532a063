// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.camel;

/** Nobody observes the path of a notification, see {@code failIfUnobserved}. */
public final class UnobservedException extends Bc66CoapException {
    private static final long serialVersionUID = 1L;

    UnobservedException(String path) {
        super("nobody observes " + path);
    }
}
