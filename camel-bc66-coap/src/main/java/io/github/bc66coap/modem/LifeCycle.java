// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.modem;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

import io.github.bc66coap.at.At;
import io.github.bc66coap.at.AtEngine;
import io.github.bc66coap.at.AtListener;
import io.github.bc66coap.at.AtResult;
import io.github.bc66coap.at.AtTiming;
import io.github.bc66coap.at.AtTrace;
import io.github.bc66coap.at.EventLoop;
import io.github.bc66coap.at.OutcomeHabits;
import io.github.bc66coap.at.SecretEcho;
import io.github.bc66coap.at.UrcRule;
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
import io.github.bc66coap.modem.link.LocalPorts;
import io.github.bc66coap.modem.link.OutstandingReplies;
import io.github.bc66coap.modem.link.SimPasswords;
import io.github.bc66coap.qcoap.QcoapDel;
import io.github.bc66coap.transport.ModemTransport;

/**
 * Takes the module from a closed line to ready, and back there whenever it or its line is lost. Belongs to the event
 * loop.
 *
 * <p>Every attempt has a number. What an older attempt still reports is of no interest any more.
 */
final class LifeCycle {
    private static final Logger LOG = LoggerFactory.getLogger(LifeCycle.class);
    /**
     * A computer or network that stalls for so long in the middle of a notification must not make half of it thrown away: TCP
     * sends a lost segment again after up to a second. A command under way must outlast it.
     */
    private static final Duration MAX_IDLE_GAP = Duration.ofSeconds(1);
    /** Between attempts, however many ask for one: each time a line is opened, its control lines change. */
    private static final Duration SHORTEST_PAUSE = Duration.ofMillis(500);
    /** The first wakes it. */
    private static final int LAST_PROBES = 2;
    /** What a module says so long after it has told of a start doesn't belong to that any more. */
    private static final Duration LONGEST_START = Duration.ofSeconds(30);
    /** Longer than a transport takes to open or to fail, unless what it asks of the system hangs. */
    private static final Duration SLOW_OPENING = Duration.ofSeconds(15);

    private final EventLoop loop;
    private final ModemSettings settings;
    private final Connector connector;
    private final UrcRule rule;
    private final LineScheduler scheduler;
    private final SendQueue sendQueue;
    private final MessageSender sender;
    private final LocalPorts ports;
    private final OutcomeHabits habits;
    private final EmptyMessages emptyMessages;
    private final Counters counters;
    private final SimPasswords passwords;
    private final AtTrace trace;
    private final Supplier<List<String>> resources;
    private final Consumer<ModemState> onState;
    private final StatusBoard board;
    private final Backoff backoff;
    private final Set<String> announced = new HashSet<>();

    /** Of those who wait for the module to answer; renewed when it has to answer anew. */
    private CompletableFuture<Void> answered = new CompletableFuture<>();
    /** Of those who wait for it to be ready and to know all resources; renewed when it isn't any more. */
    private CompletableFuture<Void> reachable = new CompletableFuture<>();
    /** How many announcements are under way to a module that is ready. */
    private int announcements;

    private int attempt;
    private final OutstandingReplies outstandingReplies = new OutstandingReplies();
    private final SecretEcho secretEcho = new SecretEcho();
    private ModemState state = new ModemState(Phase.STOPPED, "");
    /** Of the last line that was opened; {@code null} before. */
    private Wire wire;

    private AtLink line;
    private AtListener listener;
    private Trouble trouble = Trouble.NONE;
    /** Why it waited for the last time, until it is ready: the same again is no news. */
    private String warnedOf = "";

    private int failedAttempts;
    private boolean hasBeenReady;
    /** Why a module that was ready was so no longer; empty if there was none. */
    private String lastSessionEnd = "";

    /** Whether a module has answered on this line. */
    private boolean greeted;
    /** Whether the module may have a context of this session. */
    private boolean contextMade;
    /** Whether the settings are to be verified as soon as the line is free. */
    private boolean verificationWaits;
    /** When the module restarted for the last time, as far as it has told. */
    private long restartedAt;

    /** Whether the context is to be made anew as soon as the line is free. */
    private boolean renewalWaits;
    /** Who waits for a context that is made after they asked; each is told by whether the module has become ready. */
    private final List<CompletableFuture<Void>> resets = new ArrayList<>();
    /** Whether the module says of its settings what can't be read, so that there is no use in asking. */
    private volatile boolean settingsAreNotTold;

