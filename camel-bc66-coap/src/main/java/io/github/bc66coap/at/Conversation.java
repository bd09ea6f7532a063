// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.at;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.github.bc66coap.at.AtResult.Awaited;

/** One command from its first byte to its result. */
final class Conversation<R> {
    private static final Logger LOG = LoggerFactory.getLogger(Conversation.class);

    /** More than any command has: a list of all commands has some hundreds. */
    private static final int MAX_INFORMATION = 512;

    /** How soon an outcome follows the effect that it reports. */
    private static final Duration RIGHT_AFTER = Duration.ofMillis(50);

    private static final int SHOWN_ANSWER = 80;

    private final AtCommand<R> command;
    private final CommandLine line;
    private final ReplyForm form;
    private final byte[] data;
    private final AtEngine engine;
    private final EchoFilter echo;
    private final CompletableFuture<AtResult<R>> result = new CompletableFuture<>();
    private final List<String> information = new ArrayList<>();

    private Awaited awaited = Awaited.WRITTEN;
    private boolean prompted;
    /** Whether the last byte has been handed over, so that the module can execute the command. */
    private boolean allSent;

    private boolean okBeforePrompt;
    private boolean ok;
    /** Whether {@code OK} came without the required information. */
    private boolean bareOk;

    private String refusal;
    private String outcome;
    /** An outcome that came while an earlier command owed one: it may belong to that. */
    private String doubtful;

    private boolean deadlineShortened;
    private boolean effectSeen;

    /** {@code null} until the command waits for something. */
    private Deadline deadline;

    Conversation(AtCommand<R> command, AtEngine engine) {
        this.command = command;
        this.line = command.line();
        this.form = command.replies();
        this.data = command.data();
        this.engine = engine;
        this.echo = new EchoFilter(line);
    }

    CommandLine line() {
        return line;
    }

    CompletableFuture<AtResult<R>> result() {
        return result;
    }

    void begin() {
        engine.awaitPrompt(data != null);
        write(frame(line), data == null, engine::write);
    }

    private static byte[] frame(CommandLine line) {
        byte[] text = line.bytes();
        byte[] frame = Arrays.copyOf(text, text.length + 1);
        frame[text.length] = '\r';
        return frame;
    }

    /** The prompt may be read before the write has returned; the data still waits for that. */
    void onPrompt() {
        prompted = true;
        proceed();
    }

    private void writeData() {
        if (echo.seen()) {
            engine.expectEcho(data);
        }
        write(data, true, engine::writeData);
    }

    /**
     * A stuck line must end the command, too, so one deadline runs until the line has taken the bytes. Another one starts when the last
     * byte has left.
     */
    private void write(byte[] bytes, boolean last, Function<byte[], CompletableFuture<Void>> writer) {
        awaited = Awaited.WRITTEN;
        allSent = last;
        Duration onTheLine = engine.transmitTime(bytes.length);
        CompletableFuture<Void> written = writer.apply(bytes);
        if (!written.isDone()) {
            arm(onTheLine.plus(onTheLine).plus(engine.timing().command()));
        }
        written.whenComplete((none, failure) -> {
            if (failure != null) {
                engine.writeFailed(failure);
            } else if (!result.isDone()) {
                awaited = last ? Awaited.RESULT : Awaited.PROMPT;
                // bytes may still be in the buffer of the operating system
                arm(onTheLine.plus(patience()));
                proceed();
            }
        });
    }

    private Duration patience() {
        return switch (awaited) {
            case WRITTEN -> engine.timing().command();
            // after a missed prompt the module is in data mode, and takes commands for payload
            case PROMPT -> engine.timing().command().multipliedBy(2);
            case RESULT ->
                form.isTwoPhase() ? engine.timing().command() : engine.timing().of(command.patience());
            case OUTCOME -> outcomePatience();
        };
    }

    private Duration outcomePatience() {
        Duration ordinary = engine.timing().command();
        boolean brief = effectSeen || isOrdinary() && engine.habits().isDoubtful(form.outcomePrefix());
        if (brief) {
            return ordinary.compareTo(RIGHT_AFTER) < 0 ? ordinary : RIGHT_AFTER;
        }
        if (deadlineShortened) {
            return ordinary;
        }
        return engine.habits().isSlow(form.outcomePrefix())
                ? engine.timing().of(AtCommand.Patience.SEND)
                : engine.timing().of(command.patience());
    }

    /** Whether its outcome doesn't depend on the network. */
    private boolean isOrdinary() {
        return command.patience() == AtCommand.Patience.COMMAND;
    }

    /** Whether this module is known to print nothing after {@code OK}. */
    private boolean endsWithOk() {
        return isOrdinary() && doubtful == null && !engine.habits().isPrinted(form.outcomePrefix());
    }

    /** Whether {@code line} repeats the command. */
    boolean isEcho(String line) {
        return FinalResult.of(line) == null && echo.isEcho(line);
    }

    /**
     * Whether {@code line} is a result code or has the form of this command's reply, so that its content is known. Replies to commands
     * that a user wrote may say anything.
     */
    boolean isOwnAnswer(String line) {
        return FinalResult.of(line) != null
                || !(command instanceof RawCommand) && (form.acceptsOutcome(line) || form.acceptsInformation(line));
    }

