// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.modem;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

import io.github.bc66coap.at.AtCommand;
import io.github.bc66coap.at.AtResult;
import io.github.bc66coap.at.AtTrace;
import io.github.bc66coap.at.ChannelWire;
import io.github.bc66coap.at.EventLoop;
import io.github.bc66coap.at.LoopShare;
import io.github.bc66coap.at.RawCommand;
import io.github.bc66coap.at.TransportWire;
import io.github.bc66coap.at.Wire;
import io.github.bc66coap.coap.CoapOptions;
import io.github.bc66coap.coap.Code;
import io.github.bc66coap.coap.OptionDefinition;
import io.github.bc66coap.coap.Token;
import io.github.bc66coap.modem.api.CommandOutcome;
import io.github.bc66coap.modem.api.Counter;
import io.github.bc66coap.modem.api.Ending;
import io.github.bc66coap.modem.api.Firmware;
import io.github.bc66coap.modem.api.IncomingResponse;
import io.github.bc66coap.modem.api.Latency;
import io.github.bc66coap.modem.api.ModemEvent;
import io.github.bc66coap.modem.api.ModemListener;
import io.github.bc66coap.modem.api.ModemSettings;
import io.github.bc66coap.modem.api.ModemState;
import io.github.bc66coap.modem.api.ModemStatus;
import io.github.bc66coap.modem.api.ModemWatcher;
import io.github.bc66coap.modem.api.Notification;
import io.github.bc66coap.modem.api.NotifiedObservers;
import io.github.bc66coap.modem.api.Observation;
import io.github.bc66coap.modem.api.OutgoingRequest;
import io.github.bc66coap.modem.api.PastState;
import io.github.bc66coap.modem.api.Percentiles;
import io.github.bc66coap.modem.api.Registration;
import io.github.bc66coap.modem.api.RequestService;
import io.github.bc66coap.modem.api.Seconds;
import io.github.bc66coap.modem.api.SendOutcome;
import io.github.bc66coap.modem.api.SeparateResponse;
import io.github.bc66coap.modem.api.Traffic;
import io.github.bc66coap.modem.api.WakeUp;
import io.github.bc66coap.modem.link.AtLink;
import io.github.bc66coap.modem.link.Connector;
import io.github.bc66coap.modem.link.Opener;
import io.github.bc66coap.modem.link.SimGuard;
import io.github.bc66coap.modem.link.SimPassword;
import io.github.bc66coap.modem.link.SimPasswords;
import io.github.bc66coap.qcoap.ConStatus;
import io.github.bc66coap.qcoap.QcoapAddres;
import io.github.bc66coap.qcoap.QcoapDataStatus;
import io.github.bc66coap.transport.ChannelTransport;
import io.github.bc66coap.transport.ModemTransport;
import io.github.bc66coap.transport.ModemTransportFactory;
import io.github.bc66coap.transport.ProcessEnd;

/** One module's session, as its users see it. Any thread may call it; futures complete in the event loop, which must not be blocked. */
public final class Modem {
    final Session session;

    /**
     * @param loop this modem's share, which may be closed when the modem has stopped
     * @param settings checked by their maker
     * @param transports open the line
     * @param opener opens lines whose opening always returns
     * @param threads make the threads that open other lines, read, write and close them; platform threads, as these block in native code
     * @param random for message IDs, tokens and jitter; should not be predictable
     * @param watchers those who watch now; any thread may add and remove some
     */
    Modem(
            LoopShare loop,
            ModemSettings settings,
            ModemTransportFactory transports,
            Opener opener,
            ThreadFactory threads,
            RandomGenerator random,
            CopyOnWriteArrayList<ModemWatcher> watchers) {
        this(new Session(
                loop,
                settings,
                new Connector(
                        loop,
                        transports,
                        transports.comesBack(settings.device())
                                ? opener
                                : opening -> threads.newThread(opening).start(),
                        transport -> wire(transport, loop, threads),
                        ProcessEnd::hasBegun),
                SimPasswords.ofThisProcess(),
                random,
                watchers));
    }

    Modem(Session session) {
        this.session = session;
    }

    private static Wire wire(ModemTransport transport, LoopShare loop, ThreadFactory threads) {
        return transport instanceof ChannelTransport channel
                ? new ChannelWire(channel, loop)
                : new TransportWire(transport, loop, threads);
    }

    // what is known of it; nobody waits for the loop or the module

    /** What all users of this modem agree on. */
    public ModemSettings settings() {
        return session.settings;
    }

