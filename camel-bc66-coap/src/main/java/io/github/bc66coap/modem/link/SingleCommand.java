// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.modem.link;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Function;

import io.github.bc66coap.at.AtCommand;
import io.github.bc66coap.at.AtResult;
import io.github.bc66coap.modem.api.CommandOutcome;

/** A user's command. */
public final class SingleCommand<R> implements CommandSequence {
    private final AtCommand<R> command;
    private final Function<AtLink, CompletableFuture<AtResult<R>>> send;
    private final boolean needsReady;
    private final CompletableFuture<CommandOutcome<R>> outcome;
    private boolean begun;

    /** @param send sends it, or fails with {@link StepFailedException} when it must not go out */
    public SingleCommand(
            AtCommand<R> command,
            boolean needsReady,
            Function<AtLink, CompletableFuture<AtResult<R>>> send,
            CompletableFuture<CommandOutcome<R>> outcome) {
        this.command = command;
        this.needsReady = needsReady;
        this.send = send;
        this.outcome = outcome;
    }

    @Override
    public boolean needsReady() {
        return needsReady;
    }

    @Override
    public boolean isWanted() {
        return !outcome.isDone();
    }

    @Override
    public CompletableFuture<Void> run(AtLink line) {
        begun = true;
        return send.apply(line).handle((result, failure) -> {
            outcome.complete(failure == null ? CommandOutcome.of(command, result) : outcome(failure));
            return null;
        });
    }

    private static <R> CommandOutcome<R> outcome(Throwable failure) {
        Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
        return cause instanceof StepFailedException
                ? new CommandOutcome.Unavailable<>(cause.getMessage())
                : new CommandOutcome.Unknown<>(failure.toString());
    }

    @Override
    public void abandon(String reason) {
        outcome.complete(new CommandOutcome.Unavailable<>(reason));
    }

    /** Gives up, unless it has begun. */
    void expire(String reason) {
        if (!begun) {
            abandon(reason);
        }
    }
}
