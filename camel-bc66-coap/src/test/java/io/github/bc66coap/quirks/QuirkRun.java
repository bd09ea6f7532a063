// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.quirks;

import java.io.PrintStream;
import java.util.List;
import java.util.Locale;

import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.core.config.Configurator;

import io.github.bc66coap.quirks.RouteSuite.Failure;
import io.github.bc66coap.quirks.RouteSuite.Outcome;
import io.github.bc66coap.simulator.Quirks;

/** Runs the tests of routes with modules of several kinds, and prints a line for each run. */
final class QuirkRun {
    private final PrintStream out;
    private final RouteSuite suite;

    QuirkRun(PrintStream out, RouteSuite suite) {
        this.out = out;
        this.suite = suite;
    }

    /**
     * Runs the suite once for each.
     *
     * @return how the runs ended
     */
    List<Outcome> run(List<Quirks> plan) {
        Level level = LogManager.getRootLogger().getLevel();
        Configurator.setRootLevel(Level.OFF);
        try {
            out.println(" tests  left out  repeated  failures      s  quirks");
            return plan.stream().map(suite::run).map(this::print).toList();
        } finally {
            Configurator.setRootLevel(level);
        }
    }

    private Outcome print(Outcome outcome) {
        out.printf(
                Locale.ROOT,
                "%6d  %8d  %8d  %8d  %5.1f  %s%n",
                outcome.tests(),
                outcome.leftOut(),
                outcome.repeated().size(),
                outcome.failures().size(),
                outcome.time().toMillis() / 1e3,
                outcome.quirks().all().isEmpty() ? "none" : outcome.quirks());
        outcome.repeated().forEach(failure -> print("once: ", failure));
        outcome.failures().forEach(failure -> print("twice: ", failure));
        out.flush();
        return outcome;
    }

    private void print(String times, Failure failure) {
        String cause = String.valueOf(failure.cause());
        out.println("        " + times + failure.test() + ": "
                + cause.lines().limit(6).reduce((a, b) -> a + " | " + b).orElse(""));
    }
}
