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
package io.github.bc66coap.simulator.coap;

/** What became of the last CON message; the ordinal is the number of {@code AT+QCOAPDATASTATUS} (section 2.3.8). */
public enum ConStatus {
    NOT_SENT,
    WAITING,
    FAILED,
    TIMEOUT,
    SUCCESS,
    RESET;

    /** The nearest of the three that some firmware knows: not sent, waiting, success. */
    public ConStatus coarse() {
        return switch (this) {
            case NOT_SENT, FAILED -> NOT_SENT;
            case WAITING, TIMEOUT -> WAITING;
            case SUCCESS, RESET -> SUCCESS;
        };
    }
}
