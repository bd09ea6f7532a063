// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.transport;

import java.io.IOException;

/** Opens lines to modules. An application may put its own into Camel's registry to reach modules in other ways. */
@FunctionalInterface
public interface ModemTransportFactory {

    /**
     * Opens the line; blocks until it is open or has failed. Callable from any thread.
     *
     * @param device what the endpoint names after {@code bc66coap:}, resolved anew at each call
     * @param settings rate of the line and time limit for connecting
     * @throws IOException with one clear sentence that names the device and the reason: missing, busy, permission denied, connection
     *     refused, native library can't be loaded, …; a retry may help
     * @throws IllegalArgumentException if {@code device} is malformed; a retry does not help
     */
    ModemTransport open(String device, LineSettings settings) throws IOException;

    /**
     * Whether {@link #open} always returns within a bounded time, as connecting does, so that devices can share threads for opening. A
     * driver may hang, so its device gets its own thread.
     */
    default boolean comesBack(String device) {
        return false;
    }
}
