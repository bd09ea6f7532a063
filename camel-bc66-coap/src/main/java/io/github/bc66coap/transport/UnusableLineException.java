// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.transport;

import java.io.IOException;

/** An open line that must not be used. The message gives the reason and the remedy. */
public final class UnusableLineException extends IOException {
    private static final long serialVersionUID = 1L;

    /** @param reason one sentence that names the device, what is wrong and what helps */
    public UnusableLineException(String reason) {
        super(reason);
    }
}
