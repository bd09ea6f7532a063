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

import org.apache.camel.Message;
import org.apache.camel.TypeConversionException;

/** Between bodies and payloads. */
final class Bodies {
    private static final byte[] NOTHING = new byte[0];

    private Bodies() {}

    /**
     * The body as payload.
     *
     * @return empty when there is no body
     * @throws IllegalArgumentException when Camel can't convert it to bytes
     */
    static byte[] payload(Message message) {
        Object body = message.getBody();
        if (body == null) {
            return NOTHING;
        }
        byte[] bytes = null;
        try {
            bytes = message.getBody(byte[].class);
        } catch (TypeConversionException e) {
            // told below
        }
        if (bytes == null) {
            throw new IllegalArgumentException(
                    "the body is a " + body.getClass().getName() + ", which can't be converted to bytes");
        }
        return bytes;
    }
}