    /** Set once {@link #stop} has been called. */
    private CompletableFuture<Void> stopped;

    private CompletableFuture<?> activity = CompletableFuture.completedFuture(null);
    private EventLoop.Timer retry = () -> {};
    /** When the line was lost for the last time, and when it is opened again, by the loop's clock. */
    private long lostAt;

    private long retryAt;
    private EventLoop.Timer slowOpening = () -> {};
    private EventLoop.Timer keepAlive = () -> {};

    /**
     * @param passwords what SIMs have been given before
     * @param trace keeps what goes over the line
     * @param resources which paths are to be announced
     * @param board where it is written what has become of the modem
     * @param onState told of every change
     */
    LifeCycle(
            EventLoop loop,
            ModemSettings settings,
            Connector connector,
            RandomGenerator random,
            UrcRule rule,
            LineScheduler scheduler,
            SendQueue sendQueue,
            MessageSender sender,
            LocalPorts ports,
            OutcomeHabits habits,
            EmptyMessages emptyMessages,
            Counters counters,
            SimPasswords passwords,
            AtTrace trace,
            Supplier<List<String>> resources,
            StatusBoard board,
            Consumer<ModemState> onState) {
        this.loop = loop;
        this.settings = settings;
        this.connector = connector;
        this.rule = rule;
        this.scheduler = scheduler;
        this.sendQueue = sendQueue;
        this.sender = sender;
        this.ports = ports;
        this.habits = habits;
        this.emptyMessages = emptyMessages;
        this.restartedAt = loop.nanoTime() - LONGEST_START.toNanos();
        this.counters = counters;
        this.passwords = passwords;
        this.trace = trace;
        this.resources = resources;
        this.board = board;
        this.onState = onState;
        this.backoff = new Backoff(settings.reconnectDelay(), settings.reconnectMaxDelay(), random);
    }

    /**
     * Begins, unless it has been stopped before.
     *
     * @param notifications hears what the module says by itself
     * @return completes when the module answers for the first time, exceptionally when the first attempt fails
     */
    CompletableFuture<Void> start(AtListener notifications) {
        listener = notifications;
        if (stopped == null) {
            open();
        }
        return answered;
    }

    /**
     * Whether the module answers, now or in the attempt under way. One that waits for its next attempt makes it soon, since what the
     * last one failed of may be past.
     *
     * @return completes exceptionally with the reason when that attempt fails, or hangs
     */
    CompletableFuture<Void> answered() {
        if (state.phase() == Phase.WAITING) {
            awaitAnswer();
            retryNoLaterThan(lostAt + SHORTEST_PAUSE.toNanos());
        }
        return answered;
    }

    /**
     * As {@link #answered()}, but whether the module is ready and has been told of all resources.
     *
     * @return completes exceptionally with the reason when the attempt under way fails, or hangs
     */
    CompletableFuture<Void> reachable() {
        if (state.phase() == Phase.WAITING) {
            awaitReachable();
            retryNoLaterThan(lostAt + SHORTEST_PAUSE.toNanos());
        }
        return reachable;
    }

    private void retryNoLaterThan(long time) {
        if (time - retryAt < 0) {
            retry.cancel();
            retryAt = time;
            board.attemptAt(time);
            retry = loop.schedule(Duration.ofNanos(Math.max(0, time - loop.nanoTime())), this::open);
        }
    }

    /** The module has said something by itself. */
    void onActivity() {
        scheduler.onActivity();
    }

    boolean isReady() {
        return state.isReady();
    }

    /** Why there is a new session; empty of the first. */
    String newSessionReason() {
        return lastSessionEnd;
    }

    /** There are more resources to announce; a module that isn't ready hears of them on its way there. */
    void announce() {
        List<String> missing = missingResources();
        if (state.isReady() && !missing.isEmpty()) {
            announced.addAll(missing);
            AtLink ready = line;
            int current = attempt;
            awaitReachable();
            announcements++;
            scheduler.submit(Priority.REQUEST, task(() -> initialisation(current, ready)
                    .announce(missing)
                    .thenRun(() -> ifCurrent(current, this::announced))));
        }
    }

    private void announced() {
        announcements--;
        if (announcements == 0) {
            reachable.complete(null);
        }
    }

