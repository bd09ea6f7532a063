// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.modem;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.github.bc66coap.at.AtListener;
import io.github.bc66coap.at.EventLoop;
import io.github.bc66coap.at.Wire;
import io.github.bc66coap.modem.api.Counter;
import io.github.bc66coap.modem.api.ModemSettings;
import io.github.bc66coap.modem.api.ModemState;
import io.github.bc66coap.modem.api.ModemState.Phase;
import io.github.bc66coap.modem.api.Seconds;
import io.github.bc66coap.modem.link.AtLink;
import io.github.bc66coap.modem.link.Backoff;
import io.github.bc66coap.modem.link.CommandSequence;
import io.github.bc66coap.modem.link.CommandSequence.Priority;
import io.github.bc66coap.modem.link.Connector;
import io.github.bc66coap.modem.link.Counters;
import io.github.bc66coap.modem.link.Initialisation;
import io.github.bc66coap.modem.link.LineScheduler;
import io.github.bc66coap.modem.link.LinkFactory;

/**
 * Brings the module from a closed line to ready, and back there whenever the module or its line is lost. Attempts are numbered; what an
 * older one still reports no longer counts.
 */
final class LifeCycle {
    private static final Logger LOG = LoggerFactory.getLogger(LifeCycle.class);
    /** Between attempts, however many callers want one: opening a line changes its control lines. */
    private static final Duration SHORTEST_PAUSE = Duration.ofMillis(500);
    /** Longer than a transport takes to open or fail, unless the system hangs. */
    private static final Duration SLOW_OPENING = Duration.ofSeconds(15);

    private final EventLoop loop;
    private final ModemSettings settings;
    private final LinkFactory links;
    private final Connector connector;
    private final Initialisations initialisations;
    private final LineScheduler scheduler;
    private final SendQueue sendQueue;
    private final ModuleContext context;
    private final RestartCheck restartCheck;
    private final Counters counters;
    private final StateReporter states;
    private final Backoff backoff;
    private final StartWaiters waiters = new StartWaiters();

    private int attempt;
    private AtLink line;
    private AtListener listener;
    /** Whether a module has answered on this line. */
    private boolean greeted;
    /** Whether a new context is to be made as soon as the line is free. */
    private boolean renewalWaits;
    /** Set once {@link #stop} has been called. */
    private CompletableFuture<Void> stopped;

    private CompletableFuture<?> activity = CompletableFuture.completedFuture(null);
    private EventLoop.Timer retry = () -> {};
    /** When the line was last lost, and when it is opened again, by the loop's clock. */
    private long lostAt;

    private long retryAt;
    private EventLoop.Timer slowOpening = () -> {};

    /** Makes the steps that get the module on a line ready. */
    interface Initialisations {
        /**
         * @param progress takes each phase
         * @param wanted whether to go on
         */
        Initialisation on(AtLink line, Consumer<Phase> progress, BooleanSupplier wanted);
    }

    LifeCycle(
            EventLoop loop,
            ModemSettings settings,
            LinkFactory links,
            Initialisations initialisations,
            LineScheduler scheduler,
            SendQueue sendQueue,
            ModuleContext context,
            Backoff backoff,
            Counters counters,
            StateReporter states) {
        this.loop = loop;
        this.settings = settings;
        this.links = links;
        this.connector = links.connector();
        this.initialisations = initialisations;
        this.scheduler = scheduler;
        this.sendQueue = sendQueue;
        this.context = context;
        this.backoff = backoff;
        this.counters = counters;
        this.states = states;
        this.restartCheck = new RestartCheck(loop, settings.device(), settings.keepAliveInterval(), scheduler, this);
    }

    /**
     * Begins, unless it has been stopped.
     *
     * @param notifications takes what the module says by itself
     * @return completes when the module first answers, exceptionally when the first attempt fails
     */
    CompletableFuture<Void> start(AtListener notifications) {
        listener = notifications;
        if (stopped == null) {
            open();
        }
        return waiters.answered();
    }

