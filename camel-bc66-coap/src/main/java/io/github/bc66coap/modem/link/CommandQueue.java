// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.modem.link;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

import io.github.bc66coap.at.EventLoop;
import io.github.bc66coap.modem.api.ModemState;
import io.github.bc66coap.modem.api.Seconds;
import io.github.bc66coap.modem.link.CommandSequence.Priority;

/** Users' commands. A bounded number may wait for the line, each for a bounded time. */
public final class CommandQueue {
    private final EventLoop loop;
    private final LineScheduler scheduler;
    private final int capacity;
    private final Duration patience;
    private final Supplier<ModemState> state;
    private int waiting;

    /**
     * @param capacity how many may wait
     * @param patience how long each may wait
     * @param state the modem's, to tell why one had to wait
     */
    public CommandQueue(
            EventLoop loop, LineScheduler scheduler, int capacity, Duration patience, Supplier<ModemState> state) {
        this.loop = loop;
        this.scheduler = scheduler;
        this.capacity = capacity;
        this.patience = patience;
        this.state = state;
    }

    /**
     * Gives a command the line when its turn has come.
     *
     * @param outcome the command's, to know when it no longer waits
     */
    public void submit(SingleCommand<?> command, CompletableFuture<?> outcome) {
        if (waiting >= capacity) {
            command.abandon("the queue is full: " + waiting + " commands are waiting");
            return;
        }
        waiting++;
        outcome.whenComplete((done, failure) -> waiting--);
        submitBeside(command, outcome);
    }

    /** The same for a command of the session itself, which neither takes nor needs a user's place. */
    public void submitBeside(SingleCommand<?> command, CompletableFuture<?> outcome) {
        EventLoop.Timer expiry = loop.schedule(
                patience,
                () -> command.expire(
                        "the command had to wait for more than " + Seconds.of(patience) + ": " + state.get()));
        outcome.whenComplete((done, failure) -> expiry.cancel());
        scheduler.submit(Priority.REQUEST, command);
    }
}
