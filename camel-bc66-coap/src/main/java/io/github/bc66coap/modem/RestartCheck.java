// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.modem;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.function.Supplier;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.github.bc66coap.at.At;
import io.github.bc66coap.at.AtResult;
import io.github.bc66coap.at.EventLoop;
import io.github.bc66coap.modem.link.CommandSequence.Priority;
import io.github.bc66coap.modem.link.Initialisation;
import io.github.bc66coap.modem.link.LineScheduler;

/**
 * Finds out whether a module that was ready has restarted unnoticed. Its settings do not survive a restart (note, section 2.3.6), so
 * reading them shows it. Where they can't be read, a module that takes another context has lost the one it had. Also asks after each
 * silence of the keep-alive interval.
 */
final class RestartCheck {
    private static final Logger LOG = LoggerFactory.getLogger(LifeCycle.class);
    /** What a module says so long after a restart was reported is no longer part of that restart. */
    private static final Duration LONGEST_START = Duration.ofSeconds(30);

    private final EventLoop loop;
    private final String device;
    private final Duration keepAliveInterval;
    private final LineScheduler scheduler;
    private final LifeCycle lifeCycle;
    /** Whether a check waits for the line. */
    private boolean waits;
    /** Whether what the module says of its settings can't be read, so that asking is of no use. Any thread may read it. */
    private volatile boolean settingsAreNotTold;

    private long restartedAt;
    private EventLoop.Timer keepAlive = () -> {};

    RestartCheck(
            EventLoop loop, String device, Duration keepAliveInterval, LineScheduler scheduler, LifeCycle lifeCycle) {
        this.loop = loop;
        this.device = device;
        this.keepAliveInterval = keepAliveInterval;
        this.scheduler = scheduler;
        this.lifeCycle = lifeCycle;
        this.restartedAt = loop.nanoTime() - LONGEST_START.toNanos();
    }

    /** Whether what the module says of its settings can't be read. From any thread. */
    boolean settingsAreNotTold() {
        return settingsAreNotTold;
    }

    /** The module is ready. */
    void begin() {
        checkAliveAfter(keepAliveInterval);
    }

    /** The module is not ready any longer. */
    void suspend() {
        keepAlive.cancel();
        waits = false;
    }

    /** A restart was noticed. */
    void onRestart() {
        restartedAt = loop.nanoTime();
        settingsAreNotTold = false;
    }

    /** Reads the settings as soon as the line is free. */
    void submit() {
        submit(this::checkSettings);
    }

    /**
     * The module said what it says at the end of a start, but for other reasons, too, and reported no restart just before. If it
     * restarted, what is under way will hardly come to its end.
     */
    void submitAfterBootLine() {
        if (lifeCycle.isReady() && loop.nanoTime() - restartedAt >= LONGEST_START.toNanos()) {
            lifeCycle.line().shortenDeadline();
            submit(() -> hasRestarted().thenAccept(lost -> {
                if (!lost && settingsAreNotTold) {
                    // nothing else will show it
                    lifeCycle.reportRestart();
                }
            }));
        }
    }

    /** The context has survived deep sleep, the module says: restores settings that have not. */
    void submitAfterSleep() {
        submit(() -> lifeCycle.initialisation().verify(this::hasLostContext));
    }

    private void submit(Supplier<CompletableFuture<Void>> steps) {
        if (lifeCycle.isReady() && !waits) {
            waits = true;
            scheduler.submit(Priority.REPLY, lifeCycle.sequence(() -> {
                waits = false;
                return steps.get();
            }));
        }
    }

    /** If the module does not answer, the line check handles it. */
    private CompletableFuture<Void> checkSettings() {
        return hasRestarted().thenAccept(lost -> {});
    }

    /**
     * Asks at once, for a sequence that has the line and whose message the module has refused.
     *
     * @return whether the module has restarted unnoticed, and is being initialised again
     */
    CompletableFuture<Boolean> explainsRefusal() {
        return hasRestarted()
                .thenCompose(lost -> lost || !settingsAreNotTold || !lifeCycle.isReady()
                        ? CompletableFuture.completedFuture(lost)
                        : hasLostContext());
    }

    private CompletableFuture<Boolean> hasRestarted() {
        if (!lifeCycle.isReady() || settingsAreNotTold) {
            return CompletableFuture.completedFuture(false);
        }
        return ask(
                steps -> steps.askSettings().thenApply(told -> {
                    settingsAreNotTold = told == Initialisation.Settings.NOT_TOLD;
                    return told == Initialisation.Settings.LOST;
                }),
                "settings");
    }

    private CompletableFuture<Boolean> hasLostContext() {
        return ask(Initialisation::hasRoomForContext, "CoAP context");
    }

    /** @param isLost whether the module has lost something; if so, it has restarted */
    private CompletableFuture<Boolean> ask(
            Function<Initialisation, CompletableFuture<Boolean>> isLost, String something) {
        int current = lifeCycle.attempt();
        return isLost.apply(lifeCycle.initialisation()).thenApply(yes -> {
            boolean lost = yes && current == lifeCycle.attempt();
            if (lost) {
                LOG.warn("{}: the module has lost its {}, so it has restarted", device, something);
                lifeCycle.reportRestart();
            }
            return lost;
        });
    }

    private void checkAliveAfter(Duration delay) {
        if (!keepAliveInterval.isZero()) {
            keepAlive = loop.schedule(delay, this::checkAlive);
        }
    }

    private void checkAlive() {
        Duration silent = Duration.ofNanos(loop.nanoTime() - scheduler.lastUse());
        Duration left = keepAliveInterval.minus(silent);
        if (!left.isNegative() && !left.isZero()) {
            checkAliveAfter(left);
            return;
        }
        int current = lifeCycle.attempt();
        long asked = loop.nanoTime();
        scheduler.submit(Priority.REQUEST, lifeCycle.sequence(() -> checkUnlessUsedSince(asked)
                .thenRun(() -> {
                    if (current == lifeCycle.attempt()) {
                        checkAliveAfter(keepAliveInterval);
                    }
                })));
    }

    /**
     * A module that answers may not be the same as before, so its settings are read. Without an answer the line becomes suspect, and the
     * line check decides. That may have run just now, because the line was silent.
     */
    private CompletableFuture<Void> checkUnlessUsedSince(long asked) {
        if (scheduler.lastUse() - asked >= 0) {
            return checkSettings();
        }
        return lifeCycle
                .line()
                .command(new At())
                .thenCompose(result ->
                        result instanceof AtResult.Success ? checkSettings() : CompletableFuture.completedFuture(null));
    }
}