    /** Takes {@code line} if it belongs to this command; it may arrive before the write has returned. */
    boolean accept(String line) {
        FinalResult code = FinalResult.of(line);
        if (code != null) {
            return code == FinalResult.OK ? confirm() : refuse(line);
        }
        if (form.acceptsOutcome(line)) {
            return conclude(line);
        }
        if (form.acceptsInformation(line) && information.size() < MAX_INFORMATION) {
            information.add(line);
            return true;
        }
        return false;
    }

    /** Before the required information, {@code OK} belongs to another command. */
    private boolean confirm() {
        if (ok || information.size() < form.required()) {
            bareOk |= !ok;
            return false;
        }
        if (allSent) {
            ok = true;
            proceed();
        } else {
            okBeforePrompt = true;
        }
        return true;
    }

    /** After {@code OK} the command is accepted, so an error belongs to something else. */
    private boolean refuse(String line) {
        if (ok) {
            return false;
        }
        refusal = line.strip();
        proceed();
        return true;
    }

    /**
     * Until the module has all data, an outcome belongs to an earlier command. While an earlier one owes its outcome, the next one may
     * be that, before or after {@code OK}: modules differ in the order. Only a second, equal one is surely this command's.
     */
    private boolean conclude(String line) {
        if (!allSent) {
            return false;
        }
        if (engine.settle(form.outcomePrefix())) {
            doubtful = line;
            return true;
        }
        outcome = line;
        proceed();
        return true;
    }

    /** Whether its outcome may still come. If the only one so far was its own, the earlier command's will hardly come. */
    private boolean owesOutcome() {
        return form.isTwoPhase() && outcome == null && doubtful == null;
    }

    /** Whether {@code OK} has announced an outcome. */
    boolean isConfirmed() {
        return ok;
    }

    String outcomePrefix() {
        return form.outcomePrefix();
    }

    private static boolean mayComeLate(AtResult<?> ending) {
        return ending instanceof AtResult.NoAnswer || ending instanceof AtResult.Success;
    }

    void credit(Duration time) {
        deadline.credit(time);
    }

    void shortenDeadline() {
        if (!deadlineShortened) {
            deadlineShortened = true;
            if (awaited == Awaited.OUTCOME) {
                arm(patience());
            }
        }
    }

    void effectSeen() {
        if (!effectSeen) {
            effectSeen = true;
            if (awaited == Awaited.OUTCOME) {
                arm(patience());
            }
        }
    }

    void lost(String reason) {
        finish(new AtResult.Lost<>(reason));
    }

    /** Takes the next step that the lines so far allow; none while bytes are leaving. */
    private void proceed() {
        if (awaited == Awaited.WRITTEN) {
            return;
        }
        if (refusal != null) {
            finish(new AtResult.Refused<>(printable(refusal)));
        } else if (awaited == Awaited.PROMPT) {
            if (prompted) {
                writeData();
            }
        } else if (ok && form.isTwoPhase() && outcome == null && !endsWithOk()) {
            awaitOutcome();
        } else if (ok) {
            finish(isInDoubt() ? new AtResult.NoAnswer<>(Awaited.OUTCOME) : decode());
        }
    }

    private boolean isInDoubt() {
        return doubtful != null && (outcome == null || !doubtful.strip().equals(outcome.strip()));
    }

    private void awaitOutcome() {
        if (awaited != Awaited.OUTCOME) {
            awaited = Awaited.OUTCOME;
            arm(patience());
        }
    }

    private AtResult<R> decode() {
        try {
            return new AtResult.Success<>(command.decode(new AtReply(information, outcome)));
        } catch (RuntimeException unreadable) {
            // whatever a decoder throws, the command ends
            LOG.debug("the reply to {} can't be read", line, unreadable);
            List<String> said = new ArrayList<>(information);
            if (outcome != null) {
                said.add(outcome);
            }
            return new AtResult.Unreadable<>(printable(String.join(", ", said)));
        }
    }

    private static String printable(String answer) {
        String printable = answer.replaceAll("[^ -~]", "?");
        return printable.length() > SHOWN_ANSWER ? printable.substring(0, SHOWN_ANSWER) + "…" : printable;
    }

    private void arm(Duration patience) {
        disarm();
        deadline = engine.deadline(patience, this::expired);
    }

    private void disarm() {
        if (deadline != null) {
            deadline.cancel();
        }
    }

    private void expired() {
        if (isKnown()) {
            finish(decode());
        } else if (isDone()) {
            engine.habits().withheld(form.outcomePrefix());
            finish(decode());
        } else if (engine.restartedIn(information)) {
            LOG.debug("the module has restarted during {}", line);
        } else if (bareOk && awaited == Awaited.RESULT) {
            finish(new AtResult.Unreadable<>("OK alone"));
        } else {
            finish(new AtResult.NoAnswer<>(awaited));
        }
    }

    /** A module that said {@code OK} before the prompt may not repeat it after the data. */
    private boolean isKnown() {
        return okBeforePrompt && outcome != null && !isInDoubt() && awaited == Awaited.RESULT;
    }

    /** Whether the module has done it without printing the outcome. */
    private boolean isDone() {
        return awaited == Awaited.OUTCOME && doubtful == null && (effectSeen || !form.outcomeSays());
    }

    private void finish(AtResult<R> ending) {
        if (!result.isDone()) {
            disarm();
            engine.finished(this);
            if (!(ending instanceof AtResult.NoAnswer || ending instanceof AtResult.Lost)) {
                engine.answered();
            }
            if (mayComeLate(ending) && owesOutcome()) {
                engine.owe(this);
            }
            result.complete(ending);
        }
    }
}
