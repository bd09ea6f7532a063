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

import java.util.List;
import java.util.concurrent.CompletableFuture;

import io.github.bc66coap.at.AtCommand;
import io.github.bc66coap.at.AtEngine;
import io.github.bc66coap.at.AtResult;
import io.github.bc66coap.at.ProbeCommand;
import io.github.bc66coap.at.Reception;
import io.github.bc66coap.qcoap.QcoapCfg;
import io.github.bc66coap.qcoap.QcoapCreate;
import io.github.bc66coap.qcoap.QcoapDataStatus;

/**
 * One open line to a module. After a command that wasn't answered the line is suspect: the answer may still come, and
 * must not be credited to the next command.
 */
final class Line {
    private static final int PROBES = 3;

    private final AtEngine engine;
    private final Counters counters;
    private AtCommand<?> unanswered;
    private String retired;
    /** What had come when a command was answered for the last time. */
    private Reception answered;

    Line(AtEngine engine, Counters counters) {
        this.engine = engine;
        this.counters = counters;
        this.answered = engine.reception();
    }

    /** Sends a command; see {@link AtEngine#send(AtCommand)}. */
    <R> CompletableFuture<AtResult<R>> command(AtCommand<R> command) {
        return dispatch(command).thenApply(result -> {
            if (result instanceof AtResult.NoAnswer) {
                unanswered = command;
                counters.count(Counter.COMMAND_TIMEOUTS);
            } else {
                answered = engine.reception();
            }
            return result;
        });
    }

    /** What has come since a command was answered for the last time. */
    Reception sinceAnswer() {
        return engine.reception().since(answered);
    }

    private <R> CompletableFuture<AtResult<R>> dispatch(AtCommand<R> command) {
        return retired == null ? engine.send(command) : CompletableFuture.completedFuture(new AtResult.Lost<>(retired));
    }

    /** See {@link AtEngine#hurry()}. */
    void hurry() {
        engine.hurry();
    }

    /** Whether an answer may still come that nobody waits for any more. */
    boolean isSuspect() {
        return unanswered != null;
    }

    /** No older answer can come any more: a reply that can't be mistaken for another one has come. */
    void trust() {
        unanswered = null;
    }

    boolean isRetired() {
        return retired != null;
    }

    /**
     * From now on no command goes out: each ends with {@link AtResult.Lost}. One that is under way goes on.
     *
     * @param reason why, for people
     */
    void retire(String reason) {
        retired = reason;
    }

    /** Sends the last command of all, also on a retired line; ends at once when one is still under way. */
    <R> CompletableFuture<AtResult<R>> lastCommand(AtCommand<R> command) {
        return engine.isBusy()
                ? CompletableFuture.completedFuture(new AtResult.Lost<>("the line is busy"))
                : engine.send(command);
    }

    /** See {@link AtEngine#close(String)}. */
    void close(String reason) {
        engine.close(reason);
    }

    /**
     * Finds out whether the module still answers, and waits for the answers that are owed. It answers its commands in
     * their order, so once it has answered one whose reply can't be mistaken for the unanswered one's, no older reply
     * can come.
     *
     * @return whether the line can be used again
     */
    CompletableFuture<Boolean> resynchronise() {
        boolean readingSettings = unanswered instanceof QcoapCfg.Read;
        List<AtCommand<?>> barriers = readingSettings
                ? List.of(new QcoapDataStatus(), QcoapCreate.test())
                : List.of(QcoapCfg.read(), new QcoapDataStatus());
        return probe(PROBES)
                .thenCompose(answered -> answered ? barrier(barriers, 0) : CompletableFuture.completedFuture(false))
                .whenComplete((synchronised, failure) -> {
                    if (Boolean.TRUE.equals(synchronised)) {
                        trust();
                    }
                });
    }

    private CompletableFuture<Boolean> probe(int tries) {
        return dispatch(new ProbeCommand()).thenCompose(result -> {
            if (!(result instanceof AtResult.NoAnswer)) {
                // a refusal is an answer, too, though perhaps that of the unanswered command
                return CompletableFuture.completedFuture(!(result instanceof AtResult.Lost));
            }
            return tries > 1 ? probe(tries - 1) : CompletableFuture.completedFuture(false);
        });
    }

    /** Each time another command: the late answer to the first must not be taken for that to the second. */
    private CompletableFuture<Boolean> barrier(List<AtCommand<?>> barriers, int index) {
        return dispatch(barriers.get(index)).thenCompose(result -> {
            boolean last = index + 1 == barriers.size();
            if (result instanceof AtResult.Success || result instanceof AtResult.Lost || last) {
                return CompletableFuture.completedFuture(result instanceof AtResult.Success);
            }
            return barrier(barriers, index + 1);
        });
    }
}