    private List<String> missingResources() {
        return resources.get().stream()
                .filter(resource -> !announced.contains(resource))
                .toList();
    }

    /** The module has restarted: everything in its RAM is gone. */
    void restarted() {
        if (state.phase() == Phase.STOPPING || line == null) {
            return;
        }
        restartedAt = loop.nanoTime();
        counters.count(Counter.RESTARTS);
        fail(new Trouble("the module restarted", Phase.READY));
        loseContext();
        outstandingReplies.clear();
        habits.forget();
        sendQueue.restarted();
        emptyMessages.forget();
        settingsAreNotTold = false;
        sender.reset();
        // it is awake, or will be: another pulse might be what restarts it
        greet(initialisation(attempt, line).greet(wire));
    }

    /**
     * The module says what it says at the end of a start, but for other reasons, too, and of this start it hasn't said more. What is
     * under way will hardly come to its end then.
     */
    void mayHaveRestarted() {
        if (state.isReady() && loop.nanoTime() - restartedAt >= LONGEST_START.toNanos()) {
            line.shortenDeadline();
            verifyOnce(() -> hasRestarted().thenAccept(lost -> {
                if (!lost && settingsAreNotTold) {
                    // nothing else will show it
                    listener.onRestart();
                }
            }));
        }
    }

    /** The line has come to its end by itself. */
    void ended(String reason) {
        String told = reason.equals(Wire.HUNG_UP) && !greeted ? reason + " before a module had answered" : reason;
        // the next line doesn't have this trouble once it is open
        lost(new Trouble(told, state.isReady() ? Phase.OPENING : state.phase()));
    }

    /** A terminal server says that it can't give the line; a module may say what it likes. */
    void refused(String error) {
        if (!greeted && line != null && state.phase() != Phase.STOPPING) {
            giveUp("the terminal server says: " + error);
        }
    }

    private void lost(Trouble why) {
        if (state.phase() == Phase.STOPPING) {
            line = null;
            return;
        }
        fail(why);
        line = null;
        sender.reset();
        if (connector.isOver()) {
            end();
            return;
        }
        failedAttempts++;
        await(why, backoff.next());
    }

    private void await(Trouble why, Duration delay) {
        state(new ModemState(Phase.WAITING, why.reason(), failedAttempts, delay));
        lostAt = loop.nanoTime();
        retryAt = lostAt + delay.toNanos();
        retry = loop.schedule(delay, this::open);
        giveUpWaiting(why.reason());
    }

    private void giveUpWaiting(String reason) {
        answered.completeExceptionally(new IOException(reason));
        reachable.completeExceptionally(new IOException(reason));
    }

    /** The module woke up from deep sleep; {@code contextLost} tells what its CoAP context has become. */
    void recovered(boolean contextLost) {
        if (contextLost && (state.isReady() || state.phase() == Phase.CREATING)) {
            createAgain("the module lost its CoAP context in deep sleep");
        } else if (!contextLost) {
            if (state.isReady()) {
                // it slept, so the outcome of a message that was under way will hardly come
                line.shortenDeadline();
            }
            verifyOnce(() -> initialisation(attempt, line).verify(this::hasLostContext));
        }
    }

    /**
     * Something is as it would be after a restart, of which the module may have told when nobody could hear it. Whether there
     * was one, its settings show, as they don't outlive it (note, section 2.3.6).
     */
    void suspectRestart() {
        verifyOnce(this::checkSettings);
    }

    /** As soon as the line of a module that is ready is free, unless that is to be done anyhow. */
    private void verifyOnce(Supplier<CompletableFuture<Void>> steps) {
        if (state.isReady() && !verificationWaits) {
            verificationWaits = true;
            scheduler.submit(Priority.REPLY, task(() -> {
                verificationWaits = false;
                return steps.get();
            }));
        }
    }

    /**
     * Asks at once, for a task that has the line.
     *
     * @return whether the module has restarted unheard, and is being made ready again
     */
    CompletableFuture<Boolean> hasRestarted() {
        if (!state.isReady() || settingsAreNotTold) {
            return CompletableFuture.completedFuture(false);
        }
        int current = attempt;
        return initialisation(current, line).askSettings().thenApply(told -> {
            settingsAreNotTold = told == Initialisation.Settings.NOT_TOLD;
            boolean lost = told == Initialisation.Settings.LOST && current == attempt;
            if (lost) {
                LOG.warn("{}: the module has lost its settings, so it has restarted", settings.device());
                listener.onRestart();
            }
            return lost;
        });
    }