    public ModemState state() {
        return session.state();
    }

    /** What is known now. */
    public ModemStatus snapshot() {
        return session.board.status();
    }

    /**
     * Asks a module that answers, ready or not, whether it is attached, and for its signal. Returns at once; {@link #snapshot()} has the replies when
     * they have come. A module that a pulse wakes, and that is left alone while idle, may be in deep sleep. It is asked when something else has woken
     * it.
     *
     * @param interval the least time since the last question; before that, nothing is asked
     */
    public void askNetwork(Duration interval) {
        session.inLoop(() -> {
            if (maySleep()) {
                session.networkPoll.askAwake(interval);
            } else if (state().isAnswering()) {
                session.networkPoll.ask(interval);
            }
        });
    }

    private boolean maySleep() {
        boolean pulsed = session.settings.wakeUp() == WakeUp.DTR || session.settings.wakeUp() == WakeUp.RTS;
        return pulsed
                && session.settings.keepAliveInterval().isZero()
                && state().isReady()
                && session.scheduler.mayDoze();
    }

    /** The local port of the context, or of the next one; with DTLS it is one of several that are used in turn. */
    public int localPort() {
        return session.localPort;
    }

    /**
     * Outcomes that the module's firmware does not print, although the note says so, for example {@code +QCOAPSEND}; as learned since its last
     * restart. Other signs then show what becomes of a message.
     */
    public Set<String> unprintedOutcomes() {
        return session.unprintedOutcomes;
    }

    /** What was learned of the module's firmware. */
    public Firmware firmware() {
        return new Firmware(
                session.unprintedOutcomes,
                Session.names(session.habits.slow()),
                session.cons.refused(),
                session.emptyMessages.carryOptions(),
                session.lifeCycle.restartCheck().settingsAreNotTold());
    }

    /** The last 50 states, the oldest first; the last one is the present one. */
    public List<PastState> history() {
        return session.history.states();
    }

    /** What waits, what is in flight, and who observes whom. */
    public Traffic traffic() {
        return new Traffic(
                session.sendQueue.size(),
                session.sendQueue.longestWait(),
                session.runner.outstanding(),
                session.observers.shown(),
                session.observations.shown());
    }

    /** What it has counted since its start, or since the counters were cleared. */
    public Map<Counter, Long> counters() {
        return session.counters.snapshot();
    }

    /** What it has counted since its start, even if the counters were cleared. */
    public Map<Counter, Long> totals() {
        return session.counters.totals();
    }

    /** How commands, sends and responses ended since its start, or since the counters were cleared. */
    public Map<Ending, Long> endings() {
        return session.counters.endings();
    }

    /** How long things took since its start, or since the counters were cleared. */
    public Map<Latency, Percentiles> latencies() {
        return session.counters.latencies();
    }

    /** Sets the counters to zero; {@link #totals()} continues. */
    public void clearCounters() {
        session.counters.clear();
    }

    /** The last lines that went to and came from the module. */
    public AtTrace trace() {
        return session.trace;
    }

    /** Whether anybody watches; if not, nobody needs the caller of a send. */
    public boolean isWatched() {
        return session.watch.isOn();
    }

    // its life

    /**
     * Opens the line. From then on the session reconnects by itself until {@link #stop()}.
     *
     * @return completes when the module answers for the first time, exceptionally with an {@code IOException} when the
     *     first attempt fails; further ones follow
     */
    public CompletableFuture<Void> start() {
        return session.call(() -> session.lifeCycle.start(session.urcDispatcher), Modem::stoppedFailure);
    }

    private static CompletableFuture<Void> stoppedFailure() {
        return CompletableFuture.failedFuture(new IOException(Session.STOPPED));
    }

    /**
     * Whether the module answers, now or in the attempt under way. A modem that waits for its next attempt makes it within half a
     * second, because the reason for the last failure may be gone.
     *
     * @return completes exceptionally with an {@code IOException} that says why, when that attempt fails
     */
    public CompletableFuture<Void> answered() {
        return session.call(session.lifeCycle::answered, Modem::stoppedFailure);
    }

    /**
     * As {@link #answered()}, but whether the module is ready and all paths are announced, including those of services that were added
     * before this call.
     *
     * @return completes exceptionally with an {@code IOException} that says why, when the attempt under way fails
     */
    public CompletableFuture<Void> reachable() {
        return session.call(session.lifeCycle::reachable, Modem::stoppedFailure);
    }

