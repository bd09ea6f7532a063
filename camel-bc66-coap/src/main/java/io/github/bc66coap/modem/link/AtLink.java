// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.modem.link;

import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

import io.github.bc66coap.at.At;
import io.github.bc66coap.at.AtCgatt;
import io.github.bc66coap.at.AtCommand;
import io.github.bc66coap.at.AtCsq;
import io.github.bc66coap.at.AtEngine;
import io.github.bc66coap.at.AtResult;
import io.github.bc66coap.at.AtResult.Awaited;
import io.github.bc66coap.at.EventLoop;
import io.github.bc66coap.at.RawCommand;
import io.github.bc66coap.at.ReceivedBytes;
import io.github.bc66coap.modem.api.Counter;
import io.github.bc66coap.modem.api.Ending;
import io.github.bc66coap.modem.api.Latency;
import io.github.bc66coap.qcoap.QcoapCfg;
import io.github.bc66coap.qcoap.QcoapDataStatus;
import io.github.bc66coap.qcoap.TestCommand;

/**
 * One open line to a module. After a command without a reply the line is suspect: the reply may still come, and must not be credited to the
 * next command.
 *
 * <p>Timeouts are counted twice. In a row, without any reply in between: the module is silent. In a row for the same command, although
 * others are answered: a part of the module hangs. At {@link #MAX_TIMEOUTS} of either, probing does not help.
 */
public final class AtLink {
    /**
     * How many timeouts in a row probing accepts: that of the command and of three {@code AT}. The first {@code AT} may be lost while it
     * wakes the module, the second in noise. A module that misses a third will miss a fourth.
     */
    static final int MAX_TIMEOUTS = 4;

    /** What helps after a command without a reply. */
    public enum Remedy {
        /** Asking whether the module is there, and waiting for the outstanding replies. */
        PROBE,
        /** Waking and initialising the module. */
        INITIALISE,
        REOPEN
    }

    private final EventLoop loop;
    private final AtEngine engine;
    private final Counters counters;
    private final OutstandingReplies outstanding;
    private final Map<Object, Integer> timeouts = new HashMap<>();
    private int silentFor;
    private Object lastUnanswered;
    private String suspicion = "";
    private boolean stuck;
    private String retired;
    /** What had come by the last reply. */
    private ReceivedBytes answered;

    /** @param outstanding what the module may still reply to commands of earlier lines, and of this one */
    AtLink(EventLoop loop, AtEngine engine, Counters counters, OutstandingReplies outstanding) {
        this.loop = loop;
        this.engine = engine;
        this.counters = counters;
        this.answered = engine.reception();
        this.outstanding = outstanding;
    }

    /** See {@link AtEngine#start()}. */
    public void start() {
        engine.start();
    }

    /** Sends a command; see {@link AtEngine#send(AtCommand)}. */
    public <R> CompletableFuture<AtResult<R>> command(AtCommand<R> command) {
        if (retired != null || engine.isEnded()) {
            return CompletableFuture.completedFuture(
                    new AtResult.Lost<>(retired == null ? "the line is closed" : retired));
        }
        long begun = loop.nanoTime();
        return engine.send(command).thenApply(result -> {
            counters.count(Ending.ofCommand(result));
            if (!(result instanceof AtResult.NoAnswer || result instanceof AtResult.Lost)) {
                counters.took(Latency.COMMAND, loop.nanoTime() - begun);
            }
            note(command, result);
            return result;
        });
    }

    /** What has come since the last reply. */
    public ReceivedBytes sinceAnswer() {
        return engine.reception().since(answered);
    }

    private void note(AtCommand<?> command, AtResult<?> result) {
        if (result instanceof AtResult.NoAnswer<?> noAnswer) {
            unanswered(command, noAnswer.awaited());
        } else if (result instanceof AtResult.Lost) {
            // after a restart no reply is outstanding
            if (engine.isEnded()) {
                outstanding.add(command);
            }
        } else {
            answered(command);
        }
    }

