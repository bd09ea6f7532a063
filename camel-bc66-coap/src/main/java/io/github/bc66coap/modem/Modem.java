// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.modem;

import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.github.bc66coap.at.AtCommand;
import io.github.bc66coap.at.AtResult;
import io.github.bc66coap.at.AtTrace;
import io.github.bc66coap.at.ChannelWire;
import io.github.bc66coap.at.EventLoop;
import io.github.bc66coap.at.LoopShare;
import io.github.bc66coap.at.OutcomeHabits;
import io.github.bc66coap.at.RawCommand;
import io.github.bc66coap.at.TransportWire;
import io.github.bc66coap.at.Wire;
import io.github.bc66coap.coap.CoapOptions;
import io.github.bc66coap.coap.Code;
import io.github.bc66coap.coap.MessageId;
import io.github.bc66coap.coap.OptionNumbers;
import io.github.bc66coap.coap.Token;
import io.github.bc66coap.coap.UriPaths;
import io.github.bc66coap.modem.api.CommandOutcome;
import io.github.bc66coap.modem.api.Counter;
import io.github.bc66coap.modem.api.Ending;
import io.github.bc66coap.modem.api.Firmware;
import io.github.bc66coap.modem.api.IncomingResponse;
import io.github.bc66coap.modem.api.Latency;
import io.github.bc66coap.modem.api.MessageBound;
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
import io.github.bc66coap.modem.link.CommandQueue;
import io.github.bc66coap.modem.link.Connector;
import io.github.bc66coap.modem.link.Counters;
import io.github.bc66coap.modem.link.LineScheduler;
import io.github.bc66coap.modem.link.LocalPorts;
import io.github.bc66coap.modem.link.Opener;
import io.github.bc66coap.modem.link.SimGuard;
import io.github.bc66coap.modem.link.SimPassword;
import io.github.bc66coap.modem.link.SimPasswords;
import io.github.bc66coap.modem.link.SingleCommand;
import io.github.bc66coap.qcoap.CoapUrcRule;
import io.github.bc66coap.qcoap.ConStatus;
import io.github.bc66coap.qcoap.QcoapAddres;
import io.github.bc66coap.qcoap.QcoapDataStatus;
import io.github.bc66coap.qcoap.UrcParser;
import io.github.bc66coap.transport.ChannelTransport;
import io.github.bc66coap.transport.ModemTransport;
import io.github.bc66coap.transport.ModemTransportFactory;
import io.github.bc66coap.transport.ProcessEnd;

/**
 * One module's session: what its users see. Every method may be called from any thread; futures complete in the event
 * loop, which must not be blocked.
 */
public final class Modem {
    private static final Logger LOG = LoggerFactory.getLogger(Modem.class);
    private static final byte[] NOTHING = new byte[0];
    private static final String STOPPED = "the modem was stopped";

    private final EventLoop loop;
    private final ModemSettings settings;
    private final SimPasswords passwords;
    private final Counters counters = new Counters();
    private final StateHistory history = new StateHistory();
    private final AtTrace trace;
    private final OutcomeHabits habits;
    private final EmptyMessages emptyMessages;
    private final ConsInFlight cons;
    private final LineScheduler scheduler;
    private final LocalPorts ports;
    private final MessageSender sender;
    private final MessageIds messageIds;
    private final SendQueue sendQueue;
    private final RequestDispatcher requestDispatcher;
    private final Observations observations = new Observations();
    private final Observers observers;
    private final RandomGenerator random;
    private final LifeCycle lifeCycle;
    private final MessageBound bound;
    private final Outbox outbox;
    private final CommandQueue commands;
    private final ModemListeners listeners;
    private final Watch watch;
    private final UrcDispatcher urcDispatcher;
    private final LogLimit learned;
    /** Guarded by this: whether the modem has stopped, after which its share of the loop may end and take nothing any more. */
    private boolean over;

