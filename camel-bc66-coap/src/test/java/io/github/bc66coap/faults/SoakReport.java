// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.faults;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What a soak has seen. Thread-safe. */
final class SoakReport {
    /** So many of so many. */
    private static final class Share {
        private int part;
        private int all;

        void count(boolean isPart) {
            all++;
            part += isPart ? 1 : 0;
        }

        double value() {
            return all == 0 ? 0 : (double) part / all;
        }

        @Override
        public String toString() {
            return "%d of %d (%.0f %%)".formatted(part, all, 100 * value());
        }
    }

    private final Map<String, Integer> outcomes = new TreeMap<>();
    private final Map<String, Integer> faults = new TreeMap<>();
    private final Map<String, Integer> excused = new TreeMap<>();
    private final List<String> objections = new ArrayList<>();
    private final Share answered = new Share();
    private final Share askedAnswered = new Share();
    private final Share secure = new Share();
    private int rounds;
    private int strictRounds;
    private int silences;
    private int recoveries;

    synchronized void outcome(String kind) {
        outcomes.merge(kind, 1, Integer::sum);
    }

    synchronized void fault(String name) {
        faults.merge(name, 1, Integer::sum);
    }

    synchronized void recovery() {
        recoveries++;
    }

    /** @param strict whether every untrue outcome of it was an objection */
    synchronized void round(boolean strict) {
        rounds++;
        strictRounds += strict ? 1 : 0;
    }

    /** A module that sleeps was left alone until it did. */
    synchronized void silence() {
        silences++;
    }

    /** In a strict round, a request that the peer answers was told to be answered, or was not. */
    synchronized void answerable(boolean isAnswered) {
        answered.count(isAnswered);
    }

    /** Over DTLS, a request that the peer answers was told to be answered, or was not. */
    synchronized void answerableOverDtls(boolean isAnswered) {
        secure.count(isAnswered);
    }

    /** In a strict round, a request of the cloud was answered, or was not. */
    synchronized void asked(boolean isAnswered) {
        askedAnswered.count(isAnswered);
    }

    /** Something was not as promised. */
    synchronized void objection(String what) {
        objections.add(what);
    }

    /** Something was told wrong because bytes were changed on the line. */
    synchronized void excuse(String kind) {
        excused.merge(kind, 1, Integer::sum);
    }

    synchronized List<String> objections() {
        return List.copyOf(objections);
    }

    synchronized int exchanges() {
        return outcomes.values().stream().mapToInt(Integer::intValue).sum();
    }

    synchronized int strictRounds() {
        return strictRounds;
    }

    /** Of the requests in strict rounds that the peer answers, those that were told to be answered: 0 to 1. */
    synchronized double answeredShare() {
        return answered.value();
    }

    /** Of the requests over DTLS that the peer answers, as many as that were told to be answered. */
    synchronized int answeredOverDtls() {
        return secure.part;
    }

    /** Of the cloud's requests in strict rounds, those that were answered: 0 to 1. */
    synchronized double askedShare() {
        return askedAnswered.value();
    }

    @Override
    public synchronized String toString() {
        return "%d rounds, %d of them strict, %d with a silence, %d exchanges, %d faults, %d recoveries%n%s%s%s%s%s"
                .formatted(
                        rounds,
                        strictRounds,
                        silences,
                        exchanges(),
                        faults.values().stream().mapToInt(Integer::intValue).sum(),
                        recoveries,
                        "  answered in strict rounds: own requests %s, the cloud's %s; over DTLS: own requests %s%n"
                                .formatted(answered, askedAnswered, secure),
                        list("outcomes", outcomes),
                        list("faults", faults),
                        list("told wrong because of bytes changed on the line", excused),
                        objections.stream().map("OBJECTION %s%n"::formatted).collect(Collectors.joining()));
    }

    private static String list(String title, Map<String, Integer> counts) {
        return "  " + title + ": "
                + counts.entrySet().stream()
                        .map(entry -> entry.getKey() + " " + entry.getValue())
                        .collect(Collectors.joining(", "))
                + System.lineSeparator();
    }
}
