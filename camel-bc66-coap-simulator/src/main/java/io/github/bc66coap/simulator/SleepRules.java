// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.simulator;

/**
 * When the module sleeps, and what is lost by that. Times are milliseconds without a byte on the line; 0 for never.
 *
 * @param deepAfter deep sleep begins
 * @param wakesByLine whether a line from the TE wakes it from deep sleep, and is lost; otherwise only PSM_EINT does
 * @param lightAfter the first characters are lost
 * @param deafToAtAfter a bare {@code AT} is not answered
 * @param losesContext whether the context is lost in deep sleep
 * @param searching how long after deep sleep the module is not registered
 */
record SleepRules(
        int deepAfter, boolean wakesByLine, int lightAfter, int deafToAtAfter, boolean losesContext, int searching) {

    /** Whether there is a rule that {@code AT+QSCLK=0} would switch off. */
    boolean any() {
        return deepAfter > 0 || lightAfter > 0;
    }
}