    private volatile int localPort;
    private volatile Set<String> unprintedOutcomes = Set.of();

    private final StatusBoard board;
    private final NetworkPoll networkPoll;
    private volatile ModemState state = new ModemState(ModemState.Phase.STOPPED, "");

    /**
     * @param loop this modem's share, which may be closed when the modem has stopped
     * @param settings checked by their maker
     * @param transports open the line
     * @param opener where lines are opened whose opening comes back by itself
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
        this(
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
                watchers);
    }

    Modem(
            EventLoop loop,
            ModemSettings settings,
            Connector connector,
            SimPasswords passwords,
            RandomGenerator random,
            CopyOnWriteArrayList<ModemWatcher> watchers) {
        this.loop = loop;
        this.settings = settings;
        this.passwords = passwords;
        this.random = random;
        this.localPort = settings.localPort();
        this.board = new StatusBoard(loop::nanoTime);
        this.listeners = new ModemListeners(settings.device(), loop, counters);
        this.learned = LogLimit.warnings(loop, LOG);
        this.watch = new Watch(settings.device(), loop, watchers);
        this.trace = new AtTrace(loop, this::kept);
        this.habits = new OutcomeHabits(this::learned);
        this.emptyMessages = new EmptyMessages(loop, settings.device());
        boolean encrypted = settings.psk() != null;
        this.ports = new LocalPorts(loop, settings.localPort(), encrypted ? settings.localPorts() : 1);
        DtlsSessions sessions = new DtlsSessions(loop, settings, ports, random, counters);
        this.sender = new MessageSender(encrypted, sessions, habits, emptyMessages, new SenderContext());
        this.scheduler = new LineScheduler(loop, settings.wakeUp() != WakeUp.NONE, this::onLineCheck);
        this.commands = new CommandQueue(loop, scheduler, settings.queueSize(), settings.sendTimeout(), this::state);
        this.messageIds = new MessageIds(loop, random, counters);
        LateResponses lateResponses = new LateResponses(loop);
        this.cons = new ConsInFlight(loop, settings.device());
        this.sendQueue = new SendQueue(
                loop,
                scheduler,
                sender,
                lateResponses,
                messageIds,
                sessions,
                cons,
                this::renew,
                counters,
                settings.queueSize(),
                settings.responseTimeout(),
                this::state);
        this.bound = MessageBound.of(encrypted);
        this.outbox = new Outbox(messageIds, sendQueue, bound);
        ResponseSender responseSender = new ResponseSender(loop, scheduler, sender, sessions, cons, counters);
        this.observers = new Observers(loop, messageIds, outbox, listeners::observerLost, counters);
        this.requestDispatcher = new RequestDispatcher(loop, responseSender, messageIds, observers, bound, counters, watch);
        ResponseMatcher responseMatcher = new ResponseMatcher(
                loop,
                sendQueue,
                lateResponses,
                settings.separateResponses(),
                new RefusedLengths(loop, encrypted),
                responseSender,
                observations,
                observers,
                listeners::offer,
                counters);
        this.lifeCycle = new LifeCycle(
                loop,
                settings,
                connector,
                random,
                new CoapUrcRule(settings.showResponseOptions()),
                scheduler,
                sendQueue,
                sender,
                ports,
                habits,
                emptyMessages,
                counters,
                passwords,
                trace,
                this::resources,
                board,
                this::changed);
        this.networkPoll = new NetworkPoll(loop, board, this::runUnready, this::networkTold);
        this.urcDispatcher = new UrcDispatcher(
                settings.device(),
                new UrcParser(settings.showResponseOptions()),
                sendQueue,
                responseMatcher,
                requestDispatcher,
                listeners,
                observations,
                observers,
                sessions,
                lifeCycle,
                counters,
                watch);
    }

    private static Wire wire(ModemTransport transport, LoopShare loop, ThreadFactory threads) {
        return transport instanceof ChannelTransport channel
                ? new ChannelWire(channel, loop)
                : new TransportWire(transport, loop, threads);
    }

    /** What all users of this modem agree on. */
    public ModemSettings settings() {
        return settings;
    }

