// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.modem;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;

import io.github.bc66coap.at.AtCgatt;
import io.github.bc66coap.at.AtCommand;
import io.github.bc66coap.at.AtCsq;
import io.github.bc66coap.at.EventLoop;
import io.github.bc66coap.modem.api.CommandOutcome;
import io.github.bc66coap.modem.api.SignalStrength;

/** On demand, asks the module whether it is attached, and for its signal, and writes the answers to the board. One question at a time. */
final class NetworkPoll {
    private final EventLoop loop;
    private final StatusBoard board;
    private final Commands commands;
    private final Runnable onAnswered;
    private boolean asking;
    private long askedAt;
    /** Since the last question, at least; {@code null} when nobody waits for the module to be awake. */
    private Duration whenAwake;

    /** The way to a module, ready or not. */
    interface Commands {
        <R> CompletableFuture<CommandOutcome<R>> run(AtCommand<R> command);
    }

    /** @param onAnswered called after each question */
    NetworkPoll(EventLoop loop, StatusBoard board, Commands commands, Runnable onAnswered) {
        this.loop = loop;
        this.board = board;
        this.commands = commands;
        this.onAnswered = onAnswered;
        this.askedAt = Long.MIN_VALUE / 2;
    }

    /**
     * Asks, unless a question is under way.
     *
     * @param interval since the last question, at least
     */
    void ask(Duration interval) {
        if (asking || loop.nanoTime() - askedAt < interval.toNanos()) {
            return;
        }
        asking = true;
        askedAt = loop.nanoTime();
        commands.run(new AtCgatt())
                .thenCompose(attached -> {
                    if (attached instanceof CommandOutcome.Done<Boolean> done) {
                        board.attached(done.value());
                    }
                    return commands.run(new AtCsq());
                })
                .thenAccept(signal -> {
                    if (signal instanceof CommandOutcome.Done<Integer> done) {
                        board.signal(new SignalStrength(done.value()));
                    } else {
                        board.noSignal(problem(signal));
                    }
                    asking = false;
                    onAnswered.run();
                });
    }

    /** The same for a module that may sleep, once it is awake. */
    void askAwake(Duration interval) {
        whenAwake = interval;
    }

    /** The module has been woken, or has just started. */
    void awake() {
        if (whenAwake != null) {
            Duration interval = whenAwake;
            whenAwake = null;
            ask(interval);
        }
    }

    private static String problem(CommandOutcome<?> outcome) {
        if (outcome instanceof CommandOutcome.Refused<?> refused) {
            return refused.command() + " was refused: " + refused.code();
        }
        if (outcome instanceof CommandOutcome.Unreadable<?> unreadable) {
            return "the reply to " + unreadable.command() + " can't be read: " + unreadable.answer();
        }
        if (outcome instanceof CommandOutcome.NoAnswer<?> noAnswer) {
            return noAnswer.command() + " was not answered in time";
        }
        return outcome instanceof CommandOutcome.Unknown<?> unknown
                ? unknown.reason()
                : ((CommandOutcome.Unavailable<?>) outcome).reason();
    }
}
