// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.qcoap;

/**
 * {@code recovered}: the module has woken from deep sleep (note, section 3.3).
 *
 * @param state 0 when the CoAP context has survived, else it has to be created again
 */
public record RecoveredUrc(int state) implements Urc {
    /** Whether the CoAP context has survived. */
    public boolean isContextAlive() {
        return state == 0;
    }
}