    /**
     * Whether the module answers, now or in the attempt under way. The next attempt comes soon, because the reason for the last failure may
     * be gone.
     *
     * @return completes exceptionally with the reason when that attempt fails, or hangs
     */
    CompletableFuture<Void> answered() {
        retrySoon();
        return waiters.answered();
    }

    /** As {@link #answered()}, but whether the module is ready and all paths are announced. */
    CompletableFuture<Void> reachable() {
        retrySoon();
        return waiters.reachable();
    }

    private void retrySoon() {
        if (states.is(Phase.WAITING)) {
            waiters.awaitAnswer();
            retryNoLaterThan(lostAt + SHORTEST_PAUSE.toNanos());
        }
    }

    private void retryNoLaterThan(long time) {
        if (time - retryAt < 0) {
            retry.cancel();
            retryAt = time;
            states.attemptAt(time);
            retry = loop.schedule(Duration.ofNanos(Math.max(0, time - loop.nanoTime())), this::open);
        }
    }

    void onActivity() {
        scheduler.onActivity();
    }

    boolean isReady() {
        return states.isReady();
    }

    /** The line of a module that is ready. */
    AtLink line() {
        return line;
    }

    /** Rises whenever what is under way no longer counts. */
    int attempt() {
        return attempt;
    }

    /** Why there is a new session; empty for the first. */
    String newSessionReason() {
        return states.lastSessionEnd();
    }

    /** Announces new resources: now, or during initialisation if the module is not ready. */
    void announce() {
        List<String> missing = states.isReady() ? context.announceNext() : List.of();
        if (!missing.isEmpty()) {
            AtLink ready = line;
            int current = attempt;
            waiters.beginAnnouncement();
            scheduler.submit(Priority.REQUEST, sequence(() -> initialisation(current, ready)
                    .announce(missing)
                    .thenRun(() -> ifCurrent(current, waiters::endAnnouncement))));
        }
    }

    /** The module has restarted: everything in its RAM is gone. */
    void restarted() {
        if (states.is(Phase.STOPPING) || line == null) {
            return;
        }
        counters.count(Counter.RESTARTS);
        fail(new Trouble("the module restarted", Phase.READY));
        context.lose();
        links.onRestart();
        restartCheck.onRestart();
        sendQueue.restarted();
        // no pulse: it might restart the module once more
        greet(initialisation().greet(connector.wire()));
    }

    /** An unheard restart was found out. */
    void reportRestart() {
        listener.onRestart();
    }

    RestartCheck restartCheck() {
        return restartCheck;
    }

    /** The line has ended by itself. */
    void ended(String reason) {
        String told = reason.equals(Wire.HUNG_UP) && !greeted ? reason + " before a module had answered" : reason;
        // once the next line is open, this trouble is past
        lost(new Trouble(told, states.isReady() ? Phase.OPENING : states.state().phase()));
    }

    /** A terminal server says that it can't give the line. A module may say what it likes. */
    void refused(String error) {
        if (!greeted && line != null && !states.is(Phase.STOPPING)) {
            giveUp("the terminal server says: " + error);
        }
    }

    private void lost(Trouble why) {
        if (states.is(Phase.STOPPING)) {
            line = null;
            return;
        }
        fail(why);
        line = null;
        sendQueue.contextIsNew();
        if (connector.isOver()) {
            end();
            return;
        }
        states.countFailedAttempt();
        await(backoff.next());
    }

    private void await(Duration delay) {
        states.enterWaiting(delay);
        lostAt = loop.nanoTime();
        retryAt = lostAt + delay.toNanos();
        retry = loop.schedule(delay, this::open);
        waiters.fail(states.trouble().reason());
    }

    /** The module woke up from deep sleep. */
    void recovered(boolean contextLost) {
        if (contextLost && (states.isReady() || states.is(Phase.CREATING))) {
            createAgain("the module lost its CoAP context in deep sleep");
        } else if (!contextLost) {
            if (states.isReady()) {
                // it slept, so the outcome of a message under way will hardly come
                line.shortenDeadline();
            }
            restartCheck.submitAfterSleep();
        }
    }

