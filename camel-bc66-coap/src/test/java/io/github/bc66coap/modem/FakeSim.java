// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.modem;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A card that asks for its PIN after each start, and takes three wrong ones. */
final class FakeSim {
    private static final int TRIES = 3;
    private static final Pattern GIVEN = Pattern.compile("AT\\+CPIN=\"?([0-9]+)\"?(,.*)?");

    private final String pin;
    private int tries = TRIES;
    private boolean locked = true;
    /** How many of the next questions it is too busy for. */
    int busyFor;
    /** Whether the module has AT+CPINR. */
    boolean tellsTries = true;

    /** @param pin {@code null}: it has none */
    FakeSim(String pin) {
        this.pin = pin;
        this.locked = pin != null;
    }

    void restarts() {
        locked = pin != null;
    }

    boolean isLocked() {
        return locked;
    }

    int tries() {
        return tries;
    }

    private String state() {
        if (!locked) {
            return "READY";
        }
        return tries > 0 ? "SIM PIN" : "SIM PUK";
    }

    /** What the module says to a command that is for its SIM. */
    Optional<String[]> answer(String command) {
        Matcher given = GIVEN.matcher(command);
        if (command.equals("AT+CPIN?")) {
            return Optional.of(busyFor-- > 0 ? lines("+CME ERROR: 14") : lines("+CPIN: " + state(), "OK"));
        }
        if (command.equals("AT+CPINR")) {
            return Optional.of(
                    tellsTries
                            ? lines("+CPINR: SIM PIN," + tries + ",3", "+CPINR: SIM PUK,10,10", "OK")
                            : lines("ERROR"));
        }
        return given.matches() ? Optional.of(lines(verdict(given.group(1)))) : Optional.empty();
    }

    private String verdict(String given) {
        if (!locked) {
            return "+CME ERROR: 3";
        }
        if (tries == 0) {
            return "+CME ERROR: 12";
        }
        if (given.equals(pin)) {
            locked = false;
            tries = TRIES;
            return "OK";
        }
        tries--;
        return "+CME ERROR: 16";
    }

    private static String[] lines(String... lines) {
        return lines;
    }
}
