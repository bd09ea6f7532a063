// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.modem;

import java.util.concurrent.CompletableFuture;

/** What tests read in a modem's event loop, behind all that went there before. */
final class InTheLoop {
    private InTheLoop() {}

    /** How many sends wait; none when the modem has ended. */
    static CompletableFuture<Integer> queueLength(Modem modem) {
        return modem.session.call(
                () -> CompletableFuture.completedFuture(modem.session.sendQueue.size()),
                () -> CompletableFuture.completedFuture(0));
    }
}
