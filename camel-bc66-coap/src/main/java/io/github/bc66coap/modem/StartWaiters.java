// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.modem;

import java.io.IOException;
import java.util.concurrent.CompletableFuture;

/** Those who wait until the module answers, and those who wait until it is ready and all paths are announced. */
final class StartWaiters {
    private CompletableFuture<Void> answered = new CompletableFuture<>();
    private CompletableFuture<Void> reachable = new CompletableFuture<>();
    /** How many announcements are under way to a module that is ready. */
    private int announcements;

    CompletableFuture<Void> answered() {
        return answered;
    }

    CompletableFuture<Void> reachable() {
        return reachable;
    }

    /** Whether the module answers, or why it did not, may be different now. */
    void awaitAnswer() {
        if (answered.isDone()) {
            answered = new CompletableFuture<>();
        }
        awaitReachable();
    }

    /** The module is not ready. */
    void suspend() {
        announcements = 0;
        awaitReachable();
    }

    private void awaitReachable() {
        if (reachable.isDone()) {
            reachable = new CompletableFuture<>();
        }
    }

    void onAnswered() {
        answered.complete(null);
    }

    void onReachable() {
        reachable.complete(null);
    }

    /** A ready module is given more paths. */
    void beginAnnouncement() {
        awaitReachable();
        announcements++;
    }

    void endAnnouncement() {
        announcements--;
        if (announcements == 0) {
            onReachable();
        }
    }

    void fail(String reason) {
        answered.completeExceptionally(new IOException(reason));
        reachable.completeExceptionally(new IOException(reason));
    }

    /** The modem stops. */
    void stop(String reason) {
        fail(reason);
        answered = CompletableFuture.failedFuture(new IOException(reason));
        reachable = CompletableFuture.failedFuture(new IOException(reason));
    }
}