    public ModemState state() {
        return state;
    }

    /** What is known of it now, which is written down as it becomes known: nobody waits for the module. */
    public ModemStatus snapshot() {
        return board.status();
    }

    /**
     * Has a module that answers asked whether it is attached and for its signal, ready or not. Returns at once: {@link #snapshot()} has
     * the answers when they are there. One that is woken by a pulse and left alone while idle may be in deep sleep, where it hears
     * nothing: it is asked when it has been woken for something else.
     *
     * @param interval since the last question, at least; nothing is asked before
     */
    public void askNetwork(Duration interval) {
        inLoop(() -> {
            if (maySleep()) {
                networkPoll.askAwake(interval);
            } else if (state.isAnswering()) {
                networkPoll.ask(interval);
            }
        });
    }

    private boolean maySleep() {
        boolean pulsed = settings.wakeUp() == WakeUp.DTR || settings.wakeUp() == WakeUp.RTS;
        return pulsed && settings.keepAliveInterval().isZero() && state.isReady() && scheduler.mayDoze();
    }

    /** It takes the place of an idle {@code AT}, which would also have shown an unnoticed restart. */
    private void networkTold() {
        if (!settings.keepAliveInterval().isZero()) {
            lifeCycle.suspectRestart();
        }
    }

    /** The local port that the context has, or will have next; with DTLS it is one of several that are used in turn. */
    public int localPort() {
        return localPort;
    }

    /**
     * Which outcomes the module's firmware doesn't print, although the note says so, as {@code +QCOAPSEND}: what becomes of messages
     * is seen from elsewhere. As far as the module has shown since its last restart.
     */
    public Set<String> unprintedOutcomes() {
        return unprintedOutcomes;
    }

    /** What was learned of the module's firmware. */
    public Firmware firmware() {
        return new Firmware(
                unprintedOutcomes,
                names(habits.slow()),
                cons.refused(),
                emptyMessages.carryOptions(),
                lifeCycle.settingsAreNotTold());
    }

    /** The last 50 states, the oldest first; the last one is the present one. */
    public List<PastState> history() {
        return history.states();
    }

    /** With whom it has to do at the moment. */
    public Traffic traffic() {
        return new Traffic(
                sendQueue.size(),
                sendQueue.longestWait(),
                sendQueue.outstanding(),
                observers.shown(),
                observations.shown());
    }

    /** What it has counted since its start, or since the counters were cleared. */
    public Map<Counter, Long> counters() {
        return counters.snapshot();
    }

    /** What it has counted since its start, whoever has cleared the counters. */
    public Map<Counter, Long> totals() {
        return counters.totals();
    }

    /** How commands, sends and replies ended since its start, or since the counters were cleared. */
    public Map<Ending, Long> endings() {
        return counters.endings();
    }

    /** How long things took since its start, or since the counters were cleared. */
    public Map<Latency, Percentiles> latencies() {
        return counters.latencies();
    }

    /** Counts and measures from nothing; {@link #totals()} goes on. */
    public void clearCounters() {
        counters.clear();
    }

    /** The last lines that went to and came from the module. */
    public AtTrace trace() {
        return trace;
    }

    /**
     * Opens the line and goes on by itself from there: whatever is lost is got back.
     *
     * @return completes when the module answers for the first time, exceptionally with an {@code IOException} when the
     *     first attempt fails; further ones follow until {@link #stop()}
     */
    public CompletableFuture<Void> start() {
        CompletableFuture<Void> answered = new CompletableFuture<>();
        if (!inLoop(() -> forward(lifeCycle.start(urcDispatcher), answered))) {
            answered.completeExceptionally(new IOException(STOPPED));
        }
        return answered;
    }

