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
package io.github.bc66coap.camel;

/** The server answered with a reset: it could not make sense of the message, or could not take one so long. */
public final class CoapResetException extends Bc66CoapException {
    private static final long serialVersionUID = 1L;

    /**
     * @param tooLong whether it was the reset of message ID 0 by which a server refuses what is too long for it
     */
    CoapResetException(String peer, boolean tooLong) {
        super(peer + " answered with a reset"
                + (tooLong ? " of message ID 0: the message is too long for it; a smaller blockSize may help" : ""));
    }
}
