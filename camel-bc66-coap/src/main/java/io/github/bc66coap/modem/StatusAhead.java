// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.modem;

import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;

import io.github.bc66coap.modem.link.AtLink;
import io.github.bc66coap.modem.link.CommandSequence;
import io.github.bc66coap.modem.link.LineScheduler;

/**
 * Asks the module what became of its last CON as soon as nothing is in flight any more, while the line is idle, so that the next message
 * needn't be preceded by the question. A message that comes earlier asks it itself. Belongs to the event loop.
 */
final class StatusAhead implements CommandSequence {
    private final LineScheduler scheduler;
    private final MessageSender sender;
    private final BooleanSupplier nothingInFlight;

    StatusAhead(LineScheduler scheduler, MessageSender sender, BooleanSupplier nothingInFlight) {
        this.scheduler = scheduler;
        this.sender = sender;
        this.nothingInFlight = nothingInFlight;
    }

    /** Something is over, or may be. */
    void offer() {
        if (sender.mayAskAhead()) {
            scheduler.offer(this);
        }
    }

    @Override
    public boolean isWanted() {
        return sender.mayAskAhead() && nothingInFlight.getAsBoolean();
    }

    @Override
    public CompletableFuture<Void> run(AtLink ready) {
        return sender.askAhead(ready);
    }

    @Override
    public void abandon(String reason) {
        // a new context has no CON to ask about
    }
}
