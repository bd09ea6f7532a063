/*
 * Copyright 2026 the camel-bc66-coap authors
 *
 * Licensed under the Apache License, Version 2.0 (the "License");
 * you may not use this file except in compliance with the License.
 * You may obtain a copy of the License at
 *
 *     https://www.apache.org/licenses/LICENSE-2.0
 *
 * Unless required by applicable law or agreed to in writing, software
 * distributed under the License is distributed on an "AS IS" BASIS,
 * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
 * See the License for the specific language governing permissions and
 * limitations under the License.
 */
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
 * What one round of a soak has to live with; all of it follows from the seed.
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

    /**
     * Without the commands, or with all of AT+QCOAPOPTION refused, nothing succeeds; and a pseudo-terminal has no wire to
     * wake a module by.
     */
    private static final Set<Quirk> UNSERVABLE =
            EnumSet.of(Quirk.NO_QCOAP, Quirk.OPTION_ERROR_APPLIED, Quirk.DEEP_SLEEP);

    private static final FaultTimes TIMES = new FaultTimes(
            Duration.ofMillis(100),
            Duration.ofMillis(600),
            Duration.ofMillis(40),
            Duration.ofMillis(50),
            Duration.ofMillis(200),
            Duration.ofMillis(150));

    private static final int MOST_FAULTS = 8;
    private static final int MOST_QUIRKS = 4;

    static SoakWeather of(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        boolean garbled = random.nextInt(4) == 0;
        List<Fault> possible = new ArrayList<>(EnumSet.complementOf(EnumSet.copyOf(GARBLING)));
        if (garbled) {
            possible.addAll(GARBLING);
            possible.addAll(GARBLING);
        }
        Map<Fault, Double> faults = new LinkedHashMap<>();
        for (int i = 2 + random.nextInt(MOST_FAULTS - 1); i > 0; i--) {
            Fault fault = possible.get(random.nextInt(possible.size()));
            faults.put(fault, Math.min(1, fault.defaultRate() * random.nextDouble(0.3, 2)));
        }
        return new SoakWeather(
                seed, quirks(random), faults, faults.keySet().stream().anyMatch(GARBLING::contains));
    }

    private static Quirks quirks(SplittableRandom random) {
        Quirks quirks = Quirks.NONE;
        List<Quirk> possible = new ArrayList<>(EnumSet.complementOf(EnumSet.copyOf(UNSERVABLE)));
        for (int i = random.nextInt(MOST_QUIRKS + 1); i > 0 && !possible.isEmpty(); i--) {
            Quirk quirk = possible.remove(random.nextInt(possible.size()));
            possible.removeAll(quirk.excluded());
            quirks = quirks.with(quirk);
        }
        return quirks;
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
                + "; quirks " + quirks;
    }
}