    /**
     * Whether the module answers, now or in the attempt under way. A modem that waits for its next attempt makes it within half a
     * second, since what the last one failed of may be past.
     *
     * @return completes exceptionally with an {@code IOException} that says why, when that attempt fails
     */
    public CompletableFuture<Void> answered() {
        CompletableFuture<Void> answered = new CompletableFuture<>();
        if (!inLoop(() -> forward(lifeCycle.answered(), answered))) {
            answered.completeExceptionally(new IOException(STOPPED));
        }
        return answered;
    }

    /**
     * As {@link #answered()}, but whether the module is ready and has been told of the paths of all services, those that were added before
     * this is called among them.
     *
     * @return completes exceptionally with an {@code IOException} that says why, when the attempt under way fails
     */
    public CompletableFuture<Void> reachable() {
        CompletableFuture<Void> reachable = new CompletableFuture<>();
        if (!inLoop(() -> forward(lifeCycle.reachable(), reachable))) {
            reachable.completeExceptionally(new IOException(STOPPED));
        }
        return reachable;
    }

    /**
     * Deletes the context and closes the line. What waits ends with {@link SendOutcome.Unavailable}.
     *
     * @return completes when the line is closed
     */
    public CompletableFuture<Void> stop() {
        CompletableFuture<Void> stopped = new CompletableFuture<>();
        boolean taken = inLoop(() -> {
            observations.abandonAll();
            observers.abandonAll();
            requestDispatcher.stop(STOPPED);
            lifeCycle.stop(STOPPED).thenRun(() -> {
                end();
                stopped.complete(null);
            });
        });
        if (!taken) {
            stopped.complete(null);
        }
        return stopped;
    }

    /**
     * Sends a request.
     *
     * @return completes with its one outcome; exceptionally only with an {@code IllegalArgumentException} when its
     *     message ID was used towards this peer within 247 s
     * @throws IllegalArgumentException when the module can't carry it, or it is too long, naming what; nothing has been sent
     */
    public CompletableFuture<SendOutcome> send(OutgoingRequest request) {
        outbox.requireSendable(request);
        CompletableFuture<SendOutcome> outcome = new CompletableFuture<>();
        if (!inLoop(() -> forward(told(request), outcome))) {
            outcome.complete(new SendOutcome.Unavailable(STOPPED));
        }
        return outcome;
    }

    private CompletableFuture<SendOutcome> told(OutgoingRequest request) {
        if (!watch.isOn()) {
            return outbox.send(request);
        }
        watch.tell(new ModemEvent.Asked(watch.now(), request));
        CompletableFuture<SendOutcome> sent = outbox.send(request);
        sent.whenComplete((outcome, failure) -> watch.tell(new ModemEvent.Ended(watch.now(), request, outcome)));
        return sent;
    }

    /** Sends a command line that is none of the session's own, when the module is ready. */
    public CompletableFuture<CommandOutcome<List<String>>> command(RawCommand command) {
        return command(command, true);
    }

    /**
     * Sends a command line that is none of the session's own. One with a password that the SIM has refused, or may have,
     * ends with {@link CommandOutcome.Unavailable}.
     *
     * @param whenReady whether it waits until the module is ready; else a module that answers {@code AT} is enough
     * @return completes with its response lines
     */
    public CompletableFuture<CommandOutcome<List<String>>> command(RawCommand command, boolean whenReady) {
        return run(
                command, whenReady, line -> SimPassword.ofCommand(command.line().text())
                        .map(password -> new SimGuard(settings.device(), passwords, new Alone(line))
                                .sendAlone(password, command))
                        .orElseGet(() -> line.command(command)));
    }

    /** The way of a command that is part of nothing. */
    private record Alone(AtLink line) implements SimGuard.Commands {
        @Override
        public <R> CompletableFuture<AtResult<R>> command(AtCommand<R> command) {
            return line.command(command);
        }

