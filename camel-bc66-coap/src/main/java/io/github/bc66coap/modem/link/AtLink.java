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
 * One open line to a module. After a command that wasn't answered the line is suspect: the answer may still come, and
 * must not be credited to the next command.
 *
 * <p>Timeouts are counted in two ways. In a row without any answer in between: the module is silent. And in a row for
 * the same command although others are answered: a part of the module hangs. {@link #MAX_TIMEOUTS} of either mean that
 * probing doesn't help.
 */
public final class AtLink {
    /**
     * How many timeouts in a row probing puts up with: the command's own and three of {@code AT}. The first {@code AT} may
     * be lost while it wakes the module, the second in noise; a module that misses a third has no ear for a fourth.
     */
    static final int MAX_TIMEOUTS = 4;

    /** What helps a line on which a command wasn't answered. */
    public enum Remedy {
        /** Asking whether the module is there, and waiting for the answers that are owed. */
        PROBE,
        /** Waking the module and making everything anew. */
        INITIALISE,
        /** Opening the line again. */
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
    /** What had come when a command was answered for the last time. */
    private ReceivedBytes answered;

    /**
     * @param outstanding what the module may still owe from earlier lines, and will from this one
     */
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

    /** What has come since a command was answered for the last time. */
    public ReceivedBytes sinceAnswer() {
        return engine.reception().since(answered);
    }

    private void note(AtCommand<?> command, AtResult<?> result) {
        if (result instanceof AtResult.NoAnswer<?> noAnswer) {
            unanswered(command, noAnswer.awaited());
        } else if (result instanceof AtResult.Lost) {
            // a module that has restarted owes nothing
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
            // OK was an answer
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
     * The first says nothing of other commands; what users send may need longer than its deadline; what is said of the network is
     * nothing that messages need, and a start that isn't told it ends by itself.
     */
    private static boolean isNeeded(AtCommand<?> command) {
        return !(command instanceof At
                || command instanceof RawCommand
                || command instanceof AtCgatt
                || command instanceof AtCsq);
    }

    /** No arguments: they can be secret, or long. */
    private static String name(AtCommand<?> command) {
        return command.line().redacted().split("[=?]", 2)[0];
    }

    /** See {@link AtEngine#shortenDeadline()}. */
    public void shortenDeadline() {
        engine.shortenDeadline();
    }

    /** See {@link AtEngine#shown()}. */
    public void shown() {
        engine.shown();
    }

    /** Whether an answer may still come that nobody waits for any more. */
    boolean isSuspect() {
        return !outstanding.isNothing();
    }

    /** Which command wasn't answered, and how often that has happened, for people. */
    public String suspicion() {
        int times = Math.max(silentFor, timeouts.getOrDefault(lastUnanswered, 0));
        return times > 1 ? suspicion + ", " + times + " timeouts in a row" : suspicion;
    }

    /** What helps now. */
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
     * From now on no command goes out: each ends with {@link AtResult.Lost}. One that is under way goes on.
     *
     * @param reason why, for people
     */
    public void retire(String reason) {
        retired = reason;
    }

    /** Sends the last command of all, also on a retired line; ends at once when one is still under way. */
    public <R> CompletableFuture<AtResult<R>> lastCommand(AtCommand<R> command) {
        return engine.isBusy()
                ? CompletableFuture.completedFuture(new AtResult.Lost<>("the line is busy"))
                : engine.send(command);
    }

    /** See {@link AtEngine#close(String)}. */
    public void close(String reason) {
        engine.close(reason);
    }

    /** The context that owed outcomes is gone. */
    public void forgetOutcomes() {
        engine.forgetOutcomes();
    }

    /**
     * Finds out whether the module still answers, and waits for the answers that are owed.
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
     * Asks whether the module is there. One that says nothing may be in data mode, out of which only data lead.
     *
     * @return a refusal is an answer, too: that of the command which wasn't answered, as {@code AT} isn't refused
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
     * Asks which contexts the firmware can make; before there is one, nothing else is sure to be answered. One that says {@code OK}
     * and nothing else knows the command, too, unless that is the answer to another.
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

    /** Nothing but outcomes can still come, and those only of commands that were accepted. */
    private void trust() {
        outstanding.clear();
        engine.forgetUnconfirmedOutcomes();
    }

    /**
     * Waits for the answers that are owed. A module answers its commands in their order, so once it has answered one whose
     * reply can't be mistaken for an owed one, no older reply can come. Each time another command: the late answer to the
     * first must not be taken for that to the second.
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

    /** Sends a command whose reply can't be mistaken for an owed one: once it is there, no older reply can come. */
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
