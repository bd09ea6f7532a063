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
package io.github.bc66coap.at;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

import io.github.bc66coap.at.AtResult.Awaited;

/** One command from its first byte to its result. */
final class Conversation<R> {
    /** More information responses than any command has. */
    private static final int MAX_INFORMATION = 64;

    private final AtCommand<R> command;
    private final ReplyForm form;
    private final AtEngine engine;
    private final EchoFilter echo;
    private final CompletableFuture<AtResult<R>> result = new CompletableFuture<>();
    private final List<String> information = new ArrayList<>();

    private Awaited awaited = Awaited.WRITTEN;
    private boolean prompted;
    private boolean ok;
    private String outcome;
    private Deadline deadline;

    Conversation(AtCommand<R> command, AtEngine engine) {
        this.command = command;
        this.form = command.replies();
        this.engine = engine;
        this.echo = new EchoFilter(command.line().text());
    }

    CompletableFuture<AtResult<R>> result() {
        return result;
    }

    void begin() {
        engine.awaitPrompt(command.data() != null);
        int bytes = command.line().bytes().length + 1;
        write(engine.writeLine(command.line()), bytes, command.data() != null ? Awaited.PROMPT : Awaited.RESULT);
    }

    /** The prompt may be read before the write has returned; the data still waits for that. */
    void onPrompt() {
        prompted = true;
        writeDataIfPrompted();
    }

    private void writeDataIfPrompted() {
        if (prompted && awaited == Awaited.PROMPT) {
            awaited = Awaited.WRITTEN;
            ok = false;
            write(engine.writeData(command.data(), echo.seen()), command.data().length, Awaited.RESULT);
        }
    }

    /**
     * A stuck line must end the command, too, so a deadline runs while the bytes are on their way; it starts anew when
     * the last one has left.
     */
    private void write(CompletableFuture<Void> written, int bytes, Awaited next) {
        Duration onTheLine = engine.transmitTime(bytes);
        arm(onTheLine.multipliedBy(2).plus(engine.timing().command()));
        written.whenComplete((none, failure) -> {
            if (result.isDone()) {
                return;
            }
            if (failure != null) {
                engine.writeFailed(failure);
            } else if (awaited == Awaited.WRITTEN) {
                awaited = next;
                // what the operating system has taken may still be in its buffer
                arm(onTheLine.plus(engine.timing().command()));
                writeDataIfPrompted();
                proceed();
            }
        });
    }

    /** Whether {@code line} belongs to this command; it may arrive before the write has returned. */
    boolean accept(String line) {
        if (echo.isEcho(line)) {
            return true;
        }
        FinalResult code = FinalResult.of(line);
        if (code == FinalResult.ERROR) {
            return refuse(line);
        }
        if (code == FinalResult.OK) {
            if (!ok && information.size() >= form.required()) {
                ok = true;
                proceed();
            }
            return true;
        }
        if (form.acceptsOutcome(line)) {
            outcome = line;
            proceed();
            return true;
        }
        if (form.acceptsInformation(line) && information.size() < MAX_INFORMATION) {
            information.add(line);
            return true;
        }
        return false;
    }

    void credit(Duration time) {
        if (deadline != null) {
            deadline.credit(time);
        }
    }

    void hurry() {
        if (awaited == Awaited.OUTCOME) {
            arm(engine.timing().command());
        }
    }

    void lost(String reason) {
        finish(new AtResult.Lost<>(reason));
    }

    /** After {@code OK} the command is accepted, and an error can only belong to something else. */
    private boolean refuse(String line) {
        if (!ok) {
            finish(new AtResult.Refused<>(line.strip()));
        }
        return true;
    }

    private void proceed() {
        if (awaited == Awaited.WRITTEN || awaited == Awaited.PROMPT || !ok) {
            return;
        }
        if (form.isTwoPhase() && outcome == null) {
            if (awaited != Awaited.OUTCOME) {
                awaited = Awaited.OUTCOME;
                arm(engine.timing().of(command.patience()));
            }
            return;
        }
        finish(decode());
    }

    private AtResult<R> decode() {
        try {
            return new AtResult.Success<>(command.decode(new AtReply(information, outcome)));
        } catch (AtFormatException e) {
            return new AtResult.NoAnswer<>(awaited);
        }
    }

    private void arm(Duration patience) {
        if (deadline != null) {
            deadline.cancel();
        }
        deadline = engine.deadline(patience, () -> finish(new AtResult.NoAnswer<>(awaited)));
    }

    private void finish(AtResult<R> ending) {
        if (!result.isDone()) {
            deadline.cancel();
            engine.finished(this);
            result.complete(ending);
        }
    }
}
