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
 * Lets tasks have the line one after the other. Tasks that come while the module isn't ready wait for it. A line on
 * which a command wasn't answered is probed before the next task, and so is one that has been silent for a while.
 *
 * <p>The line is closed, lent or open. Whoever makes the module ready lends it between two steps: a task that doesn't need a ready
 * module may have it until it is taken back, and no other.
 */
public final class LineScheduler {
    private static final Logger LOG = LoggerFactory.getLogger(LineScheduler.class);
    private static final Priority[] PRIORITIES = Priority.values();
    /** How many tasks may pass those of a lower priority before one of these has its turn: a flood must not stop them. */
    private static final int MAX_PASSING = 8;

    /** A module that has been silent for so long may doze, and miss the beginning of what comes next. */
    private static final Duration DOZES_AFTER = Duration.ofSeconds(5);

    /** How far the check of a suspect line has come. */
    public enum Check {
        /** It begins. */
        BEGINS,
        /** The line can be used again. */
        PASSED,
        /** It can't. */
        FAILED
    }

    private final EventLoop loop;
    private final boolean wakes;
    private final Consumer<Check> onCheck;
    private final Map<Priority, Queue<CommandSequence>> waiting = new EnumMap<>(Priority.class);
    /** How many tasks have passed those of this priority since one of them ran. */
    private final Map<Priority, Integer> passed = new EnumMap<>(Priority.class);

    /** What runs when nothing else wants the line, or {@code null}. */
    private CommandSequence spare;

    /** Open; {@code null} otherwise. */
    private AtLink line;
    /** Lent; {@code null} otherwise. */
    private AtLink lent;

    /** Whether the last start ended because a task that the line was lent to left a module behind that doesn't answer. */
    private boolean harmed;

    private boolean busy;
    private long lastUse;
    private long lastHeard;
    private CompletableFuture<Void> idle = CompletableFuture.completedFuture(null);

    /**
     * @param wakes whether to send {@code AT} before the task that ends a silence
     * @param onCheck told when a line on which a command wasn't answered is checked, and of the result
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

    /** The module is ready: tasks may run on {@code line}. */
    public void open(AtLink line) {
        this.line = line;
        lastUse = loop.nanoTime();
        onActivity();
        next();
    }

    /**
     * Whoever makes the module ready doesn't need the line now: the first task that needs no ready module begins at once if one waits,
     * and others behind it.
     *
     * @param line on which the module answers, and owes nothing
     */
    void lend(AtLink line) {
        lent = line;
        next();
    }

    /**
     * No task begins any more.
     *
     * @return completes when the last one that has begun has ended; its command may not have been answered
     */
    CompletableFuture<Void> takeBack() {
        lent = null;
        return idle;
    }

    /** After the last one to which the line was lent, the module doesn't answer any more. */
    void harm() {
        harmed = true;
    }

    /** Whether that has ended the start before, once: if each start had to let such a task in, the module would never get ready. */
    boolean takeHarm() {
        boolean before = harmed;
        harmed = false;
        return before;
    }

    /** The module has said something by itself, so it is awake. */
    public void onActivity() {
        lastHeard = loop.nanoTime();
    }

    /** The module isn't ready any more; waiting replies are given up, their requests are of the past. */
    public void close(String reason) {
        line = null;
        lent = null;
        spare = null;
        abandon(Priority.REPLY, reason);
        abandon(Priority.REFUSAL, reason);
    }

    /** Gives up everything that waits. */
    public void abandonAll(String reason) {
        for (Priority priority : PRIORITIES) {
            abandon(priority, reason);
        }
    }

    public boolean isOpen() {
        return line != null;
    }

    /** When the last task ended, by the loop's clock. */
    public long lastUse() {
        return lastUse;
    }

    /** Completes when no task has the line. */
    public CompletableFuture<Void> whenIdle() {
        return idle;
    }

    public void submit(Priority priority, CommandSequence task) {
        if (line == null) {
            // nobody takes tasks away meanwhile, so those that have given up must not pile up
            waiting.get(priority).removeIf(earlier -> !earlier.isWanted());
        }
        waiting.get(priority).add(task);
        // not at once: the acknowledgement of a response goes before the request that the response lets begin
        loop.execute(this::next);
    }

    /**
     * Has a task run that nobody waits for: when nothing else wants the line, on a module that is awake. There is room for one; it is
     * dropped if it isn't wanted when its turn comes, when the module may doze by then, and when another one is offered.
     */
    public void offer(CommandSequence task) {
        spare = task;
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
            // one that isn't answered makes the line suspect
            occupy(() -> line.command(new At()), answered -> {});
            return;
        }
        CommandSequence waits = poll();
        CommandSequence task = waits == null ? takeSpare() : waits;
        if (task != null) {
            occupy(() -> task.run(line), done -> {});
        }
    }

    private CommandSequence takeSpare() {
        CommandSequence offered = spare;
        spare = null;
        return offered != null && !isDozing() && offered.isWanted() ? offered : null;
    }

    /** An answer that is owed is for its lender to wait for. */
    private void nextOfUnready() {
        AtLink borrowed = lent;
        if (borrowed != null && !borrowed.isSuspect()) {
            Queue<CommandSequence> tasks = waiting.get(Priority.REQUEST);
            tasks.removeIf(task -> !task.isWanted());
            tasks.stream().filter(task -> !task.needsReady()).findFirst().ifPresent(task -> {
                tasks.remove(task);
                occupy(() -> task.run(borrowed), done -> {});
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
            for (CommandSequence task : queue) {
                if (task.isWanted()) {
                    return true;
                }
            }
        }
        return false;
    }

    private <T> void occupy(Supplier<CompletableFuture<T>> use, Consumer<T> then) {
        CompletableFuture<Void> freed = new CompletableFuture<>();
        // before it begins: a use that ends at once must not let another one in
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
            // not at once: if the task ended because the line is lost, that is being told just now
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
        CommandSequence task = null;
        for (Priority priority : PRIORITIES) {
            if (task == null && passed.get(priority) >= MAX_PASSING) {
                task = poll(priority);
            }
        }
        for (Priority priority : PRIORITIES) {
            if (task == null) {
                task = poll(priority);
            }
        }
        return task;
    }

    private CommandSequence poll(Priority priority) {
        passed.put(priority, 0);
        Queue<CommandSequence> queue = waiting.get(priority);
        while (!queue.isEmpty()) {
            CommandSequence task = queue.remove();
            if (task.isWanted()) {
                passes(priority);
                return task;
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
        abandoned.forEach(task -> task.abandon(reason));
    }
}