    /**
     * Makes a new context at once, for a sequence that has the line, so that no earlier message leaves anything behind. Not if that would
     * end DTLS sessions or the retransmission of a CON.
     *
     * @return whether that was done
     */
    CompletableFuture<Boolean> cleanContext() {
        if (!states.isReady() || settings.psk() != null || sendQueue.isConOnItsWay()) {
            return CompletableFuture.completedFuture(false);
        }
        int current = attempt;
        Initialisation steps = initialisations.on(line, phase -> {}, () -> current == attempt);
        return steps.renew()
                .thenCompose(made -> steps.announce(context.announced()))
                .handle((done, failure) -> {
                    if (current != attempt) {
                        return false;
                    }
                    if (failure != null) {
                        startOver(reason(failure));
                        return false;
                    }
                    sendQueue.contextIsNew();
                    return true;
                });
    }

    private void createAgain(String reason) {
        fail(new Trouble(reason, Phase.READY));
        context.lose();
        sendQueue.contextIsNew();
        // the outcome of a message under way will hardly come
        line.shortenDeadline();
        states.enter(Phase.INITIALISING);
        int current = attempt;
        idle().thenRun(() -> ifCurrent(current, this::initialise));
    }

    /** Makes a new context for a ready module as soon as its line is free: responses go first. Any other module gets one anyway. */
    void renew(String reason, boolean fromNextPort) {
        if (states.isReady() && !renewalWaits) {
            renewalWaits = true;
            scheduler.submit(Priority.REQUEST, sequence(() -> {
                renewNow(reason, fromNextPort);
                return CompletableFuture.completedFuture(null);
            }));
        }
    }

    private void renewNow(String reason, boolean fromNextPort) {
        counters.count(Counter.CONTEXT_RENEWALS);
        int port = context.port(fromNextPort);
        LOG.warn("{}: {}; the context is renewed, on port {}", settings.device(), reason, port);
        suspend(new Trouble(reason, Phase.READY));
        sendQueue.contextIsNew();
        states.enter(Phase.CREATING);
        int current = attempt;
        idle().thenRun(() -> ifCurrent(current, () -> make(Initialisation::renew)));
    }

    /**
     * Makes a new context on demand.
     *
     * @return completes when the module is ready with it; exceptionally when the modem stops
     */
    CompletableFuture<Void> reset() {
        CompletableFuture<Void> made = context.awaitReset();
        renew("a new context was asked for", false);
        return made;
    }

    /**
     * Closes the line and opens it again, on demand. That is no failed attempt. What is under way ends as it does when the line is lost. A
     * line that is being opened is left alone.
     */
    void reopen() {
        AtLink given = line;
        if (given != null && !states.is(Phase.STOPPING)) {
            Trouble why = new Trouble("the line is opened again, as was asked for", Phase.OPENING);
            suspend(why);
            line = null;
            sendQueue.contextIsNew();
            await(SHORTEST_PAUSE);
            given.close(why.reason());
        } else if (states.is(Phase.WAITING)) {
            retryNoLaterThan(lostAt + SHORTEST_PAUSE.toNanos());
        }
    }

    /** The line is checked after a command without an answer. */
    void onLineCheck(LineScheduler.Check check) {
        switch (check) {
            case BEGINS -> states.enter(new ModemState(Phase.READY, "probing: " + line.suspicion()));
            case PASSED -> states.enter(new ModemState(Phase.READY, ""));
            case FAILED ->
                startOver("the module doesn't answer any more: " + line.suspicion()
                        + (line.sinceAnswer().isGarbage()
                                ? ": what comes isn't text; is it at another baud rate?"
                                : ""));
        }
    }

