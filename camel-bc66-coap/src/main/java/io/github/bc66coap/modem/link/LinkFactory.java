// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.modem.link;

import java.time.Duration;

import io.github.bc66coap.at.AtEngine;
import io.github.bc66coap.at.AtListener;
import io.github.bc66coap.at.AtTiming;
import io.github.bc66coap.at.AtTrace;
import io.github.bc66coap.at.EventLoop;
import io.github.bc66coap.at.OutcomeHabits;
import io.github.bc66coap.at.SecretEcho;
import io.github.bc66coap.at.UrcRule;
import io.github.bc66coap.modem.api.ModemSettings;

/** Makes links of one line after the other to the same module, and keeps what outlives a line. */
public final class LinkFactory {
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

    /** @param trace keeps what goes over the lines */
    public LinkFactory(
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

    public Connector connector() {
        return connector;
    }

    /** The line that was opened last, for commands; see {@link AtLink#start()}. */
    public AtLink link(AtListener listener) {
        Duration half = settings.commandTimeout().dividedBy(2);
        Duration idleGap = half.compareTo(MAX_IDLE_GAP) < 0 ? half : MAX_IDLE_GAP;
        AtTiming timing = new AtTiming(settings.commandTimeout(), settings.sendTimeout(), idleGap);
        AtEngine engine = new AtEngine(
                settings.device(), loop, connector.wire(), rule, timing, listener, secretEcho, habits, trace);
        return new AtLink(loop, engine, counters, outstandingReplies);
    }

    /** The module has restarted: no reply is outstanding, and its outcomes are to be learned anew. */
    public void onRestart() {
        outstandingReplies.clear();
        habits.forget();
    }
}
