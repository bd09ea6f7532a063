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
package io.github.bc66coap.modem;

/** Where a line is opened, because that blocks: on a platform thread, as it may block in native code. */
@FunctionalInterface
interface Opener {

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
