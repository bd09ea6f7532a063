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
