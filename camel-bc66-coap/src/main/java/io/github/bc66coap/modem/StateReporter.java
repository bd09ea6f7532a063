// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.modem;

import java.time.Duration;
import java.util.function.Consumer;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

import io.github.bc66coap.modem.api.ModemState;
import io.github.bc66coap.modem.api.ModemState.Phase;

/** The state of a modem and why it is not ready. Reports each change to the log, the board, and whoever follows. */
final class StateReporter {
    private static final Logger LOG = LoggerFactory.getLogger(LifeCycle.class);

    private final String device;
    private final StatusBoard board;
    private final Consumer<ModemState> onState;
    private ModemState state = new ModemState(Phase.STOPPED, "");
    private Trouble trouble = Trouble.NONE;
    /** Why it waited for the last time, until it is ready: the same again is no news. */
    private String warnedOf = "";

    private int failedAttempts;
    private boolean hasBeenReady;
    private String lastSessionEnd = "";

    StateReporter(String device, StatusBoard board, Consumer<ModemState> onState) {
        this.device = device;
        this.board = board;
        this.onState = onState;
    }

    ModemState state() {
        return state;
    }

    boolean isReady() {
        return state.isReady();
    }

    boolean is(Phase phase) {
        return state.phase() == phase;
    }

    Trouble trouble() {
        return trouble;
    }

    /** Why a module that was ready was so no longer; empty if there was none. */
    String lastSessionEnd() {
        return lastSessionEnd;
    }

    /** It is not ready, because something is wrong. */
    void fail(Trouble why) {
        board.fail(why.reason());
        suspend(why);
    }

    /** It is not ready, because something is wrong or somebody wants it so. */
    void suspend(Trouble why) {
        if (state.isReady()) {
            lastSessionEnd = why.reason();
        }
        trouble = why;
    }

    void countFailedAttempt() {
        failedAttempts++;
    }

    void enter(Phase phase) {
        if (trouble.isPast(phase)) {
            trouble = Trouble.NONE;
        }
        enter(new ModemState(phase, trouble.reason(), failedAttempts, Duration.ZERO));
    }

    /** It waits for its next attempt. */
    void enterWaiting(Duration delay) {
        enter(new ModemState(Phase.WAITING, trouble.reason(), failedAttempts, delay));
    }

    /** The next attempt comes at another time. */
    void attemptAt(long time) {
        board.attemptAt(time);
    }

    /** Whether attempts have failed since it was ready before. */
    boolean isReconnecting() {
        return hasBeenReady && failedAttempts > 0;
    }

    void enterReady() {
        hasBeenReady = true;
        failedAttempts = 0;
        trouble = Trouble.NONE;
        warnedOf = "";
        enter(Phase.READY);
    }

    void enter(ModemState next) {
        if (!next.equals(state)) {
            boolean news = next.phase() == Phase.WAITING && !next.reason().equals(warnedOf);
            if (news) {
                warnedOf = next.reason();
            }
            LOG.atLevel(news ? Level.WARN : Level.INFO).log("{}: {}", device, shown(next));
            state = next;
            board.enter(next);
            onState.accept(next);
        }
    }

    /** Whoever starts it may give up after the first attempt, and there would be no second one. */
    private String shown(ModemState next) {
        boolean first = next.phase() == Phase.WAITING && next.failedAttempts() == 1 && lastSessionEnd.isEmpty();
        return (first ? new ModemState(next.phase(), next.reason()) : next).toString();
    }
}
