// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.at;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;

/**
 * Learns which outcomes of two-phase commands a module prints. After {@link #ENOUGH} commands in a row whose effect was seen without
 * the outcome, nobody waits for it until the module prints it again. An outcome that came too late once may take as long again. Shared
 * by all lines to a module; a restart of the module clears it.
 */
public final class OutcomeHabits {
    /** More than one, because the line may lose one. */
    private static final int ENOUGH = 2;

    private final Map<String, Habit> habits = new TreeMap<>();
    private final Consumer<Set<String>> learned;
    private Set<String> told = Set.of();
    private volatile Set<String> slow = Set.of();

    /** @param learned gets the prefixes of the outcomes that nobody waits for, whenever they change */
    public OutcomeHabits(Consumer<Set<String>> learned) {
        this.learned = learned;
    }

    /** What is known of one command's outcome. */
    private static final class Habit {
        /** How many commands in a row had their effect without it. */
        private int withheld;
        /** Whether it has ever been printed. */
        private boolean printed;
        /** Whether it has come too late. */
        private boolean slow;
    }

    /** Whether to wait for this outcome. */
    public boolean isPrinted(String prefix) {
        return habit(prefix).withheld < ENOUGH;
    }

    /** Whether this outcome has been printed since the module started. */
    public boolean hasBeenPrinted(String prefix) {
        return habit(prefix).printed;
    }

    /** Whether this outcome was missed once and never printed: the next miss decides. */
    boolean isDoubtful(String prefix) {
        Habit habit = habit(prefix);
        return habit.withheld > 0 && !habit.printed;
    }

    /** Whether this outcome has come too late. */
    boolean isSlow(String prefix) {
        return habit(prefix).slow;
    }

    /** The prefixes of the outcomes that have come too late. From any thread. */
    public Set<String> slow() {
        return slow;
    }

    /** This outcome came after its command had ended. */
    void cameLate(String prefix) {
        habit(prefix).slow = true;
        Set<String> now = new TreeSet<>(slow);
        now.add(prefix);
        slow = Set.copyOf(now);
    }

    /** A command had its effect without this outcome. */
    public void withheld(String prefix) {
        Habit habit = habit(prefix);
        habit.withheld = Math.min(habit.withheld + 1, ENOUGH);
        tell();
    }

    /** A line came that is no payload. */
    void onLine(String line) {
        habits.forEach((prefix, habit) -> {
            if (line.startsWith(prefix)) {
                habit.withheld = 0;
                habit.printed = true;
                tell();
            }
        });
    }

    /** The module has restarted, perhaps with another firmware. */
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
