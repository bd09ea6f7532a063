// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.examples.demo;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What was sent, what reached the other side, what came back, and what is left of it, each entered by whoever saw it.
 */
final class Ledger {
    private static final String ROW = "%-32s%8s%10s%10s%8s";

    private final List<Flow> flows = new ArrayList<>();
    private final List<Stock> stocks = new ArrayList<>();

    /**
     * Opens an account of messages.
     *
     * @param name for the summary
     * @param expected how many there should be
     */
    Flow flow(String name, int expected) {
        Flow flow = new Flow(name, expected);
        flows.add(flow);
        return flow;
    }

    /**
     * Takes stock of things that should be there, each once.
     *
     * @param name for the summary
     */
    void stock(String name, List<String> expected, List<String> there) {
        stocks.add(new Stock(name, List.copyOf(expected), List.copyOf(there)));
    }

    /** Has everything arrived, once, and been answered, and is it where it should be? */
    boolean balances() {
        return flows.stream().allMatch(Flow::balances) && stocks.stream().allMatch(Stock::balances);
    }

    /** For people. */
    List<String> summary() {
        List<String> lines = new ArrayList<>();
        lines.add(ROW.formatted("", "sent", "received", "answered", "lost"));
        flows.forEach(flow -> lines.add(flow.row()));
        stocks.forEach(stock -> lines.add(stock.row()));
        flows.stream()
                .filter(flow -> flow.strays() > 0)
                .forEach(flow -> lines.add(flow.name + ": " + flow.strays() + " repeated or gone astray"));
        return lines;
    }

    /** Messages of one kind. Each is known by a key that is the same on both sides: its token. */
    static final class Flow {
        private final String name;
        private final int expected;
        private final List<String> received = new ArrayList<>();
        private final List<String> answered = new ArrayList<>();
        private int sent;

        private Flow(String name, int expected) {
            this.name = name;
            this.expected = expected;
        }

        /** The sender sets out to send one. */
        synchronized void sent() {
            sent++;
        }

        /** The other side has taken it. */
        synchronized void received(String key) {
            received.add(key);
        }

        /** The sender has the right answer. */
        synchronized void answered(String key) {
            answered.add(key);
        }

        /** How many should have been sent, or were, without having been both received and answered. */
        synchronized int lost() {
            Set<String> both = new HashSet<>(received);
            both.retainAll(answered);
            return Math.max(expected, sent) - both.size();
        }

        /** How many were received or answered once more, or answered without having been received. */
        synchronized int strays() {
            Set<String> different = new HashSet<>(received);
            int strays = received.size() - different.size();
            for (String key : answered) {
                strays += different.remove(key) ? 0 : 1;
            }
            return strays;
        }

        private boolean balances() {
            return lost() == 0 && strays() == 0;
        }

        private synchronized String row() {
            return ROW.formatted(name, sent, received.size(), answered.size(), lost());
        }
    }

    private record Stock(String name, List<String> expected, List<String> there) {
        boolean balances() {
            return expected.stream()
                    .sorted()
                    .toList()
                    .equals(there.stream().sorted().toList());
        }

        String row() {
            List<String> missing = new ArrayList<>(expected);
            there.forEach(missing::remove);
            return "%s: %d of %d%s"
                    .formatted(
                            name,
                            expected.size() - missing.size(),
                            expected.size(),
                            balances() || !missing.isEmpty() ? "" : ", and more that should not be there");
        }
    }
}