    /** The state of the module is unknown. It is woken and initialised again, or the line opened again if that is what helps. */
    private void startOver(String reason) {
        // it is past when the module answers
        Trouble why = new Trouble(reason, Phase.WAKING);
        if (line.remedy() == AtLink.Remedy.REOPEN) {
            giveUp(why);
            return;
        }
        counters.count(Counter.REINITIALISATIONS);
        fail(why);
        sendQueue.contextIsNew();
        wake();
    }

    /**
     * Begins nothing new, deletes the context, closes the line.
     *
     * @param reason why, for people
     * @return completes when the line is closed; never exceptionally
     */
    CompletableFuture<Void> stop(String reason) {
        if (stopped == null) {
            stopped = new CompletableFuture<>();
            boolean dozes = states.isReady() && scheduler.mayDoze();
            retry.cancel();
            sendQueue.stop(reason);
            suspend(new Trouble(reason, Phase.STOPPING));
            scheduler.abandonAll(reason);
            context.stop(reason);
            states.enter(new ModemState(Phase.STOPPING, reason));
            waiters.stop(reason);
            if (line != null) {
                line.retire(reason);
            }
            quiet().thenCompose(quiet -> context.delete(line, dozes))
                    .whenComplete((deleted, failure) -> closed(reason));
        }
        return stopped;
    }

    private void closed(String reason) {
        if (line != null) {
            line.close(reason);
            line = null;
        }
        connector.released().thenRun(() -> {
            states.enter(new ModemState(Phase.STOPPED, ""));
            stopped.complete(null);
        });
    }

    /** Completes when no command is under way and no line is being opened, or after too long. */
    private CompletableFuture<Void> quiet() {
        CompletableFuture<Void> quiet = new CompletableFuture<>();
        EventLoop.Timer limit = loop.schedule(settings.commandTimeout().multipliedBy(2), () -> quiet.complete(null));
        CompletableFuture.allOf(connector.abandon(), idle()).thenRun(() -> {
            limit.cancel();
            quiet.complete(null);
        });
        return quiet;
    }

    /** Completes when no command is under way. */
    private CompletableFuture<Void> idle() {
        return CompletableFuture.allOf(scheduler.whenIdle(), activity.handle((done, failure) -> null));
    }

    /** It is not ready because something is wrong, not because somebody wants it. */
    private void fail(Trouble why) {
        states.fail(why);
        suspendAll(why.reason());
    }

    private void suspend(Trouble why) {
        states.suspend(why);
        suspendAll(why.reason());
    }

    /** Nothing may be sent until the module is ready again; what an older attempt reports no longer counts. */
    private void suspendAll(String reason) {
        attempt++;
        slowOpening.cancel();
        restartCheck.suspend();
        renewalWaits = false;
        waiters.suspend();
        scheduler.close(reason);
        sendQueue.unavailable(reason);
    }

    private void open() {
        if (connector.isOver()) {
            end();
            return;
        }
        int current = ++attempt;
        greeted = false;
        waiters.awaitAnswer();
        states.enter(Phase.OPENING);
        slowOpening = loop.schedule(SLOW_OPENING, () -> ifCurrent(current, this::opensSlowly));
        connector.released().thenRun(() -> ifCurrent(current, () -> connect(current)));
    }

    /** A process that is about to end needs no other line. */
    private void end() {
        String trouble = states.trouble().reason();
        String before = trouble.isEmpty() ? "" : trouble + "; ";
        stop(before + "the line isn't opened any more, as the process is ending");
    }

    private void connect(int current) {
        connector.open(settings).whenComplete((wire, failure) -> {
            if (failure == null) {
                opened(current, wire);
            } else {
                ifCurrent(current, () -> lost(new Trouble(reason(failure), Phase.OPENING)));
            }
        });
    }

    /**
     * The system has not come back from resolving a name, or from a driver. Another try would only hang another thread. If the system does come back,
     * this attempt continues.
     */
    private void opensSlowly() {
        Trouble slow = new Trouble(
                "the line is still being opened after " + Seconds.of(SLOW_OPENING)
                        + (connector.isWaiting()
                                ? ": so many hosts don't answer that it waits for its turn"
                                : ": the system's name resolution or a driver hangs"),
                Phase.OPENING);
        states.fail(slow);
        states.enter(Phase.OPENING);
        waiters.fail(slow.reason());
    }

