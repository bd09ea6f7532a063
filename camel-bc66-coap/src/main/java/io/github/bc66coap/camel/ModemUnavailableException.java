// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.camel;

/**
 * There is no module to send with. Nothing was sent, because the queue is full, the modem was stopped, or it was not ready for too
 * long. Also thrown by a start that waits for the module in vain.
 */
public final class ModemUnavailableException extends Bc66CoapException {
    private static final long serialVersionUID = 1L;

    ModemUnavailableException(String reason) {
        super("nothing was sent: " + reason);
    }

    private ModemUnavailableException(String device, String reason) {
        super("no module on " + device + ": " + reason);
    }

    /** The exception of a start. */
    static ModemUnavailableException onStart(String device, String reason) {
        return new ModemUnavailableException(device, reason);
    }
}
