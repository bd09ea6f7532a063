/*
 * Copyright 2026 the camel-bc66-coap authors
 *
 * Licensed under the Apache License, Version 2.0 (the "License");
 * you may not use this file except in compliance with the License.
 * You may obtain a copy of the License at
 *
 *     https://www.apache.org/licenses/LICENSE-2.0
 *
 * Unless required by applicable law or agreed to in writing, software
 * distributed under the License is distributed on an "AS IS" BASIS,
 * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
 * See the License for the specific language governing permissions and
 * limitations under the License.
 */
package io.github.bc66coap.modem;

import java.io.IOException;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ThreadFactory;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.github.bc66coap.at.AtEngine;
import io.github.bc66coap.at.AtListener;
import io.github.bc66coap.at.AtResult;
import io.github.bc66coap.at.AtTiming;
import io.github.bc66coap.at.EventLoop;
import io.github.bc66coap.at.ProbeCommand;
import io.github.bc66coap.at.TransportWire;
import io.github.bc66coap.at.UrcRule;
import io.github.bc66coap.modem.LineTask.Priority;
import io.github.bc66coap.modem.ModemState.Phase;
import io.github.bc66coap.qcoap.QcoapDel;
import io.github.bc66coap.transport.LineSettings;
import io.github.bc66coap.transport.ModemTransport;
import io.github.bc66coap.transport.ModemTransportFactory;

/**
 * Takes the module from a closed line to ready, and back there whenever it or its line is lost. Belongs to the event
 * loop; only opening a line, which blocks, has a thread of its own.
 *
 * <p>Every attempt has a number. What an older attempt still reports is of no interest any more.
 */
