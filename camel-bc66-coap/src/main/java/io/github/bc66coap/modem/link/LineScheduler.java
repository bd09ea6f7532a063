// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.modem.link;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Supplier;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.github.bc66coap.at.At;
import io.github.bc66coap.at.EventLoop;
import io.github.bc66coap.modem.link.CommandSequence.Priority;

/**
 * Gives the line to one command sequence after the other. Those that come while the module is not ready wait for it. Before the next one, a
 * line is probed after a command without a reply, and after a silence.
 *
 * <p>The line is closed, lent or open. {@link Initialisation} lends it between two steps: a sequence that needs no ready module may have it
 * until it is taken back, and no other.
 */
public final class LineScheduler {
    private static final Logger LOG = LoggerFactory.getLogger(LineScheduler.class);
    private static final Priority[] PRIORITIES = Priority.values();
    /** So many may pass those of a lower priority before one of these has its turn, even in a flood. */
    private static final int MAX_PASSING = 8;

    /** After so much silence the module may doze, and miss the beginning of what comes next. */
    private static final Duration DOZES_AFTER = Duration.ofSeconds(5);

    /** How far the check of a suspect line has come. */
    public enum Check {
        BEGINS,
        /** The line can be used again. */
        PASSED,
        /** The line can't be used again. */
        FAILED
    }

    private final EventLoop loop;
    private final boolean wakes;
    private final Consumer<Check> onCheck;
    private final Map<Priority, Queue<CommandSequence>> waiting = new EnumMap<>(Priority.class);
    /** How many have passed those of this priority since one of them ran. */
    private final Map<Priority, Integer> passed = new EnumMap<>(Priority.class);

    /** Runs when nothing else wants the line, or {@code null}. */
    private CommandSequence spare;

    /** {@code null} unless open. */
    private AtLink line;
    /** {@code null} unless lent. */
    private AtLink lent;

    /** Whether the last start failed because a module did not answer after the line was lent. */
    private boolean harmed;

    private boolean busy;
    private long lastUse;
    private long lastHeard;
    private CompletableFuture<Void> idle = CompletableFuture.completedFuture(null);

    /**
     * @param wakes whether to send {@code AT} after a silence
     * @param onCheck takes the steps of a check of a suspect line
     */
    public LineScheduler(EventLoop loop, boolean wakes, Consumer<Check> onCheck) {
        this.loop = loop;
        this.wakes = wakes;
        this.onCheck = onCheck;
        for (Priority priority : PRIORITIES) {
            waiting.put(priority, new ArrayDeque<>());
            passed.put(priority, 0);
        }
    }

    /** The module is ready, and sequences may run on {@code line}. */
    public void open(AtLink line) {
        this.line = line;
        lastUse = loop.nanoTime();
        onActivity();
        next();
    }

    /**
     * Nobody needs the line now. The first sequence that needs no ready module begins at once, others follow.
     *
     * @param line on which the module answers and no reply is outstanding
     */
    void lend(AtLink line) {
        lent = line;
        next();
    }

    /**
     * No sequence begins any longer.
     *
     * @return completes when the last one has ended; its command may have got no reply
     */
    CompletableFuture<Void> takeBack() {
        lent = null;
        return idle;
    }

    /** After the line was lent, the module did not answer. */
    void harm() {
        harmed = true;
    }

    /** Whether that made the last start fail; true once. If each start lent the line to such a sequence, the module would never get ready. */
    boolean takeHarm() {
        boolean before = harmed;
        harmed = false;
        return before;
    }

    /** The module has said something by itself, so it is awake. */
    public void onActivity() {
        lastHeard = loop.nanoTime();
    }

    /** The module is not ready any longer. Waiting responses are dropped, because their requests are of the past. */
    public void close(String reason) {
        line = null;
        lent = null;
        spare = null;
        abandon(Priority.REPLY, reason);
        abandon(Priority.REFUSAL, reason);
    }

    public void abandonAll(String reason) {
        for (Priority priority : PRIORITIES) {
            abandon(priority, reason);
        }
    }

    public boolean isOpen() {
        return line != null;
    }

    /** When the last sequence ended, by the loop's clock. */
    public long lastUse() {
        return lastUse;
    }

    /** Completes when no sequence has the line. */
    public CompletableFuture<Void> whenIdle() {
        return idle;
    }

    public void submit(Priority priority, CommandSequence sequence) {
        if (line == null) {
            // nothing is taken out now, so those that have given up must not pile up
            waiting.get(priority).removeIf(earlier -> !earlier.isWanted());
        }
        waiting.get(priority).add(sequence);
        // not at once: the acknowledgement of a response comes first, then the request that the response lets begin
        loop.execute(this::next);
    }