    /**
     * Asks at once, for a task that has the line and whose message the module has refused. Where the settings don't show it, a
     * module that takes another context has lost the one that it had.
     *
     * @return whether the module has restarted unheard, and is being made ready again
     */
    CompletableFuture<Boolean> explainsRefusal() {
        return hasRestarted()
                .thenCompose(lost -> lost || !settingsAreNotTold || !state.isReady()
                        ? CompletableFuture.completedFuture(lost)
                        : hasLostContext());
    }

    private CompletableFuture<Boolean> hasLostContext() {
        int current = attempt;
        return initialisation(current, line).hasRoomForContext().thenApply(room -> {
            boolean lost = room && current == attempt;
            if (lost) {
                LOG.warn("{}: the module has lost its CoAP context, so it has restarted", settings.device());
                listener.onRestart();
            }
            return lost;
        });
    }

    /**
     * Makes the context anew at once, for a task that has the line, so that nothing of earlier messages is left in it. A context with
     * DTLS sessions would lose them, and a CON that waits for its acknowledgement would not be repeated any more.
     *
     * @return whether that was done
     */
    CompletableFuture<Boolean> cleanContext() {
        if (!state.isReady() || settings.psk() != null || sendQueue.isConOnItsWay()) {
            return CompletableFuture.completedFuture(false);
        }
        int current = attempt;
        Initialisation steps = new Initialisation(
                loop,
                settings,
                ports,
                scheduler,
                line,
                passwords,
                phase -> {},
                board::attached,
                () -> current == attempt);
        return steps.renew()
                .thenCompose(made -> steps.announce(List.copyOf(announced)))
                .handle((done, failure) -> {
                    if (current != attempt) {
                        return false;
                    }
                    if (failure != null) {
                        startOver(reason(failure));
                        return false;
                    }
                    sender.reset();
                    return true;
                });
    }

    /** That it won't say is for others to find out. */
    private CompletableFuture<Void> checkSettings() {
        return hasRestarted().thenAccept(lost -> {});
    }

    private void createAgain(String reason) {
        fail(new Trouble(reason, Phase.READY));
        loseContext();
        sender.reset();
        // the outcome of a message that was under way will hardly come
        line.shortenDeadline();
        enter(Phase.INITIALISING);
        int current = attempt;
        idle().thenRun(() -> ifCurrent(current, this::initialise));
    }

    /**
     * Makes the context of a module that is ready anew, as soon as its line is free: replies that wait for it go first. One
     * that isn't ready gets a new context anyway.
     */
    void renew(String reason, boolean fromNextPort) {
        if (state.isReady() && !renewalWaits) {
            renewalWaits = true;
            scheduler.submit(Priority.REQUEST, task(() -> {
                renewNow(reason, fromNextPort);
                return CompletableFuture.completedFuture(null);
            }));
        }
    }

    private void renewNow(String reason, boolean fromNextPort) {
        counters.count(Counter.CONTEXT_RENEWALS);
        if (fromNextPort) {
            ports.next();
        }
        LOG.warn("{}: {}; the context is made anew, on port {}", settings.device(), reason, ports.current());
        suspend(new Trouble(reason, Phase.READY));
        sender.reset();
        enter(Phase.CREATING);
        int current = attempt;
        idle().thenRun(() -> ifCurrent(current, () -> make(Initialisation::renew)));
    }

    /**
     * Makes the context anew because somebody wants it.
     *
     * @return completes when the module is ready with a context that is newer; exceptionally when the modem stops
     */
    CompletableFuture<Void> reset() {
        CompletableFuture<Void> made = new CompletableFuture<>();
        resets.add(made);
        renew("a new context was asked for", false);
        return made;
    }

    /** How many wait for one. */
    int waitingResets() {
        resets.removeIf(CompletableFuture::isDone);
        return resets.size();
    }

    /**
     * Closes the line and opens it again, because somebody wants it. That is no failed attempt; what is under way ends as it does when
     * the line is lost. A line that is just being opened is left to that.
     */
    void reopen() {
        AtLink given = line;
        if (given != null && state.phase() != Phase.STOPPING) {
            Trouble why = new Trouble("the line is opened again, as was asked for", Phase.OPENING);
            suspend(why);
            line = null;
            sender.reset();
            await(why, SHORTEST_PAUSE);
            given.close(why.reason());
        } else if (state.phase() == Phase.WAITING) {
            retryNoLaterThan(lostAt + SHORTEST_PAUSE.toNanos());
        }
    }

