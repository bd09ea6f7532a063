// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.simulator.fault;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * Decides when faults strike: at random, by their rates, or once where they were injected.
 *
 * <p>Each fault draws from its own stream, made of the seed and its name: with the same seed and the same opportunities
 * the decisions are the same, whatever other faults are on.
 *
 * <p>Core thread only.
 */
public final class FaultPlan {
    /** Told of what faults do. */
    public interface Report {
        /** Tells nobody. */
        Report NONE = new Report() {
            @Override
            public void struck(Fault fault, String command) {}

            @Override
            public void held(Fault point) {}

            @Override
            public void givenUp(Fault point) {}
        };

        /** A fault has struck, after a command (the name only). */
        void struck(Fault fault, String command);

        /** A URC waits for its point; that the fault has struck is told when it is printed there. */
        void held(Fault point);

        /** No such point has come: the URC is printed anywhere, and the fault hasn't struck. */
        void givenUp(Fault point);
    }

    /** A fault that is to strike once. */
    private static final class Injection {
        private final Fault fault;
        private final String command;
        private int skip;

        Injection(Fault fault, String command, int skip) {
            this.fault = fault;
            this.command = command;
            this.skip = skip;
        }

        /** Counts an opportunity; true at the one that was meant. */
        boolean isDue(Fault at, String after) {
            return at == fault && after.startsWith(command) && skip-- == 0;
        }
    }

    private final long seed;
    private final FaultTimes times;
    private final Report report;
    private final Map<Fault, Double> rates = new EnumMap<>(Fault.class);
    private final Map<Fault, SplittableRandom> streams = new EnumMap<>(Fault.class);
    private final List<Injection> injections = new ArrayList<>();
    private String command = "";
    private boolean quiet;

    /**
     * A plan.
     *
     * @param seed of all random decisions
     * @param rates of the faults that are on
     * @param times how long they take
     * @param report told of every fault that strikes
     */
    public FaultPlan(long seed, Map<Fault, Double> rates, FaultTimes times, Report report) {
        this.seed = seed;
        this.times = times;
        this.report = report;
        this.rates.putAll(rates);
        settle();
    }

    /** A plan without faults, until told otherwise. */
    public static FaultPlan none() {
        return new FaultPlan(0, Map.of(), FaultTimes.DEFAULT, Report.NONE);
    }

    /** Checks a rate; returns it. */
    public static double checkRate(double rate) {
        if (!(rate >= 0 && rate <= 1)) {
            throw new IllegalArgumentException("a rate is between 0 and 1, not " + rate);
        }
        return rate;
    }

    /** The seed. */
    public long seed() {
        return seed;
    }

    /** How long faults take. */
    FaultTimes times() {
        return times;
    }

    /** Can no fault strike? */
    boolean isQuiet() {
        return quiet;
    }

    private void settle() {
        quiet = injections.isEmpty() && rates.values().stream().allMatch(rate -> rate == 0);
    }

    /** Sets the rate of a fault; 0 is off. */
    public void rate(Fault fault, double rate) {
        rates.put(fault, checkRate(rate));
        settle();
    }

    /** No fault strikes any more, neither at random nor where told to. */
    public void stop() {
        rates.clear();
        injections.clear();
        settle();
    }

    /**
     * Lets a fault strike once: at the opportunity after {@code skip} others, counting those only that come while the
     * last complete command line is one that starts so.
     */
    public void inject(Fault fault, String commandPrefix, int skip) {
        if (skip < 0) {
            throw new IllegalArgumentException("skip " + skip);
        }
        injections.add(new Injection(fault, commandPrefix, skip));
        settle();
    }

    /** A command line is complete. */
    void command(String line) {
        command = line;
    }

    /** The last complete command line. */
    String command() {
        return command;
    }

    /** An opportunity: does the fault strike? If it does, that is reported. */
    boolean strikes(Fault fault) {
        if (quiet) {
            return false;
        }
        boolean struck = decides(fault);
        if (struck) {
            struck(fault);
        }
        return struck;
    }

    /** An opportunity to hold a URC until it can be printed at this point: is it to be held? Reported as such. */
    boolean holds(Fault point) {
        boolean held = !quiet && decides(point);
        if (held) {
            report.held(point);
        }
        return held;
    }

    /** A URC is printed at the point for which it was held. */
    void struck(Fault fault) {
        report.struck(fault, command.replaceFirst("[=?].*", ""));
    }

    /** A URC is printed anywhere, since the point for which it was held has not come. */
    void givesUp(Fault point) {
        report.givenUp(point);
    }

    private boolean decides(Fault fault) {
        return isInjected(fault) | isDrawn(fault);
    }

    private boolean isInjected(Fault fault) {
        boolean due = false;
        for (Iterator<Injection> all = injections.iterator(); all.hasNext(); ) {
            if (all.next().isDue(fault, command)) {
                all.remove();
                due = true;
            }
        }
        if (due) {
            settle();
        }
        return due;
    }

    private boolean isDrawn(Fault fault) {
        double rate = rates.getOrDefault(fault, 0.0);
        return rate > 0 && random(fault).nextDouble() < rate;
    }

    /** The stream of a fault, for the details. */
    SplittableRandom random(Fault fault) {
        return streams.computeIfAbsent(
                fault, f -> new SplittableRandom(seed * 31 + f.name().hashCode()));
    }
}