    private void opened(int opening, Wire wire) {
        if (opening != attempt) {
            wire.close();
            return;
        }
        slowOpening.cancel();
        if (connector.isOver()) {
            end();
            return;
        }
        line = links.link(listener);
        use(() -> {
            line.start();
            wake();
        });
    }

    private void wake() {
        use(() -> greet(initialisation().wake(connector.wire())));
    }

    /** A third party's transport may throw anything, and the system may be out of threads. */
    private void use(Runnable action) {
        try {
            action.run();
        } catch (RuntimeException | Error e) {
            giveUp("the line can't be used: " + reason(e));
        }
    }

    private void greet(CompletableFuture<Void> greeting) {
        waiters.awaitAnswer();
        follow(attempt, greeting, () -> {
            greeted = true;
            waiters.onAnswered();
            initialise();
        });
    }

    private void initialise() {
        boolean replaces = context.mayExist();
        make(initialisation -> initialisation.initialise(replaces));
    }

    private void make(Function<Initialisation, CompletableFuture<Void>> steps) {
        int current = attempt;
        context.forgetAnnouncements();
        follow(current, steps.apply(initialisation(current, line)), this::announceThenReady);
    }

    /** More may be added while some are being announced. */
    private void announceThenReady() {
        List<String> missing = context.announceNext();
        if (missing.isEmpty()) {
            ready();
        } else {
            int current = attempt;
            follow(current, initialisation(current, line).announce(missing), this::announceThenReady);
        }
    }

    private void ready() {
        backoff.reset();
        line.forgetOutcomes();
        // what has come until now came in the context before
        sendQueue.contextIsNew();
        if (states.isReconnecting()) {
            // whoever sees the state may ask for the count
            counters.count(Counter.RECONNECTS);
        }
        states.enterReady();
        scheduler.open(line);
        sendQueue.available();
        restartCheck.begin();
        context.ready();
        waiters.onReachable();
    }

    /** The steps for what begins now. */
    Initialisation initialisation() {
        return initialisation(attempt, line);
    }

    private Initialisation initialisation(int current, AtLink lineInUse) {
        return initialisations.on(
                lineInUse, phase -> ifCurrent(current, () -> entered(phase)), () -> current == attempt);
    }

    private void entered(Phase phase) {
        states.enter(phase);
        if (phase == Phase.CREATING) {
            context.begin();
        }
    }

    private void follow(int current, CompletableFuture<Void> step, Runnable next) {
        activity = step;
        step.whenComplete((done, failure) -> ifCurrent(current, () -> {
            if (failure == null) {
                next.run();
            } else {
                giveUp(reason(failure));
            }
        }));
    }

    /** The next attempt is past this failure when it is past the present phase. */
    private void giveUp(String reason) {
        giveUp(new Trouble(reason, states.state().phase()));
    }

    private void giveUp(Trouble why) {
        AtLink given = line;
        lost(why);
        if (given != null) {
            given.close(why.reason());
        }
    }

    private void ifCurrent(int then, Runnable action) {
        if (then == attempt) {
            action.run();
        }
    }

    /** A sequence whose failure leaves the module in an unknown state. Later attempts do not want it. */
    CommandSequence sequence(Supplier<CompletableFuture<Void>> steps) {
        int current = attempt;
        return new CommandSequence() {
            @Override
            public CompletableFuture<Void> run(AtLink ready) {
                return steps.get().handle((done, failure) -> {
                    if (failure != null) {
                        ifCurrent(current, () -> startOver(reason(failure)));
                    }
                    return null;
                });
            }

            @Override
            public void abandon(String reason) {
                // part of the next initialisation anyway
            }

            @Override
            public boolean isWanted() {
                return current == attempt;
            }
        };
    }

    private static String reason(Throwable failure) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        return cause.getMessage() == null ? cause.toString() : cause.getMessage();
    }
}
