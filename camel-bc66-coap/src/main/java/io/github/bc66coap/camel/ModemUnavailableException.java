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

/**
 * There is no module to send anything with. Nothing was sent, because the queue is full, the modem was stopped, or it was not ready
 * for too long; or a start that was to wait for the module has failed.
 */
public final class ModemUnavailableException extends Bc66CoapException {
    private static final long serialVersionUID = 1L;

    ModemUnavailableException(String reason) {
        super("nothing was sent: " + reason);
    }

    private ModemUnavailableException(String device, String reason) {
        super("no module on " + device + ": " + reason);
    }

    /** Of a start. */
    static ModemUnavailableException onStart(String device, String reason) {
        return new ModemUnavailableException(device, reason);
    }
}
