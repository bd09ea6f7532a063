// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.at;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;

/**
 * Which outcomes of two-phase commands a module prints, as far as it has shown. Firmware that never prints one is learned: after
 * {@link #ENOUGH} commands in a row that were seen to have had their effect without it, it is waited for no more, until it is
 * printed again. One that was printed when nobody waited for it any more may take as long the next time. Shared by all lines to a module, and forgotten when that restarts. Belongs to the event loop.
 */
public final class OutcomeHabits {
    /** One may be lost on the line. */
    private static final int ENOUGH = 2;

    private final Map<String, Habit> habits = new TreeMap<>();
    private final Consumer<Set<String>> learned;
    private Set<String> told = Set.of();
    private volatile Set<String> slow = Set.of();

    /** @param learned told which outcomes are not waited for, by their prefixes, whenever that changes */
    public OutcomeHabits(Consumer<Set<String>> learned) {
        this.learned = learned;
    }

    /** What is known of one command's outcome. */
    private static final class Habit {
        /** How many commands in a row had their effect without it. */
        private int withheld;
        /** Whether it has ever been printed. */
        private boolean printed;
        /** Whether it has been printed too late. */
        private boolean slow;
    }

    /** Whether waiting for this outcome makes sense. */
    public boolean isPrinted(String prefix) {
        return habit(prefix).withheld < ENOUGH;
    }

    /** Whether this outcome has been printed since the module started. */
    public boolean hasBeenPrinted(String prefix) {
        return habit(prefix).printed;
    }

    /** Whether this outcome has been missed, and has never been printed: one more, and it is learned. */
    boolean isDoubtful(String prefix) {
        Habit habit = habit(prefix);
        return habit.withheld > 0 && !habit.printed;
    }

    /** Whether this outcome has come too late before. */
    boolean isSlow(String prefix) {
        return habit(prefix).slow;
    }

    /** The prefixes of the outcomes that have come too late. From any thread. */
    public Set<String> slow() {
        return slow;
    }

    /** This outcome of an earlier command has come, for which nobody waits any more. */
    void late(String prefix) {
        habit(prefix).slow = true;
        Set<String> now = new TreeSet<>(slow);
        now.add(prefix);
        slow = Set.copyOf(now);
    }

    /** A command had its effect, and this outcome of it wasn't printed. */
    public void withheld(String prefix) {
        Habit habit = habit(prefix);
        habit.withheld = Math.min(habit.withheld + 1, ENOUGH);
        tell();
    }

    /** A line came that is no payload. */
    void heard(String line) {
        habits.forEach((prefix, habit) -> {
            if (line.startsWith(prefix)) {
                habit.withheld = 0;
                habit.printed = true;
                tell();
            }
        });
    }

    /** The module has restarted: another firmware may be at work. */
    public void forget() {
        habits.clear();
        slow = Set.of();
        tell();
    }

    private Habit habit(String prefix) {
        return habits.computeIfAbsent(prefix, none -> new Habit());
    }

    private void tell() {
        Set<String> now = new TreeSet<>();
        habits.forEach((prefix, habit) -> {
            if (habit.withheld >= ENOUGH) {
                now.add(prefix);
            }
        });
        if (!now.equals(told)) {
            told = Set.copyOf(now);
            learned.accept(told);
        }
    }
}
