// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.modem.link;

/** Opens lines on platform threads, because that blocks, perhaps in native code. */
@FunctionalInterface
public interface Opener {

    /**
     * Runs {@code opening} on another thread, now or in its turn.
     *
     * @throws RuntimeException or an error, when the system has no thread to spare
     */
    void open(Runnable opening);

    /** Whether it is running: false while it waits, and after its end. */
    default boolean hasBegun(Runnable opening) {
        return true;
    }

    /** It takes long, so that others need not wait for it. */
    default void takesLong(Runnable opening) {}

    /**
     * Wants it no longer.
     *
     * @return whether it will never run; false when it has begun, or still may
     */
    default boolean withdraw(Runnable opening) {
        return false;
    }
}