    /**
     * Deletes the context and closes the line. What waits ends with {@link SendOutcome.Unavailable}.
     *
     * @return completes when the line is closed
     */
    public CompletableFuture<Void> stop() {
        return session.call(
                () -> {
                    session.observations.abandonAll();
                    session.observers.abandonAll();
                    session.requestDispatcher.stop(Session.STOPPED);
                    return session.lifeCycle.stop(Session.STOPPED).thenRun(session::end);
                },
                () -> CompletableFuture.completedFuture(null));
    }

    /**
     * Makes a new CoAP context with the settings and resources of the one before. What waits is sent after it; a request whose response
     * was awaited ends with {@link SendOutcome.Unknown}.
     *
     * @return completes when the module is ready with the new one, with {@link CommandOutcome.Unknown} when it isn't within
     *     the deadline of a send
     */
    public CompletableFuture<CommandOutcome<Void>> reset() {
        return session.call(
                () -> {
                    if (session.isStopped()) {
                        return unavailable();
                    }
                    return session.context.waitingResets() < session.settings.queueSize()
                            ? awaitReset()
                            : CompletableFuture.completedFuture(new CommandOutcome.Unavailable<>("the queue is full"));
                },
                Modem::unavailable);
    }

    private CompletableFuture<CommandOutcome<Void>> awaitReset() {
        CompletableFuture<CommandOutcome<Void>> outcome = new CompletableFuture<>();
        CompletableFuture<Void> made = session.lifeCycle.reset();
        EventLoop.Timer limit = session.loop.schedule(session.settings.sendTimeout(), () -> {
            outcome.complete(new CommandOutcome.Unknown<>(
                    "there was no new context within " + Seconds.of(session.settings.sendTimeout()) + ": " + state()));
            made.cancel(false);
        });
        made.whenComplete((none, failure) -> {
            limit.cancel();
            outcome.complete(
                    failure == null
                            ? new CommandOutcome.Done<>(null)
                            : new CommandOutcome.Unavailable<>(Session.STOPPED));
        });
        return outcome;
    }

    private static <R> CompletableFuture<CommandOutcome<R>> unavailable() {
        return CompletableFuture.completedFuture(new CommandOutcome.Unavailable<>(Session.STOPPED));
    }

    /**
     * Closes the line and opens it again half a second later, in any state. What is under way ends as when the line is lost; what waits continues to
     * wait. A line that is just being opened is left alone.
     *
     * @return completes when that has begun, with {@link CommandOutcome.Unavailable} when the modem is stopped
     */
    public CompletableFuture<CommandOutcome<Void>> reopen() {
        return session.call(
                () -> {
                    if (session.isStopped()) {
                        return unavailable();
                    }
                    session.lifeCycle.reopen();
                    return CompletableFuture.completedFuture(new CommandOutcome.Done<>(null));
                },
                Modem::unavailable);
    }

    // sends and commands

    /**
     * Sends a request.
     *
     * @return completes with its one outcome; exceptionally only with an {@code IllegalArgumentException} when its
     *     message ID was used towards this peer within 247 s
     * @throws IllegalArgumentException when the module can't carry it, or it is too long, naming what; nothing has been sent
     */
    public CompletableFuture<SendOutcome> send(OutgoingRequest request) {
        session.outbox.requireSendable(request);
        return session.call(() -> sendWatched(request), Modem::notSent);
    }

    private static CompletableFuture<SendOutcome> notSent() {
        return CompletableFuture.completedFuture(new SendOutcome.Unavailable(Session.STOPPED));
    }

    private CompletableFuture<SendOutcome> sendWatched(OutgoingRequest request) {
        Watch watch = session.watch;
        if (!watch.isOn()) {
            return session.outbox.send(request);
        }
        watch.tell(new ModemEvent.Asked(watch.now(), request));
        CompletableFuture<SendOutcome> sent = session.outbox.send(request);
        sent.whenComplete((outcome, failure) -> watch.tell(new ModemEvent.Ended(watch.now(), request, outcome)));
        return sent;
    }

    /**
     * Sends a user's command line. One with a password that the SIM has refused, or may have refused, ends with {@link
     * CommandOutcome.Unavailable}.
     *
     * @param whenReady whether it waits until the module is ready; else a module that answers {@code AT} is enough
     * @return completes with its response lines
     */
    public CompletableFuture<CommandOutcome<List<String>>> command(RawCommand command, boolean whenReady) {
        return session.run(command, whenReady, line -> SimPassword.ofCommand(
                        command.line().text())
                .map(password -> new SimGuard(session.settings.device(), session.passwords, new LineCommands(line))
                        .sendAlone(password, command))
                .orElseGet(() -> line.command(command)));
    }

