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

import java.util.concurrent.ThreadLocalRandom;
import java.util.function.IntSupplier;

/**
 * Message ID and token as {@code AT+QCOAPHEAD} configures them (note, section 2.3.4).
 *
 * @param messageId the message ID, negative for a random one
 * @param token the token, or {@code null} for a random one
 */
public record Header(int messageId, byte[] token) {
    /** Used without the command: a random message ID, no token. */
    public static final Header DEFAULT = new Header(-1, new byte[0]);

    /** As long as the random tokens in the examples of chapter 4. */
    private static final int RANDOM_TOKEN_LENGTH = 8;

    /** The message ID to send, made by the module if none is configured. */
    public int messageId(IntSupplier made) {
        return messageId < 0 ? made.getAsInt() : messageId;
    }

    /** The token to send. */
    public byte[] nextToken() {
        if (token != null) {
            return token;
        }
        byte[] random = new byte[RANDOM_TOKEN_LENGTH];
        ThreadLocalRandom.current().nextBytes(random);
        return random;
    }
}
