// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.modem.link;

import java.util.concurrent.CompletableFuture;

/** Commands that belong together: no other command comes between them. */
public interface CommandSequence {

    /** Who goes first. */
    enum Priority {
        /** Acknowledgements, resets and replies: a peer waits for them, so they pass waiting requests. */
        REPLY,
        /** Everything else. */
        REQUEST,
        /** Replies that say no more than that a request isn't served: they take what time of the line is left. */
        REFUSAL
    }

    /** Sends the commands; the future completes, never exceptionally, when the line is free for another task. */
    CompletableFuture<Void> run(AtLink line);

    /**
     * The task will never run.
     *
     * @param reason why, for people
     */
    void abandon(String reason);

    /** Whether the task wants a module that is ready, with its context; one that answers {@code AT} is enough for the others. */
    default boolean needsReady() {
        return true;
    }

    /** Whether the task still wants to run; asked when its turn has come. */
    default boolean isWanted() {
        return true;
    }
}
