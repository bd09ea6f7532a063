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
package io.github.bc66coap.simulator;

/**
 * When the module sleeps and what is lost by it. Times are milliseconds without a byte on the line; 0 for never.
 *
 * @param deepAfter deep sleep begins
 * @param wakesByLine does a line from the TE wake it from deep sleep (and get lost)? Else only PSM_EINT does
 * @param lightAfter the first characters are lost
 * @param deafToAtAfter a bare {@code AT} is not answered
 * @param losesContext does the context not survive deep sleep?
 * @param searching how long after deep sleep the module is not registered
 */
record SleepRules(
        int deepAfter, boolean wakesByLine, int lightAfter, int deafToAtAfter, boolean losesContext, int searching) {

    /** Is there a rule that {@code AT+QSCLK=0} would switch off? */
    boolean any() {
        return deepAfter > 0 || lightAfter > 0;
    }
}
