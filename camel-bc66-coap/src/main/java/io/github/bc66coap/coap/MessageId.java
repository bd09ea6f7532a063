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

/**
 * A message ID (RFC 7252, section 3): matches ACK and RST to CON and NON, and tells duplicates.
 *
 * @param value 0 to 65535
 */
public record MessageId(int value) {
    /** The largest message ID. */
    public static final int MAX = 0xFFFF;

    /** @throws IllegalArgumentException when {@code value} isn't in 0 to 65535 */
    public MessageId {
        if (value < 0 || value > MAX) {
            throw new IllegalArgumentException("message ID must be in 0 to 65535 but is " + value);
        }
    }

    /** The ID that follows this one; 0 follows 65535. */
    public MessageId next() {
        return new MessageId((value + 1) & MAX);
    }

    /** The ID in decimal. */
    @Override
    public String toString() {
        return Integer.toString(value);
    }
}