    /**
     * Runs a sequence that nobody waits for, when nothing else wants the line of a module that is awake. There is room for one. It is
     * dropped if it is not wanted when its turn comes, if the module may doze by then, or if another one is offered.
     */
    public void offer(CommandSequence sequence) {
        spare = sequence;
        loop.execute(this::next);
    }

    private void next() {
        if (busy) {
            return;
        }
        if (line == null) {
            nextOfUnready();
            return;
        }
        if (line.isSuspect()) {
            check();
            return;
        }
        if (mayDoze() && isAnythingWanted()) {
            // without a reply the line becomes suspect
            occupy(() -> line.command(new At()), answered -> {});
            return;
        }
        CommandSequence waits = poll();
        CommandSequence sequence = waits == null ? takeSpare() : waits;
        if (sequence != null) {
            occupy(() -> sequence.run(line), done -> {});
        }
    }

    private CommandSequence takeSpare() {
        CommandSequence offered = spare;
        spare = null;
        return offered != null && !isDozing() && offered.isWanted() ? offered : null;
    }

    /** An outstanding reply is for the lender to wait for. */
    private void nextOfUnready() {
        AtLink borrowed = lent;
        if (borrowed != null && !borrowed.isSuspect()) {
            Queue<CommandSequence> sequences = waiting.get(Priority.REQUEST);
            sequences.removeIf(sequence -> !sequence.isWanted());
            sequences.stream()
                    .filter(sequence -> !sequence.needsReady())
                    .findFirst()
                    .ifPresent(sequence -> {
                        sequences.remove(sequence);
                        occupy(() -> sequence.run(borrowed), done -> {});
                    });
        }
    }

    private void check() {
        AtLink checked = line;
        onCheck.accept(Check.BEGINS);
        occupy(checked::resynchronise, synchronised -> {
            if (line == checked) {
                onCheck.accept(Boolean.TRUE.equals(synchronised) ? Check.PASSED : Check.FAILED);
            }
        });
    }

    /** Whether the module may miss the beginning of what comes next. */
    public boolean mayDoze() {
        return wakes && isDozing();
    }

    private boolean isDozing() {
        long now = loop.nanoTime();
        return Math.min(now - lastUse, now - lastHeard) >= DOZES_AFTER.toNanos();
    }

    private boolean isAnythingWanted() {
        for (Queue<CommandSequence> queue : waiting.values()) {
            for (CommandSequence sequence : queue) {
                if (sequence.isWanted()) {
                    return true;
                }
            }
        }
        return false;
    }

    private <T> void occupy(Supplier<CompletableFuture<T>> use, Consumer<T> then) {
        CompletableFuture<Void> freed = new CompletableFuture<>();
        // before it begins: a use that ends at once must not let in another one
        busy = true;
        idle = freed;
        begin(use).whenComplete((result, failure) -> {
            if (failure != null) {
                LOG.error("a task on the line failed", failure);
            }
            busy = false;
            lastUse = loop.nanoTime();
            then.accept(result);
            freed.complete(null);
            // not at once: if it ended because the line is lost, the report of that is on its way
            loop.execute(this::next);
        });
    }

    private static <T> CompletableFuture<T> begin(Supplier<CompletableFuture<T>> use) {
        try {
            return use.get();
        } catch (RuntimeException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    private CommandSequence poll() {
        CommandSequence sequence = null;
        for (Priority priority : PRIORITIES) {
            if (sequence == null && passed.get(priority) >= MAX_PASSING) {
                sequence = poll(priority);
            }
        }
        for (Priority priority : PRIORITIES) {
            if (sequence == null) {
                sequence = poll(priority);
            }
        }
        return sequence;
    }

    private CommandSequence poll(Priority priority) {
        passed.put(priority, 0);
        Queue<CommandSequence> queue = waiting.get(priority);
        while (!queue.isEmpty()) {
            CommandSequence sequence = queue.remove();
            if (sequence.isWanted()) {
                passes(priority);
                return sequence;
            }
        }
        return null;
    }

    private void passes(Priority priority) {
        for (Priority other : PRIORITIES) {
            if (other.compareTo(priority) > 0 && !waiting.get(other).isEmpty()) {
                passed.merge(other, 1, Integer::sum);
            }
        }
    }

    private void abandon(Priority priority, String reason) {
        List<CommandSequence> abandoned = new ArrayList<>(waiting.get(priority));
        waiting.get(priority).clear();
        abandoned.forEach(sequence -> sequence.abandon(reason));
    }
}