        @Override
        public boolean isWanted() {
            return !line.isRetired();
        }
    }

    /**
     * Makes the CoAP context anew, with the settings and resources of the one before. What waits is sent after it; a request
     * whose response was awaited ends with {@link SendOutcome.Unknown}.
     *
     * @return completes when the module is ready with the new one, with {@link CommandOutcome.Unknown} when it isn't within
     *     the deadline of a send
     */
    public CompletableFuture<CommandOutcome<Void>> reset() {
        CompletableFuture<CommandOutcome<Void>> outcome = new CompletableFuture<>();
        if (!inLoop(() -> reset(outcome))) {
            outcome.complete(new CommandOutcome.Unavailable<>(STOPPED));
        }
        return outcome;
    }

    private void reset(CompletableFuture<CommandOutcome<Void>> outcome) {
        if (isStopped()) {
            outcome.complete(new CommandOutcome.Unavailable<>(STOPPED));
            return;
        }
        if (lifeCycle.waitingResets() >= settings.queueSize()) {
            outcome.complete(new CommandOutcome.Unavailable<>("the queue is full"));
            return;
        }
        CompletableFuture<Void> made = lifeCycle.reset();
        EventLoop.Timer limit = loop.schedule(settings.sendTimeout(), () -> {
            outcome.complete(new CommandOutcome.Unknown<>(
                    "there was no new context within " + Seconds.of(settings.sendTimeout()) + ": " + state));
            made.cancel(false);
        });
        made.whenComplete((none, failure) -> {
            limit.cancel();
            outcome.complete(
                    failure == null ? new CommandOutcome.Done<>(null) : new CommandOutcome.Unavailable<>(STOPPED));
        });
    }

    /**
     * Closes the line and opens it again half a second later, whatever the module is at. What is under way ends as it does when the line
     * is lost; what waits goes on waiting. A line that is just being opened is left to that.
     *
     * @return completes when that has begun, with {@link CommandOutcome.Unavailable} when the modem is stopped
     */
    public CompletableFuture<CommandOutcome<Void>> reopen() {
        CompletableFuture<CommandOutcome<Void>> outcome = new CompletableFuture<>();
        boolean taken = inLoop(() -> {
            if (isStopped()) {
                outcome.complete(new CommandOutcome.Unavailable<>(STOPPED));
            } else {
                lifeCycle.reopen();
                outcome.complete(new CommandOutcome.Done<>(null));
            }
        });
        if (!taken) {
            outcome.complete(new CommandOutcome.Unavailable<>(STOPPED));
        }
        return outcome;
    }

    private boolean isStopped() {
        return state.phase() == ModemState.Phase.STOPPED || state.phase() == ModemState.Phase.STOPPING;
    }

    /** Asks what became of the last CON. */
    public CompletableFuture<CommandOutcome<ConStatus>> status() {
        return run(new QcoapDataStatus(), true, sender::askStatus);
    }

    /**
     * Answers requests from now on. An exact path is announced to the network; a pattern isn't a path and can't be.
     *
     * @return takes the service away again
     * @throws IllegalArgumentException when the path can't be announced because the module can't carry it
     */
    public Registration serve(RequestService service) {
        String resource = resource(service);
        if (resource != null) {
            new QcoapAddres(resource).line();
        }
        inLoop(() -> {
            requestDispatcher.add(service);
            lifeCycle.announce();
        });
        return once(() -> requestDispatcher.remove(service));
    }

