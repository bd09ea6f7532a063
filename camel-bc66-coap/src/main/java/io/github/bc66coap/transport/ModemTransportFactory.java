// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
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
