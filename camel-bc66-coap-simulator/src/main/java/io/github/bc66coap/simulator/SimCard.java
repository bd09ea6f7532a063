// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.simulator;

import io.github.bc66coap.simulator.at.AtError;
import io.github.bc66coap.simulator.at.CmeError;

/**
 * The SIM: whether it asks for its PIN, and how many wrong ones it still takes (3GPP TS 31.101, section 9.5). The count
 * survives a restart of the module. Core thread only.
 */
final class SimCard {
    /** What unblocks it. */
    static final String PUK = "12345678";

    static final int PIN_TRIES = 3;
    static final int PUK_TRIES = 10;

    /** {@code null}: it asks for none. */
    private String pin;

    private boolean verified;
    private int pinTries = PIN_TRIES;
    private int pukTries = PUK_TRIES;

    /** @param pin {@code null} for a card that asks for none */
    SimCard(String pin) {
        this.pin = pin;
    }

    /** The module has powered it up: whatever was verified is to be verified again. */
    void restart() {
        verified = false;
    }

    boolean isReady() {
        return pin == null || verified;
    }

    int pinTries() {
        return pinTries;
    }

    int pukTries() {
        return pukTries;
    }

    /** Whether it has got too many wrong PUKs, and is of no use any more. */
    private boolean isDead() {
        return pukTries == 0;
    }

    /** What a module that has started says of it. */
    String notice() {
        return isDead() ? "NOT READY" : code();
    }

    /** The {@code <code>} of {@code +CPIN}. */
    String code() {
        requireAlive();
        if (isReady()) {
            return "READY";
        }
        return pinTries > 0 ? "SIM PIN" : "SIM PUK";
    }

    private void requireAlive() {
        if (isDead()) {
            throw new AtError(CmeError.SIM_FAILURE, "no PUK is taken any more");
        }
    }

    /** Verifies a PIN. */
    void verify(String given) {
        requireAlive();
        if (pinTries == 0) {
            throw new AtError(CmeError.SIM_PUK_REQUIRED, "the PIN is blocked");
        }
        if (!given.equals(pin)) {
            pinTries--;
            throw new AtError(CmeError.INCORRECT_PASSWORD, "wrong PIN");
        }
        verified(pin);
    }

    /** Gives a blocked card a new PIN. */
    void unblock(String puk, String newPin) {
        requireAlive();
        if (!puk.equals(PUK)) {
            pukTries--;
            throw new AtError(CmeError.INCORRECT_PASSWORD, "wrong PUK");
        }
        verified(newPin);
    }

    private void verified(String now) {
        pin = now;
        verified = true;
        pinTries = PIN_TRIES;
        pukTries = PUK_TRIES;
    }
}