    /**
     * Answers a request that a manual service took: as a separate response, of which a CON ends with its
     * acknowledgement and a NON with being sent, or with a reset. A peer gets one response to each request.
     *
     * @return completes exceptionally with an {@link IllegalStateException} when the request has been answered, or will be
     *     by its service; nothing has been sent
     * @throws IllegalArgumentException when the module can't carry it, or it is too long, naming what; nothing has been sent
     */
    public CompletableFuture<SendOutcome> respond(SeparateResponse response) {
        outbox.requireSendable(response);
        CompletableFuture<SendOutcome> outcome = new CompletableFuture<>();
        if (!inLoop(() -> forward(requestDispatcher.respond(response, options -> outbox.send(response, options)), outcome))) {
            outcome.complete(new SendOutcome.Unavailable(STOPPED));
        }
        return outcome;
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
        Observers.longest(notification.type(), notification.code(), notification.options(), notification.payload())
                .requireSendable(bound);
        CompletableFuture<CommandOutcome<NotifiedObservers>> notified = new CompletableFuture<>();
        if (!inLoop(() -> forward(observers.notifyAll(notification), notified))) {
            notified.complete(new CommandOutcome.Unavailable<>(STOPPED));
        }
        return notified;
    }

    /**
     * Observes a resource from when the module is ready, and again whenever its server may have forgotten.
     *
     * @param listener takes the notifications that are newer than the last one, and says whether it does; called in the event
     *     loop, must not block; one that it can't take now it refuses by a
     *     {@link java.util.concurrent.RejectedExecutionException}
     * @return ends it; completes when the server has been told, or could not be
     * @throws IllegalArgumentException when the module can't carry the request, when another resource of this peer is
     *     observed, or when the settings hide the options of responses
     */
    public Supplier<CompletableFuture<Void>> observe(Observation observation, Predicate<IncomingResponse> listener) {
        if (!settings.showResponseOptions()) {
            throw new IllegalArgumentException(
                    "nothing can be observed with showResponseOptions=false, because notifications can't be told then");
        }
        Token token = messageIds.token();
        CoapOptions options = observation.options().with(OptionNumbers.OBSERVE, 0);
        new OutgoingMessage(observation.peer(), observation.type(), Code.GET, new MessageId(0), token, options, NOTHING)
                .requireSendable(bound);
        ObservedResource resource = new ObservedResource(loop, random, observation, token, outbox, listener, counters);
        observations.add(resource);
        inLoop(() -> {
            if (state.isReady()) {
                resource.register();
            }
        });
        return () -> {
            CompletableFuture<Void> ended = new CompletableFuture<>();
            observations.remove(resource);
            if (!inLoop(() -> forward(resource.cancel(state.isReady()), ended))) {
                ended.complete(null);
            }
            return ended;
        };
    }

    /** Hears of events from now on. */
    public Registration subscribe(ModemListener listener) {
        inLoop(() -> listeners.add(listener));
        return once(() -> listeners.remove(listener));
    }

    /** Whether anybody watches what goes on, so that it is worth saying who has something sent. */
    public boolean isWatched() {
        return watch.isOn();
    }

    /** How many sends wait, read in the loop. */
    public CompletableFuture<Integer> queueLength() {
        CompletableFuture<Integer> length = new CompletableFuture<>();
        if (!inLoop(() -> length.complete(sendQueue.size()))) {
            length.complete(0);
        }
        return length;
    }

    /** A share that has ended would swallow the task, and the future with it. */
    private synchronized boolean inLoop(Runnable task) {
        if (!over) {
            loop.execute(task);
        }
        return !over;
    }

    private synchronized void end() {
        over = true;
    }

    private Registration once(Runnable remove) {
        AtomicBoolean removed = new AtomicBoolean();
        return () -> {
            if (removed.compareAndSet(false, true)) {
                inLoop(remove);
            }
        };
    }

    private void changed(ModemState next) {
        boolean becomesReady = next.isReady() && !state.isReady();
        state = next;
        history.add(loop.now(), next);
        if (watch.isOn()) {
            watch.tell(new ModemEvent.State(watch.now(), next));
        }
        localPort = ports.current();
        if (becomesReady) {
            // not at once: the queue opens just now
            loop.execute(() -> {
                observations.registerAll();
                networkPoll.awake();
                if (!lifeCycle.newSessionReason().isEmpty()) {
                    listeners.restarted(lifeCycle.newSessionReason());
                }
            });
        }
    }

