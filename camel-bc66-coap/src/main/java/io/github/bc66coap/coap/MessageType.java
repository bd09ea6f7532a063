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
package io.github.bc66coap.coap;

/** The type of a CoAP message (RFC 7252, section 3); its number is the one on the wire and in AT commands. */
public enum MessageType {
    /** Confirmable. */
    CON,
    /** Non-confirmable. */
    NON,
    /** Acknowledgement. */
    ACK,
    /** Reset. */
    RST;

    private static final MessageType[] BY_NUMBER = values();

    /** The type's number, 0 to 3. */
    public int number() {
        return ordinal();
    }

    /**
     * The type with this number.
     *
     * @throws IllegalArgumentException when {@code number} isn't in 0 to 3
     */
    public static MessageType ofNumber(int number) {
        if (number < 0 || number >= BY_NUMBER.length) {
            throw new IllegalArgumentException("message type must be in 0 to 3 but is " + number);
        }
        return BY_NUMBER[number];
    }
}
