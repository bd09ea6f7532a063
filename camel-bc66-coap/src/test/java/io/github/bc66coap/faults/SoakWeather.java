// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.faults;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Collectors;

import io.github.bc66coap.simulator.Quirk;
import io.github.bc66coap.simulator.Quirks;
import io.github.bc66coap.simulator.VirtualBc66;
import io.github.bc66coap.simulator.fault.Fault;
import io.github.bc66coap.simulator.fault.FaultTimes;

/**
 * What one round of a soak has to live with; all of it follows from the seed: an even one is strict and an odd one garbles,
 * and with its second bit there is DTLS.
 *
 * @param garbled whether bytes are changed on the line, which leaves no trace there that anyone could see
 */
record SoakWeather(long seed, Quirks quirks, Map<Fault, Double> faults, boolean garbled) {
    /** These change what is said, so that a lie and the truth look the same. */
    static final Set<Fault> GARBLING = EnumSet.of(
            Fault.NOISE,
            Fault.NUL,
            Fault.LOST_BYTE,
            Fault.FLIPPED_BYTE,
            Fault.NOISE_IN,
            Fault.LOST_BYTE_IN,
            Fault.FLIPPED_BYTE_IN);

    /** These make a message or an answer come late, another way, or twice at most; an exchange that they strike still succeeds. */
    private static final Set<Fault> HARMLESS = EnumSet.of(
            Fault.ECHO_TOGGLE,
            Fault.SLOW_REPLY,
            Fault.EARLY_RESULT,
            Fault.DUPLICATE_URC,
            Fault.URC_IN_ECHO,
            Fault.URC_IN_REPLY,
            Fault.URC_BEFORE_PROMPT,
            Fault.URC_WITH_OK,
            Fault.NETWORK_DELAY,
            Fault.NETWORK_REORDERING,
            Fault.NETWORK_DUPLICATION);

    /** After one of these an exchange may fail, or end without anybody knowing how. */
    static final Set<Fault> GRAVE = EnumSet.complementOf(EnumSet.copyOf(HARMLESS));

    /** A module that sleeps falls asleep when its line is silent for so long; the driver reckons with that after 5 s. */
    static final Duration SLEEPS_AFTER = Duration.ofSeconds(6);

    private static final Set<Quirk> SLEEP =
            EnumSet.of(Quirk.FIRST_AT_LOST, Quirk.DUMMY_AT_UNANSWERED, Quirk.LIGHT_SLEEP);
    /** Nothing comes of these in a module that doesn't sleep deep. */
    private static final Set<Quirk> AFTER_DEEP_SLEEP =
            EnumSet.of(Quirk.CONTEXT_LOST_IN_SLEEP, Quirk.SEARCHING_AFTER_SLEEP);

    private static final int SEARCHING_MILLIS = 500;

    /**
     * Without the commands, or with all of AT+QCOAPOPTION refused, nothing succeeds; and a pseudo-terminal has no wire to
     * wake a module by.
     */
    private static final Set<Quirk> UNSERVABLE = EnumSet.of(
            Quirk.NO_QCOAP,
            Quirk.OPEN_DIALECT,
            Quirk.PORT_ONLY_CONTEXTS,
            Quirk.OPTION_ERROR_APPLIED,
            Quirk.OPTIONS_IN_EMPTY_MESSAGES,
            Quirk.DEEP_SLEEP);

    private static final FaultTimes TIMES = new FaultTimes(
            Duration.ofMillis(100),
            Duration.ofMillis(600),
            Duration.ofMillis(40),
            Duration.ofMillis(50),
            Duration.ofMillis(200),
            Duration.ofMillis(150));

    private static final int MOST_FAULTS = 8;
    private static final int MOST_QUIRKS = 4;

    /**
     * The seed of a round: two of three are strict, with the one that garbles in their middle. The third has DTLS, and so has every
     * other one that garbles.
     */
    static long seed(SplittableRandom seeds, int round) {
        boolean garbles = round % 3 == 1;
        boolean secure = round % 3 == 2 || round % 6 == 4;
        return 4 * seeds.nextLong(250_000_000) + (secure ? 2 : 0) + (garbles ? 1 : 0);
    }

    static SoakWeather of(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        boolean garbled = seed % 2 != 0;
        List<Fault> possible = new ArrayList<>(EnumSet.complementOf(EnumSet.copyOf(GARBLING)));
        if (garbled) {
            possible.addAll(GARBLING);
            possible.addAll(GARBLING);
        }
        Map<Fault, Double> faults = new LinkedHashMap<>();
        if (garbled) {
            put(faults, random, List.copyOf(GARBLING));
        }
        for (int i = 2 + random.nextInt(MOST_FAULTS - 1); i > 0; i--) {
            put(faults, random, possible);
        }
        return new SoakWeather(seed, quirks(random), faults, garbled);
    }

    private static void put(Map<Fault, Double> faults, SplittableRandom random, List<Fault> possible) {
        Fault fault = possible.get(random.nextInt(possible.size()));
        faults.put(fault, Math.min(1, fault.defaultRate() * random.nextDouble(0.3, 2)));
    }

    private static Quirks quirks(SplittableRandom random) {
        Quirks quirks = Quirks.NONE;
        List<Quirk> possible = new ArrayList<>(EnumSet.complementOf(EnumSet.copyOf(UNSERVABLE)));
        for (int i = random.nextInt(MOST_QUIRKS + 1); i > 0 && !possible.isEmpty(); i--) {
            Quirk quirk = possible.remove(random.nextInt(possible.size()));
            possible.removeAll(quirk.excluded());
            quirks = with(quirks, quirk);
        }
        boolean needsSleep = quirks.all().stream().anyMatch(AFTER_DEEP_SLEEP::contains);
        return needsSleep ? with(quirks, Quirk.FIRST_AT_LOST) : quirks;
    }

    private static Quirks with(Quirks quirks, Quirk quirk) {
        if (SLEEP.contains(quirk)) {
            return quirks.with(quirk, Long.toString(SLEEPS_AFTER.toMillis()));
        }
        return quirk == Quirk.SEARCHING_AFTER_SLEEP
                ? quirks.with(quirk, Integer.toString(SEARCHING_MILLIS))
                : quirks.with(quirk);
    }

    /** Is there DTLS between the module and its peer? */
    boolean isSecure() {
        return (seed & 2) != 0;
    }

    /** Does the module fall asleep when its line is silent? */
    boolean isDrowsy() {
        return quirks.all().stream().anyMatch(SLEEP::contains);
    }

    /** Is the module such that an exchange may fail without any fault? */
    boolean isGrave() {
        return isDrowsy();
    }

    VirtualBc66.Builder describe(VirtualBc66.Builder builder) {
        faults.forEach(builder::fault);
        return builder.quirks(quirks).faultTimes(TIMES).seed(seed).latency(Duration.ofMillis(1));
    }

    @Override
    public String toString() {
        return faults.entrySet().stream()
                        .map(fault -> "%s=%.5f".formatted(fault.getKey(), fault.getValue()))
                        .collect(Collectors.joining(" "))
                + "; quirks " + quirks + (isSecure() ? "; DTLS" : "");
    }
}
