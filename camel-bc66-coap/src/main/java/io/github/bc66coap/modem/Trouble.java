// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.modem;

import io.github.bc66coap.modem.api.ModemState.Phase;

/**
 * Why a module isn't ready, for as long as that is so.
 *
 * @param reason for people; empty when there is none
 * @param phase the last phase that it bears on: whoever gets further has left it behind
 */
record Trouble(String reason, Phase phase) {
    static final Trouble NONE = new Trouble("", Phase.STOPPED);

    /** Whether it no longer says anything of a module that has come to {@code reached}. */
    boolean isPast(Phase reached) {
        return reached.compareTo(phase) > 0;
    }
}
