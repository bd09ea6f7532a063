// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
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
