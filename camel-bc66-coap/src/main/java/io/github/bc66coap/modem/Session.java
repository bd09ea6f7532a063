// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.modem;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.github.bc66coap.at.AtCommand;
import io.github.bc66coap.at.AtResult;
import io.github.bc66coap.at.AtTrace;
import io.github.bc66coap.at.EventLoop;
import io.github.bc66coap.at.OutcomeHabits;
import io.github.bc66coap.coap.UriPaths;
import io.github.bc66coap.modem.api.CommandOutcome;
import io.github.bc66coap.modem.api.MessageBound;
import io.github.bc66coap.modem.api.ModemEvent;
import io.github.bc66coap.modem.api.ModemSettings;
import io.github.bc66coap.modem.api.ModemState;
import io.github.bc66coap.modem.api.ModemWatcher;
import io.github.bc66coap.modem.api.RequestService;
import io.github.bc66coap.modem.api.WakeUp;
import io.github.bc66coap.modem.link.AtLink;
import io.github.bc66coap.modem.link.Backoff;
import io.github.bc66coap.modem.link.CommandQueue;
import io.github.bc66coap.modem.link.Connector;
import io.github.bc66coap.modem.link.Counters;
import io.github.bc66coap.modem.link.Initialisation;
import io.github.bc66coap.modem.link.LineScheduler;
import io.github.bc66coap.modem.link.LinkFactory;
import io.github.bc66coap.modem.link.LocalPorts;
import io.github.bc66coap.modem.link.SimPasswords;
import io.github.bc66coap.modem.link.SingleCommand;
import io.github.bc66coap.qcoap.CoapUrcRule;
import io.github.bc66coap.qcoap.ConStatus;

/**
 * The parts of one modem and their connections. {@link Modem} is its front, this is what stands behind it. The constructor lists the
 * parts; the methods are what one part reports to another.
 */
final class Session {
    /** The log names the front: users configure it by that name. */
    private static final Logger LOG = LoggerFactory.getLogger(Modem.class);

    static final String STOPPED = "the modem was stopped";

    final EventLoop loop;
    final ModemSettings settings;
    final SimPasswords passwords;
    final RandomGenerator random;
    final MessageBound bound;
    final Counters counters = new Counters();
    final StateHistory history = new StateHistory();
    final StatusBoard board;
    final AtTrace trace;
    final Watch watch;
    final OutcomeHabits habits;
    final EmptyMessages emptyMessages;
    final ConsInFlight cons;
    final LineScheduler scheduler;
    final CommandQueue commands;
    final MessageSender sender;
    final MessageIds messageIds;
    final ExchangeRunner runner;
    final SendQueue sendQueue;
    final Outbox outbox;
    final Observations observations = new Observations();
    final Observers observers;
    final ModemListeners listeners;
    final RequestDispatcher requestDispatcher;
    final ModuleContext context;
    final LifeCycle lifeCycle;
    final NetworkPoll networkPoll;
    final UrcDispatcher urcDispatcher;
    private final LocalPorts ports;
    private final LogLimit learned;
    /** Guarded by this: whether the modem has stopped, after which its share of the loop may end. */
    private boolean over;

    volatile int localPort;
    volatile Set<String> unprintedOutcomes = Set.of();
    private volatile ModemState state = new ModemState(ModemState.Phase.STOPPED, "");