    private void kept(AtTrace.Entry line) {
        if (watch.isOn()) {
            OutgoingMessage inHand = sender.inHand();
            watch.tell(new ModemEvent.Line(line, inHand == null ? null : inHand.reference()));
        }
    }

    private void renew(DtlsSessions.Renew renewal) {
        board.fail(renewal.reason());
        lifeCycle.renew(renewal.reason(), renewal.fromNextPort());
    }

    /** For the one question that is under way at a time. */
    private <R> CompletableFuture<CommandOutcome<R>> runUnready(AtCommand<R> command) {
        return run(command, false, line -> line.command(command), commands::submitBeside);
    }

    private <R> CompletableFuture<CommandOutcome<R>> run(
            AtCommand<R> command, boolean needsReady, Function<AtLink, CompletableFuture<AtResult<R>>> send) {
        return run(command, needsReady, send, commands::submit);
    }

    private <R> CompletableFuture<CommandOutcome<R>> run(
            AtCommand<R> command,
            boolean needsReady,
            Function<AtLink, CompletableFuture<AtResult<R>>> send,
            BiConsumer<SingleCommand<?>, CompletableFuture<?>> submit) {
        CompletableFuture<CommandOutcome<R>> outcome = new CompletableFuture<>();
        SingleCommand<R> single = new SingleCommand<>(command, needsReady, send, outcome);
        boolean taken = inLoop(() -> {
            if (isStopped()) {
                single.abandon(STOPPED);
            } else {
                submit.accept(single, outcome);
            }
        });
        if (!taken) {
            single.abandon(STOPPED);
        }
        return outcome;
    }

    private void learned(Set<String> prefixes) {
        Set<String> before = unprintedOutcomes;
        unprintedOutcomes = names(prefixes);
        unprintedOutcomes.stream()
                .filter(name -> !before.contains(name))
                .forEach(name -> learned.log(
                        "{}: the firmware prints no {}, though the note says so; it isn't waited for any more",
                        settings.device(),
                        name));
    }

    private static Set<String> names(Set<String> prefixes) {
        return prefixes.stream().map(prefix -> prefix.replace(":", "")).collect(Collectors.toCollection(TreeSet::new));
    }

    private final class SenderContext implements MessageSender.Context {
        @Override
        public CompletableFuture<Boolean> explainsRefusal() {
            return lifeCycle.explainsRefusal();
        }

        @Override
        public CompletableFuture<Boolean> makeAnew() {
            return lifeCycle.cleanContext();
        }

        @Override
        public void leaves(OutgoingMessage message) {
            if (watch.isOn()) {
                watch.tell(message.sent(watch.now()));
            }
        }

        @Override
        public void told(OutgoingMessage con, ConStatus status) {
            sendQueue.told(con, status);
        }
    }

    private void onLineCheck(LineScheduler.Check check) {
        lifeCycle.onLineCheck(check);
    }

    private List<String> resources() {
        Set<String> all = new LinkedHashSet<>(settings.resources());
        for (RequestService service : requestDispatcher.services()) {
            String resource = resource(service);
            if (resource != null) {
                all.add(resource);
            }
        }
        return List.copyOf(all);
    }

    /** A pattern isn't a path, so only exact ones can be announced. */
    private static String resource(RequestService service) {
        return service.path().andBelow()
                ? null
                : UriPaths.joinPath(service.path().segments());
    }

    private static <T> void forward(CompletableFuture<T> from, CompletableFuture<T> to) {
        from.whenComplete((value, failure) -> {
            if (failure == null) {
                to.complete(value);
            } else {
                to.completeExceptionally(failure instanceof CompletionException ? failure.getCause() : failure);
            }
        });
    }
}
