// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.modem.link;

import java.util.concurrent.CompletableFuture;

/** Commands with no other command between them. */
public interface CommandSequence {

    /** Who goes first. */
    enum Priority {
        /** Acknowledgements, resets and responses: a peer waits for them, so they pass waiting requests. */
        REPLY,
        /** Everything else. */
        REQUEST,
        /** Responses that only refuse a request: they take what time of the line is left. */
        REFUSAL
    }

    /** Sends the commands. The future completes, never exceptionally, when the line is free for another sequence. */
    CompletableFuture<Void> run(AtLink line);

    /**
     * It will never run.
     *
     * @param reason why, for people
     */
    void abandon(String reason);

    /** Whether it needs a ready module with its context; otherwise one that answers {@code AT} is enough. */
    default boolean needsReady() {
        return true;
    }

    /** Whether it still wants to run; asked when its turn has come. */
    default boolean isWanted() {
        return true;
    }
}
