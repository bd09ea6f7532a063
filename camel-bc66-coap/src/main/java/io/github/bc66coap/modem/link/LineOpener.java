// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.modem.link;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;

import io.github.bc66coap.at.AtEngine;
import io.github.bc66coap.at.AtListener;
import io.github.bc66coap.at.AtTiming;
import io.github.bc66coap.at.AtTrace;
import io.github.bc66coap.at.EventLoop;
import io.github.bc66coap.at.OutcomeHabits;
import io.github.bc66coap.at.SecretEcho;
import io.github.bc66coap.at.UrcRule;
import io.github.bc66coap.at.Wire;
import io.github.bc66coap.modem.api.ModemSettings;

/** Opens one line after the other to the same module, and keeps what outlives a line. */
public final class LineOpener {
    /**
     * How long to wait for the rest of a notification. A lost TCP segment takes up to a second to be resent. A command under way must
     * outlast it.
     */
    private static final Duration MAX_IDLE_GAP = Duration.ofSeconds(1);

    private final EventLoop loop;
    private final ModemSettings settings;
    private final Connector connector;
    private final UrcRule rule;
    private final OutcomeHabits habits;
    private final AtTrace trace;
    private final Counters counters;
    private final OutstandingReplies outstandingReplies = new OutstandingReplies();
    private final SecretEcho secretEcho = new SecretEcho();
    /** Of the last line that was opened; {@code null} before. */
    private Wire wire;

    /** @param trace keeps what goes over the lines */
    public LineOpener(
            EventLoop loop,
            ModemSettings settings,
            Connector connector,
            UrcRule rule,
            OutcomeHabits habits,
            AtTrace trace,
            Counters counters) {
        this.loop = loop;
        this.settings = settings;
        this.connector = connector;
        this.rule = rule;
        this.habits = habits;
        this.trace = trace;
        this.counters = counters;
    }

    /** Whether no line is to be opened any more, because the process ends. */
    public boolean isOver() {
        return connector.isOver();
    }

    /** Whether the line waits for its turn to be opened, behind others that take long. */
    public boolean isWaiting() {
        return connector.isWaiting();
    }

    /** Completes when the last line has been given back to the system. */
    public CompletableFuture<Void> released() {
        return wire == null ? CompletableFuture.completedFuture(null) : wire.close();
    }

    /** Opens a line, once the last one has been released. Completes in the loop. */
    public CompletableFuture<Wire> open() {
        return connector.open(settings).thenApply(opened -> {
            wire = connector.wire(opened);
            return wire;
        });
    }

    /** Wants no line any more; see {@link Connector#abandon()}. */
    public CompletableFuture<Void> abandon() {
        return connector.abandon();
    }

    /** The line that was opened last. */
    public Wire wire() {
        return wire;
    }

    /** That line for commands; see {@link AtLink#start()}. */
    public AtLink link(AtListener listener) {
        Duration half = settings.commandTimeout().dividedBy(2);
        Duration idleGap = half.compareTo(MAX_IDLE_GAP) < 0 ? half : MAX_IDLE_GAP;
        AtTiming timing = new AtTiming(settings.commandTimeout(), settings.sendTimeout(), idleGap);
        AtEngine engine =
                new AtEngine(settings.device(), loop, wire, rule, timing, listener, secretEcho, habits, trace);
        return new AtLink(loop, engine, counters, outstandingReplies);
    }

    /** The module has restarted: no reply is outstanding, and its outcomes are to be learned anew. */
    public void onRestart() {
        outstandingReplies.clear();
        habits.forget();
    }
}