    /** Whether the module says of its settings what can't be read. From any thread. */
    boolean settingsAreNotTold() {
        return settingsAreNotTold;
    }

    /** The context is gone, and its DTLS peers haven't been told, so they may ignore a handshake from its port. */
    private void loseContext() {
        if (contextMade) {
            ports.next();
        }
        contextMade = false;
    }

    /** A line on which a command wasn't answered is checked. */
    void onLineCheck(LineScheduler.Check check) {
        switch (check) {
            case BEGINS -> state(new ModemState(Phase.READY, "probing: " + line.suspicion()));
            case PASSED -> state(new ModemState(Phase.READY, ""));
            case FAILED ->
                startOver("the module doesn't answer any more: " + line.suspicion()
                        + (line.sinceAnswer().isGarbage()
                                ? ": what comes isn't text; is it at another baud rate?"
                                : ""));
        }
    }

    /** The line is open, but the module in no known state: it is woken and initialised again, if the line is good for that. */
    private void startOver(String reason) {
        // until it answers
        Trouble why = new Trouble(reason, Phase.WAKING);
        if (line.remedy() == AtLink.Remedy.REOPEN) {
            giveUp(why);
            return;
        }
        counters.count(Counter.REINITIALISATIONS);
        fail(why);
        sender.reset();
        wake();
    }

    /**
     * Ends: nothing new begins, the context is deleted, the line is closed.
     *
     * @param reason why, for people
     * @return completes when the line is closed; never exceptionally
     */
    CompletableFuture<Void> stop(String reason) {
        if (stopped == null) {
            stopped = new CompletableFuture<>();
            boolean dozes = state.isReady() && scheduler.mayDoze();
            retry.cancel();
            sendQueue.stop(reason);
            suspend(new Trouble(reason, Phase.STOPPING));
            scheduler.abandonAll(reason);
            resets.forEach(made -> made.completeExceptionally(new IOException(reason)));
            resets.clear();
            state(new ModemState(Phase.STOPPING, reason));
            giveUpWaiting(reason);
            answered = CompletableFuture.failedFuture(new IOException(reason));
            reachable = CompletableFuture.failedFuture(new IOException(reason));
            if (line != null) {
                line.retire(reason);
            }
            quiet().thenCompose(quiet -> deleteContext(dozes)).whenComplete((deleted, failure) -> closed(reason));
        }
        return stopped;
    }

    private void closed(String reason) {
        if (line != null) {
            line.close(reason);
            line = null;
        }
        released().thenRun(() -> {
            state(new ModemState(Phase.STOPPED, ""));
            stopped.complete(null);
        });
    }

    /** Completes when the last line, which has come to its end, has been given back. */
    private CompletableFuture<Void> released() {
        return wire == null ? CompletableFuture.completedFuture(null) : wire.close();
    }

    /** Completes when no command is under way and no line is being opened, or when that has taken too long. */
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

    /** @param dozes whether the module may miss the beginning of what comes next, which is an AT then */
    private CompletableFuture<Void> deleteContext(boolean dozes) {
        AtLink last = line;
        if (!contextMade || last == null) {
            return CompletableFuture.completedFuture(null);
        }
        contextMade = false;
        CompletableFuture<AtResult<Void>> awake =
                dozes ? lastProbe(last, LAST_PROBES) : CompletableFuture.completedFuture(new AtResult.Success<>(null));
        return awake.thenCompose(result -> result instanceof AtResult.Success
                        ? last.lastCommand(new QcoapDel())
                        : CompletableFuture.completedFuture(result.<Integer>failure()))
                .thenAccept(result -> {
                    if (!(result instanceof AtResult.Success)) {
                        LOG.warn("{}: the CoAP context was not deleted: {}", settings.device(), result);
                    }
                });
    }

    private static CompletableFuture<AtResult<Void>> lastProbe(AtLink last, int attempts) {
        return last.lastCommand(new At())
                .thenCompose(result -> result instanceof AtResult.NoAnswer && attempts > 1
                        ? lastProbe(last, attempts - 1)
                        : CompletableFuture.completedFuture(result));
    }