    /** Submits a command that is part of nothing else. */
    private record LineCommands(AtLink line) implements SimGuard.Commands {
        @Override
        public <R> CompletableFuture<AtResult<R>> command(AtCommand<R> command) {
            return line.command(command);
        }

        @Override
        public boolean isWanted() {
            return !line.isRetired();
        }
    }

    /** Asks what became of the last CON. */
    public CompletableFuture<CommandOutcome<ConStatus>> status() {
        return session.run(new QcoapDataStatus(), true, session.sender::askStatus);
    }

    // service and observation

    /**
     * Serves requests from now on. An exact path is announced to the network; a pattern cannot be announced.
     *
     * @return ends the service
     * @throws IllegalArgumentException when the path can't be announced because the module can't carry it
     */
    public Registration serve(RequestService service) {
        Session.resource(service).ifPresent(resource -> new QcoapAddres(resource).line());
        session.inLoop(() -> {
            session.requestDispatcher.add(service);
            session.lifeCycle.announce();
        });
        return once(() -> session.requestDispatcher.remove(service));
    }

    /**
     * Responds to a request that a manual service took, by a reset or a separate response: a CON ends when it is acknowledged, a NON when it is sent.
     * A peer gets one response to each request.
     *
     * @return completes exceptionally with an {@link IllegalStateException} when the request has its response, or will get it from its service;
     *     nothing has been sent
     * @throws IllegalArgumentException when the module can't carry it, or it is too long, naming what; nothing has been sent
     */
    public CompletableFuture<SendOutcome> respond(SeparateResponse response) {
        session.outbox.requireSendable(response, response.options());
        return session.call(
                () -> session.requestDispatcher.respond(response, options -> session.outbox.send(response, options)),
                Modem::notSent);
    }

    /**
     * Notifies all who observe a path. A newer notification replaces an older one that still waits for the same observer (RFC 7641
     * section 4.5.2).
     *
     * @return completes with the number of observers reached, when nothing waits or is under way for any of them; or with {@link
     *     CommandOutcome.Unavailable} when nothing was sent
     * @throws IllegalArgumentException naming what the module can't carry, or what is too long for an observer with a token of 8 bytes;
     *     nothing has been sent
     */
    public CompletableFuture<CommandOutcome<NotifiedObservers>> notifyObservers(Notification notification) {
        Observers.requireSendable(notification, session.bound);
        return session.call(() -> session.observers.notifyAll(notification), Modem::unavailable);
    }

    /**
     * Observes a resource as soon as the module is ready, and registers again whenever the server may have forgotten it.
     *
     * @param listener takes notifications that are newer than the last one, and returns whether it does. Called in the event loop; must not block. If
     *     it can't take one now, it throws a {@link java.util.concurrent.RejectedExecutionException}
     * @return ends the observation; completes when the server has been informed, or could not be
     * @throws IllegalArgumentException when the module can't carry the request, when another resource of this peer is observed, or when the settings
     *     hide the options of responses
     */
    public Supplier<CompletableFuture<Void>> observe(Observation observation, Predicate<IncomingResponse> listener) {
        if (!session.settings.showResponseOptions()) {
            throw new IllegalArgumentException(
                    "nothing can be observed with showResponseOptions=false, as notifications then look like other responses");
        }
        Token token = session.messageIds.token();
        CoapOptions options = observation.options().with(OptionDefinition.OBSERVE, 0);
        session.bound.requireSendable(Code.GET, token, options, OutgoingMessage.NO_PAYLOAD);
        ObservedResource resource = new ObservedResource(
                session.loop, session.random, observation, token, session.outbox, listener, session.counters);
        session.observations.add(resource);
        session.inLoop(() -> {
            if (state().isReady()) {
                resource.register();
            }
        });
        return () -> {
            session.observations.remove(resource);
            return session.call(
                    () -> resource.cancel(state().isReady()), () -> CompletableFuture.completedFuture(null));
        };
    }

    /** Reports events from now on. */
    public Registration subscribe(ModemListener listener) {
        session.inLoop(() -> session.listeners.add(listener));
        return once(() -> session.listeners.remove(listener));
    }

    private Registration once(Runnable remove) {
        AtomicBoolean removed = new AtomicBoolean();
        return () -> {
            if (removed.compareAndSet(false, true)) {
                session.inLoop(remove);
            }
        };
    }
}