    private void answered(AtCommand<?> command) {
        answered = engine.reception();
        silentFor = 0;
        timeouts.remove(command.kind());
    }

    private void unanswered(AtCommand<?> command, Awaited awaited) {
        counters.count(Counter.COMMAND_TIMEOUTS);
        suspicion = name(command) + " was not answered (" + awaited + ")";
        if (awaited == Awaited.OUTCOME) {
            // OK was a reply
            outstanding.addReply(command);
            answered(command);
            return;
        }
        outstanding.add(command);
        stuck = awaited == Awaited.WRITTEN;
        silentFor++;
        lastUnanswered = command.kind();
        if (isNeeded(command)) {
            timeouts.merge(lastUnanswered, 1, Integer::sum);
        }
    }

    /**
     * {@code AT} says nothing about other commands. A user's command may need longer than its deadline. Messages don't need what the module
     * says of the network, and a start that lacks it ends by itself.
     */
    private static boolean isNeeded(AtCommand<?> command) {
        return !(command instanceof At
                || command instanceof RawCommand
                || command instanceof AtCgatt
                || command instanceof AtCsq);
    }

    /** Without arguments, which can be secret, or long. */
    private static String name(AtCommand<?> command) {
        return command.line().redacted().split("[=?]", 2)[0];
    }

    /** See {@link AtEngine#shortenDeadline()}. */
    public void shortenDeadline() {
        engine.shortenDeadline();
    }

    /** See {@link AtEngine#effectSeen()}. */
    public void effectSeen() {
        engine.effectSeen();
    }

    /** Whether a reply may still come that nobody waits for. */
    boolean isSuspect() {
        return !outstanding.isNothing();
    }

    /** Which command got no reply, and how often, for people. */
    public String suspicion() {
        int times = Math.max(silentFor, timeouts.getOrDefault(lastUnanswered, 0));
        return times > 1 ? suspicion + ", " + times + " timeouts in a row" : suspicion;
    }

    public Remedy remedy() {
        int same = timeouts.getOrDefault(lastUnanswered, 0);
        if (stuck || same >= 2 * MAX_TIMEOUTS) {
            return Remedy.REOPEN;
        }
        return silentFor >= MAX_TIMEOUTS || same == MAX_TIMEOUTS ? Remedy.INITIALISE : Remedy.PROBE;
    }

    public boolean isRetired() {
        return retired != null;
    }

    /**
     * From now on each command ends with {@link AtResult.Lost}. One that is under way continues.
     *
     * @param reason why, for people
     */
    public void retire(String reason) {
        retired = reason;
    }

    /** Sends the last command of all, even on a retired line. Ends at once if one is under way. */
    public <R> CompletableFuture<AtResult<R>> lastCommand(AtCommand<R> command) {
        return engine.isBusy()
                ? CompletableFuture.completedFuture(new AtResult.Lost<>("the line is busy"))
                : engine.send(command);
    }

    /** See {@link AtEngine#close(String)}. */
    public void close(String reason) {
        engine.close(reason);
    }

    /** The context is gone, and with it the outcomes that were outstanding. */
    public void forgetOutcomes() {
        engine.forgetOutcomes();
    }

    /**
     * Finds out whether the module still answers, and waits for the outstanding replies.
     *
     * @return whether the line can be used again; if not, {@link #remedy()} tells what helps
     */
    CompletableFuture<Boolean> resynchronise() {
        if (remedy() != Remedy.PROBE) {
            return CompletableFuture.completedFuture(false);
        }
        counters.count(Counter.RESYNCHRONISATIONS);
        return probeUntilAnswered()
                .thenCompose(answered -> answered
                        ? drain(List.of(
                                new QcoapCfg.Read(), new QcoapDataStatus(), TestCommand.CREATE, TestCommand.HEAD))
                        : CompletableFuture.completedFuture(false));
    }

