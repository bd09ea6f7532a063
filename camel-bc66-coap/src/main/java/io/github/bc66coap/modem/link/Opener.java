// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.modem.link;

/** Where a line is opened, because that blocks: on a platform thread, as it may block in native code. */
@FunctionalInterface
public interface Opener {

    /**
     * Runs {@code opening} on another thread, now or when it is its turn.
     *
     * @throws RuntimeException or an error, when the system has no thread to spare
     */
    void open(Runnable opening);

    /** Whether it is being run; false while it waits for its turn, and when it has ended. */
    default boolean hasBegun(Runnable opening) {
        return true;
    }

    /** Says of one that has begun that it takes long, so that others need not wait for it. */
    default void takesLong(Runnable opening) {}

    /**
     * Wants it no more.
     *
     * @return whether it will never be run; false when it has begun, or may still
     */
    default boolean withdraw(Runnable opening) {
        return false;
    }
}