    /** It is unready because something is wrong, and not because somebody wants it so. */
    private void fail(Trouble why) {
        board.fail(why.reason());
        suspend(why);
    }

    /** Nothing may be sent until the module is ready again; what an older attempt reports doesn't count any more. */
    private void suspend(Trouble why) {
        attempt++;
        if (state.isReady()) {
            lastSessionEnd = why.reason();
        }
        trouble = why;
        keepAlive.cancel();
        slowOpening.cancel();
        verificationWaits = false;
        renewalWaits = false;
        announcements = 0;
        awaitReachable();
        scheduler.close(why.reason());
        sendQueue.unavailable(why.reason());
    }

    private void open() {
        if (connector.isOver()) {
            end();
            return;
        }
        int current = ++attempt;
        greeted = false;
        awaitAnswer();
        awaitReachable();
        enter(Phase.OPENING);
        slowOpening = loop.schedule(SLOW_OPENING, () -> ifCurrent(current, this::opensSlowly));
        released().thenRun(() -> ifCurrent(current, () -> connect(current)));
    }

    /** A stop is a stop: a process that is told to end has no use for another line. */
    private void end() {
        String before = trouble.reason().isEmpty() ? "" : trouble.reason() + "; ";
        stop(before + "the line isn't opened any more, as the process is ending");
    }

    private void connect(int current) {
        connector.open(settings).whenComplete((opened, failure) -> {
            if (failure == null) {
                opened(current, opened);
            } else {
                ifCurrent(current, () -> lost(new Trouble(reason(failure), Phase.OPENING)));
            }
        });
    }

    /**
     * The system hasn't come back from resolving a name, or from a driver that opens this line or closes the one before. To ask
     * it again meanwhile would only make more threads hang, so there is nothing to do but to say so; if it does come back, it
     * goes on from there.
     */
    private void opensSlowly() {
        trouble = new Trouble(
                "the line is still being opened after " + Seconds.of(SLOW_OPENING)
                        + (connector.isWaiting()
                                ? ": so many hosts don't answer that it waits for its turn"
                                : ": the system's name resolution or a driver hangs"),
                Phase.OPENING);
        board.fail(trouble.reason());
        enter(Phase.OPENING);
        giveUpWaiting(trouble.reason());
    }

    private void opened(int opening, ModemTransport opened) {
        wire = connector.wire(opened);
        if (opening != attempt) {
            wire.close();
            return;
        }
        slowOpening.cancel();
        if (connector.isOver()) {
            end();
            return;
        }
        AtTiming timing = new AtTiming(settings.commandTimeout(), settings.sendTimeout(), idleGap());
        AtEngine engine =
                new AtEngine(settings.device(), loop, wire, rule, timing, listener, secretEcho, habits, trace);
        line = new AtLink(loop, engine, counters, outstandingReplies);
        use(() -> {
            engine.start();
            wake();
        });
    }

    private void wake() {
        use(() -> greet(initialisation(attempt, line).wake(wire)));
    }

    /** A transport that somebody else has written may throw anything, and the system may have no thread to spare. */
    private void use(Runnable action) {
        try {
            action.run();
        } catch (RuntimeException | Error e) {
            giveUp("the line can't be used: " + reason(e));
        }
    }

    private Duration idleGap() {
        Duration half = settings.commandTimeout().dividedBy(2);
        return half.compareTo(MAX_IDLE_GAP) < 0 ? half : MAX_IDLE_GAP;
    }

    private void greet(CompletableFuture<Void> greeting) {
        awaitAnswer();
        awaitReachable();
        follow(attempt, greeting, () -> {
            greeted = true;
            answered.complete(null);
            initialise();
        });
    }

    /** What has been told before, that it answers or why it didn't, may not hold any more. */
    private void awaitAnswer() {
        if (answered.isDone()) {
            answered = new CompletableFuture<>();
        }
    }

    /** As {@link #awaitAnswer()}. */
    private void awaitReachable() {
        if (reachable.isDone()) {
            reachable = new CompletableFuture<>();
        }
    }

    private void initialise() {
        boolean replaces = contextMade;
        make(initialisation -> initialisation.initialise(replaces));
    }

    private void make(Function<Initialisation, CompletableFuture<Void>> steps) {
        int current = attempt;
        announced.clear();
        follow(current, steps.apply(initialisation(current, line)), this::announceThenReady);
    }