    private CompletableFuture<Boolean> probeUntilAnswered() {
        return probe().thenCompose(result -> {
            if (result instanceof AtResult.NoAnswer && remedy() == Remedy.PROBE) {
                return probeUntilAnswered();
            }
            return CompletableFuture.completedFuture(
                    result instanceof AtResult.Success || result instanceof AtResult.Refused);
        });
    }

    /**
     * Asks whether the module is there. If it says nothing, it may be in data mode, which only data end.
     *
     * @return a refusal is a reply, too: to the command that got none, because {@code AT} is never refused
     */
    CompletableFuture<AtResult<Void>> probe() {
        return command(new At()).thenCompose(result -> {
            if (result instanceof AtResult.Refused) {
                engine.forgetUnconfirmedOutcomes();
            }
            if (result instanceof AtResult.NoAnswer && outstanding.data() > 0 && !stuck) {
                counters.count(Counter.DATA_MODE_FILLED);
                return engine.fill(outstanding.data(), outstanding.isFilledForTheFirstTime())
                        .thenApply(filled -> result);
            }
            return CompletableFuture.completedFuture(result);
        });
    }

    /**
     * Asks which contexts the firmware can make. Before it has one, no other command is sure to be answered. A bare {@code OK} shows that
     * it knows the command, unless it is the reply to another.
     */
    CompletableFuture<AtResult<List<String>>> probeCoap() {
        boolean ambiguous = outstanding.isReply(TestCommand.CREATE);
        boolean suspect = isSuspect();
        return barrier(TestCommand.CREATE).thenCompose(result -> {
            if (result instanceof AtResult.Success && ambiguous) {
                return drained(result, List.of(TestCommand.HEAD, TestCommand.OPTION));
            }
            if (result instanceof AtResult.Unreadable && suspect) {
                return drained(
                        result,
                        List.of(TestCommand.HEAD, TestCommand.OPTION, new QcoapCfg.Read(), new QcoapDataStatus()));
            }
            return CompletableFuture.completedFuture(result);
        });
    }

    private <R> CompletableFuture<AtResult<R>> drained(AtResult<R> result, List<AtCommand<?>> barriers) {
        return drain(barriers).thenApply(drained -> drained ? result : new AtResult.NoAnswer<>(Awaited.RESULT));
    }

    /** Only outcomes can still come, and those only of accepted commands. */
    private void trust() {
        outstanding.clear();
        engine.forgetUnconfirmedOutcomes();
    }

    /**
     * Waits for the outstanding replies. Replies come in command order. Once the module answers a command whose reply cannot be confused
     * with an outstanding one, no older reply can follow. Each attempt uses another command, so that a late reply is not taken for the
     * next.
     */
    private CompletableFuture<Boolean> drain(List<AtCommand<?>> barriers) {
        return drain(barriers.stream()
                .filter(barrier -> !outstanding.isReply(barrier))
                .toList()
                .iterator());
    }

    private CompletableFuture<Boolean> drain(Iterator<AtCommand<?>> barriers) {
        if (!barriers.hasNext() || remedy() == Remedy.REOPEN || silentFor >= MAX_TIMEOUTS) {
            return CompletableFuture.completedFuture(false);
        }
        return barrier(barriers.next()).thenCompose(result -> {
            if (result instanceof AtResult.Success) {
                return CompletableFuture.completedFuture(true);
            }
            return result instanceof AtResult.Lost ? CompletableFuture.completedFuture(false) : drain(barriers);
        });
    }

    /** Sends a command. If its reply cannot be confused with an outstanding one, no older reply can follow. */
    public <R> CompletableFuture<AtResult<R>> barrier(AtCommand<R> command) {
        boolean ambiguous = outstanding.isReply(command);
        return command(command).thenApply(result -> {
            if (result instanceof AtResult.Success && !ambiguous) {
                trust();
            }
            return result;
        });
    }
}
