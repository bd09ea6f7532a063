// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.qcoap;

/**
 * The position of a notification's payload on its line, and its state.
 *
 * @param from its first byte
 * @param to the byte behind its last one
 * @param hexadecimal whether the bytes are hexadecimal digits
 * @param truncated whether fewer bytes have come than were announced, or they were damaged
 * @param limit how many bytes of payload the notification had room for, if that is why bytes are missing, or {@link Payload#NO_LIMIT}
 */
record PayloadSpan(int from, int to, boolean hexadecimal, boolean truncated, int limit) {
    static final PayloadSpan NONE = new PayloadSpan(0, 0, false, false, Payload.NO_LIMIT);
    static final PayloadSpan MISSING = new PayloadSpan(0, 0, false, true, Payload.NO_LIMIT);

    /** @param damaged whether it is truncated in any case */
    Payload of(Cursor cursor, boolean damaged) {
        if (this == NONE && !damaged) {
            return Payload.NONE;
        }
        byte[] bytes = hexadecimal ? cursor.bytesOfDigits(from, to) : cursor.copy(from, to);
        return new Payload(bytes, truncated || damaged, limit);
    }
}
