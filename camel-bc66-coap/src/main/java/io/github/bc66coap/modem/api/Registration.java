// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.modem.api;

/** Something that was added to a modem, and can be taken away again. */
@FunctionalInterface
public interface Registration extends AutoCloseable {

    /** Takes it away. Idempotent; from any thread. */
    @Override
    void close();
}
