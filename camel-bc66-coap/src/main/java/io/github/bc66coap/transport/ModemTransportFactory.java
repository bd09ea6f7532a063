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
package io.github.bc66coap.transport;

import java.io.IOException;

/** Opens lines to modules. An application puts its own into Camel's registry to reach modules by other means. */
@FunctionalInterface
public interface ModemTransportFactory {

    /**
     * Opens the line; blocks until it is open or has failed. Callable from any thread.
     *
     * @param device what the endpoint names after {@code bc66coap:}, resolved anew at each call
     * @param settings rate of the line and patience while connecting
     * @throws IOException with one clear sentence as message, naming the device and the reason: missing, busy, permission denied,
     *     connection refused, native library can't be loaded, …; worth a retry
     * @throws IllegalArgumentException if {@code device} is malformed; not worth a retry
     */
    ModemTransport open(String device, LineSettings settings) throws IOException;

    /**
     * Whether {@link #open} comes back by itself within bounds, as connecting does, so that many devices can share a few threads that
     * open them. A driver may hang: its device gets a thread of its own.
     */
    default boolean comesBack(String device) {
        return false;
    }
}
