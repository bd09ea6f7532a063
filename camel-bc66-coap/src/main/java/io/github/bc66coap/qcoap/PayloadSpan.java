// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.qcoap;

/**
 * Where the payload of a notification is on its line, and what is known about it.
 *
 * @param from its first byte
 * @param to the byte behind its last one
 * @param hexadecimal whether these bytes are digits
 * @param announced whether there is a payload at all
 * @param truncated whether fewer bytes have come than were announced, or they were damaged
 * @param limit how many bytes of payload the notification had room for, if that is why bytes are missing; else -1
 */
record PayloadSpan(int from, int to, boolean hexadecimal, boolean announced, boolean truncated, int limit) {
    static final int NO_LIMIT = -1;

    static final PayloadSpan NONE = new PayloadSpan(0, 0, false, false, false, NO_LIMIT);
    static final PayloadSpan EMPTY = new PayloadSpan(0, 0, false, true, false, NO_LIMIT);
    static final PayloadSpan MISSING = new PayloadSpan(0, 0, false, true, true, NO_LIMIT);

    /** The payload. */
    Payload of(Cursor cursor) {
        if (!announced) {
            return Payload.NONE;
        }
        byte[] bytes = hexadecimal ? cursor.bytesOfDigits(from, to) : cursor.copy(from, to);
        if (limit != NO_LIMIT) {
            return Payload.cut(bytes, limit);
        }
        return Payload.owning(bytes, truncated);
    }
}