    Session(
            EventLoop loop,
            ModemSettings settings,
            Connector connector,
            SimPasswords passwords,
            RandomGenerator random,
            CopyOnWriteArrayList<ModemWatcher> watchers) {
        boolean encrypted = settings.psk() != null;
        this.loop = loop;
        this.settings = settings;
        this.passwords = passwords;
        this.random = random;
        this.bound = MessageBound.of(encrypted);
        this.localPort = settings.localPort();
        this.board = new StatusBoard(loop::nanoTime);
        this.listeners = new ModemListeners(settings.device(), loop, counters);
        this.learned = LogLimit.warnings(loop, LOG);
        this.watch = new Watch(settings.device(), loop, watchers);
        this.trace = new AtTrace(loop, this::kept);
        this.habits = new OutcomeHabits(this::learned);
        this.emptyMessages = new EmptyMessages(loop, settings.device());
        this.ports = new LocalPorts(loop, settings.localPort(), encrypted ? settings.localPorts() : 1);
        DtlsSessions sessions = new DtlsSessions(loop, settings, ports, random, counters);
        this.sender = new MessageSender(encrypted, sessions, habits, emptyMessages, new SenderContext());
        this.scheduler = new LineScheduler(loop, settings.wakeUp() != WakeUp.NONE, this::onLineCheck);
        this.commands = new CommandQueue(loop, scheduler, settings.queueSize(), settings.sendTimeout(), this::state);
        this.messageIds = new MessageIds(loop, random, counters);
        LateResponses lateResponses = new LateResponses(loop);
        this.cons = new ConsInFlight(loop, settings.device());
        this.runner = new ExchangeRunner(
                loop,
                scheduler,
                sender,
                lateResponses,
                messageIds,
                sessions,
                cons,
                counters,
                settings.responseTimeout());
        this.sendQueue = new SendQueue(loop, runner, sessions, cons, settings, this::renew, this::state);
        this.outbox = new Outbox(messageIds, sendQueue, bound);
        ResponseSender responseSender = new ResponseSender(loop, scheduler, sender, sessions, cons, counters);
        this.observers = new Observers(
                loop, messageIds, outbox, lost -> listeners.tell(listener -> listener.onObserverLost(lost)), counters);
        this.requestDispatcher =
                new RequestDispatcher(loop, responseSender, messageIds, observers, bound, counters, watch);
        ResponseMatcher responseMatcher = new ResponseMatcher(
                loop,
                runner,
                lateResponses,
                settings.separateResponses(),
                new RefusedLengths(loop, encrypted),
                responseSender,
                observations,
                observers,
                listeners::offer,
                counters);
        this.context = new ModuleContext(settings.device(), ports, this::resources);
        this.lifeCycle = new LifeCycle(
                loop,
                settings,
                new LinkFactory(
                        loop,
                        settings,
                        connector,
                        new CoapUrcRule(settings.showResponseOptions()),
                        habits,
                        trace,
                        counters),
                (line, progress, wanted) -> new Initialisation(
                        loop, settings, ports, scheduler, line, passwords, progress, board::attached, wanted),
                scheduler,
                sendQueue,
                context,
                new Backoff(settings.reconnectDelay(), settings.reconnectMaxDelay(), random),
                counters,
                new StateReporter(settings.device(), board, this::changed));
        this.networkPoll = new NetworkPoll(loop, board, this::runUnready, this::onNetworkAnswer);
        this.urcDispatcher = new UrcDispatcher(this, responseMatcher, sessions);
    }

    // from any thread

    ModemState state() {
        return state;
    }

    boolean isStopped() {
        return state.phase() == ModemState.Phase.STOPPED || state.phase() == ModemState.Phase.STOPPING;
    }

    /** Returns false once the modem has ended: its share would swallow the task, and the future with it. */
    synchronized boolean inLoop(Runnable task) {
        if (!over) {
            loop.execute(task);
        }
        return !over;
    }

    synchronized void end() {
        over = true;
    }

    /**
     * Makes a call in the loop.
     *
     * @param ended what it returns instead when the modem has ended
     */
    <T> CompletableFuture<T> call(Supplier<CompletableFuture<T>> call, Supplier<CompletableFuture<T>> ended) {
        CompletableFuture<T> result = new CompletableFuture<>();
        return inLoop(() -> forward(call.get(), result)) ? result : ended.get();
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

    <R> CompletableFuture<CommandOutcome<R>> run(
            AtCommand<R> command, boolean needsReady, Function<AtLink, CompletableFuture<AtResult<R>>> send) {
        return run(command, needsReady, send, commands::submit);
    }

    /** For the one question that is under way at a time. */
    private <R> CompletableFuture<CommandOutcome<R>> runUnready(AtCommand<R> command) {
        return run(command, false, line -> line.command(command), commands::submitBeside);
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

    // what the parts tell each other, in the loop

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
                String reason = lifeCycle.newSessionReason();
                if (!reason.isEmpty()) {
                    listeners.tell(listener -> listener.onRestarted(reason));
                }
            });
        }
    }

    private void onLineCheck(LineScheduler.Check check) {
        lifeCycle.onLineCheck(check);
    }

    private void renew(DtlsSessions.Renew renewal) {
        board.fail(renewal.reason());
        lifeCycle.renew(renewal.reason(), renewal.fromNextPort());
    }

    /** The question took the place of an idle {@code AT}, which would also have shown an unnoticed restart. */
    private void onNetworkAnswer() {
        if (!settings.keepAliveInterval().isZero()) {
            lifeCycle.restartCheck().submit();
        }
    }

    private void kept(AtTrace.Entry line) {
        if (watch.isOn()) {
            OutgoingMessage inHand = sender.inHand();
            watch.tell(new ModemEvent.Line(line, inHand == null ? null : inHand.reference()));
        }
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

    static Set<String> names(Set<String> prefixes) {
        return prefixes.stream().map(prefix -> prefix.replace(":", "")).collect(Collectors.toCollection(TreeSet::new));
    }

    private List<String> resources() {
        Set<String> all = new LinkedHashSet<>(settings.resources());
        requestDispatcher.services().forEach(service -> resource(service).ifPresent(all::add));
        return List.copyOf(all);
    }

    /** What a service announces. A pattern is no path, so only exact paths can be announced. */
    static Optional<String> resource(RequestService service) {
        return service.path().andBelow()
                ? Optional.empty()
                : Optional.of(UriPaths.joinPath(service.path().segments()));
    }

    private final class SenderContext implements MessageSender.Context {
        @Override
        public CompletableFuture<Boolean> explainsRefusal() {
            return lifeCycle.restartCheck().explainsRefusal();
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
        public void onStatus(OutgoingMessage con, ConStatus status) {
            runner.onStatus(con, status);
        }
    }
}
