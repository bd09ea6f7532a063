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
package io.github.bc66coap.qcoap;

import io.github.bc66coap.at.AtFormatException;

/** What became of the last CON that was sent (note, section 2.3.8). */
public enum ConStatus {
    /** 0: none has been sent. */
    NOT_SENT,
    /** 1: sent, and no response yet. */
    WAITING,
    /** 2: sending failed. */
    FAILED,
    /** 3: no response within the module's own time. */
    TIMEOUT,
    /** 4: acknowledged or answered. The notification of it may come after this status. */
    SUCCESS,
    /** 5: the peer answered RST. */
    RESET;

    private static final ConStatus[] BY_NUMBER = values();

    /** The status's number, 0 to 5. */
    public int number() {
        return ordinal();
    }

    /** Whether the module has done with the message. */
    public boolean isFinal() {
        return this != NOT_SENT && this != WAITING;
    }

    static ConStatus ofNumber(int number) {
        if (number < 0 || number >= BY_NUMBER.length) {
            throw new AtFormatException("expected a status in 0 to 5 but it is " + number);
        }
        return BY_NUMBER[number];
    }
}
