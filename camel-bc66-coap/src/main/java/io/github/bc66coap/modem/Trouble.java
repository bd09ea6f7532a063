// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.modem;

import io.github.bc66coap.modem.api.ModemState.Phase;

/**
 * Why a module is not ready, for as long as that is so.
 *
 * @param reason for people; empty if there is none
 * @param phase the last phase that it concerns
 */
record Trouble(String reason, Phase phase) {
    static final Trouble NONE = new Trouble("", Phase.STOPPED);

    /** Whether a module that has come to {@code reached} is past it. */
    boolean isPast(Phase reached) {
        return reached.compareTo(phase) > 0;
    }
}
