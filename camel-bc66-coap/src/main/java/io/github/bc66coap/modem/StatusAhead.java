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

import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;

/**
 * Asks the module what became of its last CON as soon as nothing is in flight any more, while the line is idle, so that the next message
 * needn't be preceded by the question. A message that comes earlier asks it itself. Belongs to the event loop.
 */
final class StatusAhead implements LineTask {
    private final LineTasks tasks;
    private final SendUnit unit;
    private final BooleanSupplier nothingInFlight;

    StatusAhead(LineTasks tasks, SendUnit unit, BooleanSupplier nothingInFlight) {
        this.tasks = tasks;
        this.unit = unit;
        this.nothingInFlight = nothingInFlight;
    }

    /** Something is over, or may be. */
    void offer() {
        if (unit.mayAskAhead()) {
            tasks.offer(this);
        }
    }

    @Override
    public boolean isWanted() {
        return unit.mayAskAhead() && nothingInFlight.getAsBoolean();
    }

    @Override
    public CompletableFuture<Void> run(Line ready) {
        return unit.askAhead(ready);
    }

    @Override
    public void abandon(String reason) {
        // a new context has no CON to ask about
    }
}