final class LifeCycle {
    private static final Logger LOG = LoggerFactory.getLogger(LifeCycle.class);
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);
    private static final Duration IDLE_GAP = Duration.ofMillis(300);

    private final EventLoop loop;
    private final ModemSettings settings;
    private final ModemTransportFactory transports;
    private final ThreadFactory threads;
    private final UrcRule rule;
    private final LineTasks tasks;
    private final RequestQueue requests;
    private final SendUnit unit;
    private final Counters counters;
    private final Supplier<List<String>> resources;
    private final Consumer<ModemState> onState;
    private final Backoff backoff;
    private final Set<String> announced = new HashSet<>();
    private final CompletableFuture<Void> answered = new CompletableFuture<>();

    private int attempt;
    private ModemState state = new ModemState(Phase.STOPPED, "");
    private ModemTransport transport;
    private Line line;
    private AtListener listener;
    private boolean contextMade;
    private CompletableFuture<?> activity = CompletableFuture.completedFuture(null);
    private EventLoop.Timer retry = () -> {};
    private EventLoop.Timer keepAlive = () -> {};

    /**
     * @param resources which paths are to be announced
     * @param onState told of every change
     */
    LifeCycle(
            EventLoop loop,
            ModemSettings settings,
            ModemTransportFactory transports,
            ThreadFactory threads,
            RandomGenerator random,
            UrcRule rule,
            LineTasks tasks,
            RequestQueue requests,
            SendUnit unit,
            Counters counters,
            Supplier<List<String>> resources,
            Consumer<ModemState> onState) {
        this.loop = loop;
        this.settings = settings;
        this.transports = transports;
        this.threads = threads;
        this.rule = rule;
        this.tasks = tasks;
        this.requests = requests;
        this.unit = unit;
        this.counters = counters;
        this.resources = resources;
        this.onState = onState;
        this.backoff = new Backoff(settings.reconnectDelay(), settings.reconnectMaxDelay(), random);
    }

    /**
     * Begins.
     *
     * @param notifications hears what the module says by itself
     * @return completes when the module answers for the first time, exceptionally when the first attempt fails
     */
    CompletableFuture<Void> start(AtListener notifications) {
        listener = notifications;
        open();
        return answered;
    }

    /** There are more resources to announce; a module that isn't ready hears of them on its way there. */
    void announce() {
        List<String> missing = missingResources();
        if (state.isReady() && !missing.isEmpty()) {
            announced.addAll(missing);
            Line ready = line;
            tasks.submit(
                    Priority.REQUEST, task(() -> initialisation(attempt, ready).announce(missing)));
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
        counters.count(Counter.RESTARTS);
        String reason = "the module restarted";
        suspend(reason);
        contextMade = false;
        unit.reset();
        wake();
    }

    /** The line is gone. */
    void lost(String reason) {
        if (state.phase() == Phase.STOPPING) {
            line = null;
            return;
        }
        suspend(reason);
        line = null;
        transport = null;
        contextMade = false;
        unit.reset();
        if (answered.completeExceptionally(new IOException(reason))) {
            LOG.debug("{}: the first attempt failed: {}", settings.device(), reason);
        }
        Duration delay = backoff.next();
        state(Phase.WAITING, reason);
        retry = loop.schedule(delay, this::open);
    }

    /** The module woke up from deep sleep; {@code contextLost} tells what its CoAP context has become. */
    void recovered(boolean contextLost) {
        if (!state.isReady()) {
            return;
        }
        if (contextLost) {
            suspend("the module lost its CoAP context in deep sleep");
            contextMade = false;
            unit.reset();
            int current = attempt;
            tasks.whenIdle().thenRun(() -> ifCurrent(current, this::initialise));
        } else {
            Line ready = line;
            tasks.submit(
                    Priority.REPLY, task(() -> initialisation(attempt, ready).verify()));
        }
    }

    /** The module doesn't answer any more. */
    void dead() {
        giveUp("the module doesn't answer any more");
    }

    /**
     * Ends: nothing new begins, the context is deleted, the line is closed.
     *
     * @param reason why, for people
     * @return completes when the line is closed; never exceptionally
     */
    CompletableFuture<Void> stop(String reason) {
        retry.cancel();
        requests.stop(reason);
        suspend(reason);
        tasks.abandonAll(reason);
        answered.completeExceptionally(new IOException(reason));
        state(Phase.STOPPING, reason);
        if (line == null) {
            state(Phase.STOPPED, "");
            return CompletableFuture.completedFuture(null);
        }
        line.retire(reason);
        CompletableFuture<Void> stopped = new CompletableFuture<>();
        quiet().thenCompose(quiet -> deleteContext()).whenComplete((deleted, failure) -> {
            if (line != null) {
                line.close(reason);
                line = null;
            }
            state(Phase.STOPPED, "");
            stopped.complete(null);
        });
        return stopped;
    }

    /** Completes when no command is under way, or one has been for too long. */
    private CompletableFuture<Void> quiet() {
        CompletableFuture<Void> quiet = new CompletableFuture<>();
        EventLoop.Timer limit = loop.schedule(settings.commandTimeout().multipliedBy(2), () -> quiet.complete(null));
        CompletableFuture.allOf(tasks.whenIdle(), activity.handle((done, failure) -> null))
                .thenRun(() -> {
                    limit.cancel();
                    quiet.complete(null);
                });
        return quiet;
    }

    private CompletableFuture<Void> deleteContext() {
        if (!contextMade || line == null) {
            return CompletableFuture.completedFuture(null);
        }
        contextMade = false;
        return line.lastCommand(new QcoapDel()).thenAccept(result -> {
            if (!(result instanceof AtResult.Success)) {
                LOG.warn("{}: the CoAP context was not deleted: {}", settings.device(), result);
            }
        });
    }

    /** Nothing may be sent until the module is ready again; what an older attempt reports doesn't count any more. */
    private void suspend(String reason) {
        attempt++;
        keepAlive.cancel();
        tasks.close(reason);
        requests.unavailable(reason);
    }

    private void open() {
        int current = ++attempt;
        state(Phase.OPENING, "");
        threads.newThread(() -> {
                    try {
                        ModemTransport opened = transports.open(
                                settings.device(), new LineSettings(settings.baudRate(), CONNECT_TIMEOUT));
                        loop.execute(() -> opened(current, opened));
                    } catch (IOException | RuntimeException e) {
                        loop.execute(() -> ifCurrent(current, () -> lost(e.getMessage())));
                    }
                })
                .start();
    }

    private void opened(int opening, ModemTransport opened) {
        if (opening != attempt) {
            opened.close();
            return;
        }
        transport = opened;
        TransportWire wire = new TransportWire(opened, loop, threads);
        AtTiming timing = new AtTiming(settings.commandTimeout(), settings.sendTimeout(), IDLE_GAP);
        AtEngine engine = new AtEngine(settings.device(), loop, wire, rule, timing, listener);
        line = new Line(engine, counters);
        engine.start();
        wake();
    }

    private void wake() {
        int current = attempt;
        follow(current, initialisation(current, line).wake(transport), () -> {
            answered.complete(null);
            initialise();
        });
    }

    private void initialise() {
        int current = attempt;
        announced.clear();
        follow(current, initialisation(current, line).initialise(), this::announceThenReady);
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
        state(Phase.READY, "");
        tasks.open(line);
        requests.available(line);
        keepAliveAfter(settings.keepAliveInterval());
    }

    private Initialisation initialisation(int current, Line lineInUse) {
        return new Initialisation(loop, settings, lineInUse, phase -> ifCurrent(current, () -> entered(phase)));
    }

    private void entered(Phase phase) {
        state(phase, "");
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

    private void giveUp(String reason) {
        Line given = line;
        lost(reason);
        if (given != null) {
            given.close(reason);
        }
    }

    private void ifCurrent(int then, Runnable action) {
        if (then == attempt) {
            action.run();
        }
    }

    /** A task whose failure means that the module is in no known state. */
    private LineTask task(Supplier<CompletableFuture<Void>> steps) {
        int current = attempt;
        return new LineTask() {
            @Override
            public CompletableFuture<?> run(Line ready) {
                return steps.get().handle((done, failure) -> {
                    if (failure != null) {
                        ifCurrent(current, () -> giveUp(reason(failure)));
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
        Duration silent = Duration.ofNanos(loop.nanoTime() - tasks.lastUse());
        Duration left = settings.keepAliveInterval().minus(silent);
        if (!left.isNegative() && !left.isZero()) {
            keepAliveAfter(left);
            return;
        }
        // an unanswered one makes the line suspect, and the probes that follow decide
        tasks.submit(
                Priority.REQUEST, task(() -> line.command(new ProbeCommand()).thenAccept(result -> {})));
        keepAliveAfter(settings.keepAliveInterval());
    }

    private void state(Phase phase, String reason) {
        ModemState next = new ModemState(phase, reason == null ? "" : reason);
        if (!next.equals(state)) {
            LOG.info("{}: {}", settings.device(), next);
            state = next;
            onState.accept(next);
        }
    }

    private static String reason(Throwable failure) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        return cause.getMessage();
    }
}
