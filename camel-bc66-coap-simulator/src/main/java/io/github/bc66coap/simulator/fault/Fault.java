// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.simulator.fault;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * What can go wrong between a TE, the module and the network.
 *
 * <p>Each fault has its own kind of <em>opportunity</em>: a byte, a command line, an unsolicited result, a datagram.
 * Its rate is the probability that it strikes at an opportunity.
 */
public enum Fault {
    SPLIT(0.05, "a pause between two bytes to the TE"),
    NOISE(0.001, "random bytes before a byte to the TE"),
    NUL(0.001, "NULs before a byte to the TE"),
    LOST_BYTE(0.0005, "a byte to the TE is lost"),
    FLIPPED_BYTE(0.0005, "a bit of a byte to the TE is flipped"),
    NOISE_IN(0.0005, "random bytes before a byte from the TE"),
    LOST_BYTE_IN(0.0005, "a byte from the TE is lost"),
    FLIPPED_BYTE_IN(0.0005, "a bit of a byte from the TE is flipped"),
    HANG_UP(0.0001, "the line hangs up after a byte to the TE, and returns after a moment"),
    HANG_UP_IN(0.0001, "the line hangs up after a byte from the TE, and returns after a moment"),
    RESET(0.0001, "the module restarts after a byte to the TE, with its boot lines"),
    RESET_IN(0.0001, "the module restarts after a byte from the TE, with its boot lines"),
    ECHO_TOGGLE(0.0005, "echo is switched on or off after a byte from the TE"),
    FIRST_AT_LOST(0.2, "the first line after an idle time is lost (light sleep)"),
    DEEP_SLEEP_0(0.05, "the first line after an idle time only wakes the module: recovered,0"),
    DEEP_SLEEP_1(0.05, "the first line after an idle time only wakes the module: recovered,1, the context is lost"),
    SLOW_REPLY(0.05, "the reply to a command or data is slow, but within the TE's deadline"),
    LATE_REPLY(0.02, "the reply to a command or data comes after the TE's deadline"),
    MISSING_OK(0.02, "an OK is not printed"),
    MISSING_RESULT(0.05, "+QCOAPSEND: is not printed"),
    EARLY_RESULT(0.1, "+QCOAPSEND: is printed before the OK"),
    DUPLICATE_URC(0.1, "a +QCOAPURC is printed twice"),
    URC_IN_ECHO(0.05, "a +QCOAPURC waits, and is printed inside the next echo"),
    URC_IN_REPLY(0.05, "a +QCOAPURC waits, and is printed before the next OK"),
    URC_BEFORE_PROMPT(0.05, "a +QCOAPURC waits, and is printed before the next prompt"),
    URC_WITH_OK(0.05, "a +QCOAPURC waits, and is printed in one write with the next OK"),
    NETWORK_LOSS(0.1, "a CoAP message is lost, in either direction"),
    NETWORK_DELAY(0.1, "a CoAP message is delayed, in either direction"),
    NETWORK_REORDERING(0.1, "a CoAP message is overtaken by the next, in either direction"),
    NETWORK_DUPLICATION(0.1, "a CoAP message arrives twice, in either direction");

    private final double defaultRate;
    private final String description;

    Fault(double defaultRate, String description) {
        this.defaultRate = defaultRate;
        this.description = description;
    }

    /** The name in lower case with hyphens, as on the command line. */
    public String cliName() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** What happens, in a few words. */
    public String description() {
        return description;
    }

    /** The rate if none is given. */
    public double defaultRate() {
        return defaultRate;
    }

    /** The fault with this name, as {@link #cliName()} has it. */
    public static Optional<Fault> of(String cliName) {
        return Arrays.stream(values())
                .filter(fault -> fault.cliName().equals(cliName))
                .findFirst();
    }

    @Override
    public String toString() {
        return cliName();
    }
}