    /** More may come while some are being announced. */
    private void announceThenReady() {
        List<String> missing = missingResources();
        if (missing.isEmpty()) {
            ready();
        } else {
            int current = attempt;
            announced.addAll(missing);
            follow(current, initialisation(current, line).announce(missing), this::announceThenReady);
        }
    }

    private void ready() {
        backoff.reset();
        if (hasBeenReady && failedAttempts > 0) {
            counters.count(Counter.RECONNECTS);
        }
        hasBeenReady = true;
        failedAttempts = 0;
        trouble = Trouble.NONE;
        warnedOf = "";
        line.forgetOutcomes();
        // what has come meanwhile came in the context before
        sender.reset();
        enter(Phase.READY);
        scheduler.open(line);
        sendQueue.available();
        keepAliveAfter(settings.keepAliveInterval());
        List<CompletableFuture<Void>> done = List.copyOf(resets);
        resets.clear();
        done.forEach(made -> made.complete(null));
        reachable.complete(null);
    }

    private Initialisation initialisation(int current, AtLink lineInUse) {
        return new Initialisation(
                loop,
                settings,
                ports,
                scheduler,
                lineInUse,
                passwords,
                phase -> ifCurrent(current, () -> entered(phase)),
                board::attached,
                () -> current == attempt);
    }

    private void entered(Phase phase) {
        enter(phase);
        if (phase == Phase.CREATING) {
            // from here on there may be one, whatever the answer
            contextMade = true;
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

    /** This step has failed; whatever phase it ended, the next attempt has not got over it before it is past that phase. */
    private void giveUp(String reason) {
        giveUp(new Trouble(reason, state.phase()));
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

    /** A task whose failure means that the module is in no known state. */
    private CommandSequence task(Supplier<CompletableFuture<Void>> steps) {
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
                // done again, as part of the next initialisation
            }

            @Override
            public boolean isWanted() {
                return current == attempt;
            }
        };
    }

    private void keepAliveAfter(Duration delay) {
        if (!settings.keepAliveInterval().isZero()) {
            keepAlive = loop.schedule(delay, this::checkAlive);
        }
    }

    private void checkAlive() {
        Duration silent = Duration.ofNanos(loop.nanoTime() - scheduler.lastUse());
        Duration left = settings.keepAliveInterval().minus(silent);
        if (!left.isNegative() && !left.isZero()) {
            keepAliveAfter(left);
            return;
        }
        // an unanswered one makes the line suspect, and the probes that follow decide
        int current = attempt;
        long asked = loop.nanoTime();
        scheduler.submit(Priority.REQUEST, task(() -> checkUnlessUsedSince(asked)
                .thenAccept(result -> ifCurrent(current, () -> keepAliveAfter(settings.keepAliveInterval())))));
    }

    /** A module that is there may not be the same any more. The line may have been probed just now, because it was silent. */
    private CompletableFuture<Void> checkUnlessUsedSince(long asked) {
        if (scheduler.lastUse() - asked >= 0) {
            return checkSettings();
        }
        return line.command(new At())
                .thenCompose(result ->
                        result instanceof AtResult.Success ? checkSettings() : CompletableFuture.completedFuture(null));
    }

    private void enter(Phase phase) {
        if (trouble.isPast(phase)) {
            trouble = Trouble.NONE;
        }
        state(new ModemState(phase, trouble.reason(), failedAttempts, Duration.ZERO));
    }

    private void state(ModemState next) {
        if (!next.equals(state)) {
            boolean news = next.phase() == Phase.WAITING && !next.reason().equals(warnedOf);
            if (news) {
                warnedOf = next.reason();
            }
            LOG.atLevel(news ? Level.WARN : Level.INFO).log("{}: {}", settings.device(), told(next));
            state = next;
            board.enter(next);
            onState.accept(next);
        }
    }

    /** Whoever starts may give up after the first attempt, and there would be no second one. */
    private String told(ModemState next) {
        boolean first = next.phase() == Phase.WAITING && next.failedAttempts() == 1 && lastSessionEnd.isEmpty();
        return (first ? new ModemState(next.phase(), next.reason()) : next).toString();
    }

    private static String reason(Throwable failure) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        return cause.getMessage() == null ? cause.toString() : cause.getMessage();
    }
}
