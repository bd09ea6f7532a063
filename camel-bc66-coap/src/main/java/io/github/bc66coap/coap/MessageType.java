// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
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
