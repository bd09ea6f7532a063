// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.modem;

import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

import io.github.bc66coap.at.AtCommand;
import io.github.bc66coap.at.AtResult;
import io.github.bc66coap.at.AtResult.Awaited;
import io.github.bc66coap.at.OutcomeHabits;
import io.github.bc66coap.coap.CoapOption;
import io.github.bc66coap.coap.CoapOptions;
import io.github.bc66coap.coap.MessageId;
import io.github.bc66coap.coap.MessageType;
import io.github.bc66coap.coap.OptionDefinition;
import io.github.bc66coap.coap.Peer;
import io.github.bc66coap.modem.api.CommandOutcome;
import io.github.bc66coap.modem.api.SendOutcome;
import io.github.bc66coap.modem.link.AtLink;
import io.github.bc66coap.qcoap.ConStatus;
import io.github.bc66coap.qcoap.QcoapDataStatus;
import io.github.bc66coap.qcoap.QcoapHead;
import io.github.bc66coap.qcoap.QcoapOption;
import io.github.bc66coap.qcoap.QcoapSend;

/**
 * Sends the commands of one message: status, head, options, send. Remembers what earlier messages left behind in the module; the note does
 * not say how long that lasts.
 */
final class MessageSender {
    private static final String DEFAULT_MAX_AGE = "60";

    /** What becomes of the module's context while a message has the line. */
    interface Context {
        /** Whether the module has restarted unheard and lost its context. If so, the life cycle knows. */
        CompletableFuture<Boolean> explainsRefusal();

        /** Makes a new context with nothing left behind, if nothing is lost by that; whether it has done so. */
        CompletableFuture<Boolean> makeAnew();

        void leaves(OutgoingMessage message);

        /** Before this message, the module was asked about its last CON. */
        void onStatus(OutgoingMessage con, ConStatus status);
    }

    /** Whether the module must be asked about its last CON before the next CON or NON leaves (note, section 2.3.7). */
    private enum Question {
        /** There was none, or it has been asked. */
        NONE,
        /** The sooner the better. */
        DUE,
        /** No sooner: it was asked ahead in vain, or has refused a CON since. */
        DUE_BEFORE_NEXT
    }

    private final boolean encrypted;
    private final DtlsSessions sessions;
    private final OutcomeHabits habits;
    private final EmptyMessages emptyMessages;
    private final Context context;

    private Question question = Question.NONE;
    /** Asked ahead in vain, without a final answer since: firmware that never gives one would be asked twice each time. */
    private boolean aheadInVain;

    private boolean optionsMayLinger;
    private OutgoingMessage lastConfirmable;
    private int generation;
    /** The message whose {@code AT+QCOAPSEND} is under way, or {@code null}. */
    private OutgoingMessage underWay;

    private AtLink lineInUse;
    /** The message whose commands have the line, or {@code null}. */
    private OutgoingMessage inHand;

    /** @param encrypted whether the first message to a peer begins with a DTLS handshake */
    MessageSender(
            boolean encrypted,
            DtlsSessions sessions,
            OutcomeHabits habits,
            EmptyMessages emptyMessages,
            Context context) {
        this.encrypted = encrypted;
        this.sessions = sessions;
        this.habits = habits;
        this.emptyMessages = emptyMessages;
        this.context = context;
    }

    /** The module has restarted: it may run other firmware now. */
    void restarted() {
        emptyMessages.forget();
        reset();
    }

    /** The module's context is new, or gone: nothing is left behind. */
    void reset() {
        question = Question.NONE;
        aheadInVain = false;
        optionsMayLinger = false;
        lastConfirmable = null;
        sessions.reset();
        generation++;
    }

    /** What only answers this message has come, so it has been sent, whatever the module still says. */
    void gotThrough(Peer peer, MessageId messageId) {
        if (underWay != null
                && underWay.peer().equals(peer)
                && underWay.messageId().equals(messageId)) {
            lineInUse.effectSeen();
        }
    }

    /** The message whose commands have the line, or {@code null}. */
    OutgoingMessage inHand() {
        return inHand;
    }

    /** The CON that {@code AT+QCOAPDATASTATUS?} reports on, or {@code null}. */
    OutgoingMessage lastConfirmable() {
        return lastConfirmable;
    }

    /** The last CON may have an outcome since the module was asked, and the next CON ends the chance to ask. */
    void askAgain() {
        question = lastConfirmable == null ? Question.NONE : Question.DUE;
    }

    /** Whether asking ahead of the next message is due and likely to help. */
    boolean mayAskAhead() {
        return question == Question.DUE && !aheadInVain;
    }

    /** Asks about the last CON ahead of the next message, while nothing is in flight. A final answer spares that message the question. */
    CompletableFuture<Void> askAhead(AtLink line) {
        question = Question.DUE_BEFORE_NEXT;
        return line.barrier(new QcoapDataStatus()).thenAccept(result -> {
            aheadInVain = !isFinal(result) && !(result instanceof AtResult.Lost);
            if (isFinal(result)) {
                question = Question.NONE;
            }
        });
    }

    /** Asks about the last CON. */
    CompletableFuture<AtResult<ConStatus>> askStatus(AtLink line) {
        int current = generation;
        return line.barrier(new QcoapDataStatus()).thenApply(result -> {
            aheadInVain &= !isFinal(result);
            boolean asked = !(result instanceof AtResult.NoAnswer || result instanceof AtResult.Lost);
            if (asked && current == generation) {
                question = Question.NONE;
            }
            return result;
        });
    }

    private static boolean isFinal(AtResult<ConStatus> result) {
        return result instanceof AtResult.Success<ConStatus> told
                && told.value().isFinal();
    }

    /**
     * Sends a message.
     *
     * @param begins whether the message is still wanted; asked when {@code AT+QCOAPSEND} is about to leave, the point of no return
     */
    CompletableFuture<SendResult> run(AtLink line, OutgoingMessage message, BooleanSupplier begins) {
        if (!mayCarryOptions(message)) {
            return steps(line, message, begins);
        }
        return emptyMessages.carriesOptions(message)
                ? runInNewContext(line, message, begins)
                : runCarryingOptions(line, message, begins);
    }

    private CompletableFuture<SendResult> steps(AtLink line, OutgoingMessage message, BooleanSupplier begins) {
        int current = generation;
        inHand = message;
        return status(
                        line,
                        message,
                        () -> head(
                                line,
                                message,
                                () -> options(line, message, () -> send(line, message, begins, current))))
                .whenComplete((result, failure) -> {
                    inHand = inHand == message ? null : inHand;
                    if (current == generation) {
                        noteHandshake(message.peer(), result);
                    }
                })
                .thenCompose(result -> explained(result, current));
    }

    private void noteHandshake(Peer peer, SendResult result) {
        if (result != null && result.outcome() instanceof SendOutcome.HandshakeFailed failed) {
            sessions.handshakeFailed(peer, failed.reported());
        }
    }

    /** No harmless option exists for an empty message. */
    private boolean mayCarryOptions(OutgoingMessage message) {
        return message.code().isEmpty() && optionsMayLinger;
    }

    private CompletableFuture<SendResult> runInNewContext(
            AtLink line, OutgoingMessage message, BooleanSupplier begins) {
        int before = generation;
        return context.makeAnew()
                .thenCompose(anew -> anew || before == generation
                        ? steps(line, message, begins)
                        : CompletableFuture.completedFuture(
                                SendResult.notBegun("the module was lost while its context was renewed")));
    }

    private CompletableFuture<SendResult> runCarryingOptions(
            AtLink line, OutgoingMessage message, BooleanSupplier begins) {
        return steps(line, message, begins).thenApply(result -> {
            if (result.isSent()) {
                emptyMessages.sent(message);
            }
            return result;
        });
    }

    /** A module that refuses a message may have lost its context by an unheard restart, or be in a handshake. */
    private CompletableFuture<SendResult> explained(SendResult result, int then) {
        if (!result.isRefused()) {
            return CompletableFuture.completedFuture(result);
        }
        if (then != generation) {
            // the module has reported the loss by itself
            return CompletableFuture.completedFuture(result.onceMore());
        }
        return context.explainsRefusal()
                .thenApply(lost -> lost || sessions.explainsRefusal() ? result.onceMore() : result);
    }

    /** The note wants it. An error is no reason not to send. */
    private CompletableFuture<SendResult> status(
            AtLink line, OutgoingMessage message, Supplier<CompletableFuture<SendResult>> next) {
        if (question == Question.NONE || !message.needsStatus()) {
            return next.get();
        }
        OutgoingMessage last = lastConfirmable;
        int current = generation;
        return askStatus(line).thenCompose(result -> {
            if (result instanceof AtResult.Success<ConStatus> success && last != null && current == generation) {
                context.onStatus(last, success.value());
            }
            return result instanceof AtResult.Refused || result instanceof AtResult.Unreadable
                    ? next.get()
                    : thenSend(new QcoapDataStatus(), result, next);
        });
    }

    private CompletableFuture<SendResult> head(
            AtLink line, OutgoingMessage message, Supplier<CompletableFuture<SendResult>> next) {
        return prepare(line, new QcoapHead(message.messageId(), message.token()), next);
    }

    private CompletableFuture<SendResult> options(
            AtLink line, OutgoingMessage message, Supplier<CompletableFuture<SendResult>> next) {
        CoapOptions options = message.options();
        if (options.isEmpty() && optionsMayLinger && !message.code().isEmpty()) {
            options = CoapOptions.of(harmless(message));
        }
        if (options.isEmpty()) {
            return next.get();
        }
        // even a refused one may have taken effect
        optionsMayLinger = true;
        return prepare(line, new QcoapOption(options), next);
    }

    /** An option that repeats a default (RFC 7252 sections 5.10.1 and 5.10.5). */
    private static CoapOption harmless(OutgoingMessage message) {
        return message.code().isRequest()
                ? new CoapOption(
                        OptionDefinition.URI_PORT.number(),
                        Integer.toString(message.peer().port()))
                : new CoapOption(OptionDefinition.MAX_AGE.number(), DEFAULT_MAX_AGE);
    }

    private <R> CompletableFuture<SendResult> prepare(
            AtLink line, AtCommand<R> command, Supplier<CompletableFuture<SendResult>> next) {
        return line.command(command).thenCompose(result -> thenSend(command, result, next));
    }

    private static <R> CompletableFuture<SendResult> thenSend(
            AtCommand<R> command, AtResult<R> result, Supplier<CompletableFuture<SendResult>> next) {
        if (result instanceof AtResult.Success) {
            return next.get();
        }
        if (result instanceof AtResult.Lost<R> lost) {
            return CompletableFuture.completedFuture(SendResult.notBegun(lost.reason()));
        }
        SendResult failure = SendResult.ended(failure(command, result));
        return CompletableFuture.completedFuture(result instanceof AtResult.NoAnswer ? failure.onceMore() : failure);
    }

    private CompletableFuture<SendResult> send(
            AtLink line, OutgoingMessage message, BooleanSupplier begins, int current) {
        if (line.isRetired() || current != generation) {
            return CompletableFuture.completedFuture(
                    SendResult.notBegun("the context was given up before the message could be sent"));
        }
        QcoapSend command = command(message);
        if (!begins.getAsBoolean()) {
            return CompletableFuture.completedFuture(SendResult.ended(SendOutcome.Failed.NOT_WANTED));
        }
        OutgoingMessage lastBefore = lastConfirmable;
        if (message.type() == MessageType.CON) {
            question = Question.DUE;
            lastConfirmable = message;
        }
        sessions.begins(message.peer());
        underWay = message;
        lineInUse = line;
        CompletableFuture<AtResult<QcoapSend.Outcome>> sending = line.command(command);
        context.leaves(message);
        return sending.thenCompose(result -> {
            underWay = null;
            if (result instanceof AtResult.Refused && current == generation) {
                lastConfirmable = lastBefore;
                question = question == Question.DUE ? Question.DUE_BEFORE_NEXT : question;
            } else if (current == generation) {
                sessions.messageTaken();
            }
            return isWithoutOutcome(result) && current == generation
                    ? judge(line, message, command, result)
                    : CompletableFuture.completedFuture(ended(command, message, result, current));
        });
    }

    /** Only the first message to a peer in an encrypted context gets the time of a handshake. */
    private QcoapSend command(OutgoingMessage message) {
        QcoapSend command = QcoapSend.of(message.type(), message.code(), message.peer(), message.payload());
        return isHandshakePossible(message.peer()) ? command : command.withoutHandshake();
    }

    private boolean isHandshakePossible(Peer peer) {
        return encrypted && !sessions.has(peer);
    }

    private static boolean isWithoutOutcome(AtResult<?> result) {
        return result instanceof AtResult.NoAnswer<?> noAnswer && noAnswer.awaited() == Awaited.OUTCOME;
    }

    /**
     * The module has accepted the message and said no more in time. The first message to a peer waits for the handshake. If the firmware
     * prints no outcomes, a message that nobody acknowledges is assumed to be sent, unless the last handshake failed. For any other message
     * the module is asked.
     */
    private CompletableFuture<SendResult> judge(
            AtLink line, OutgoingMessage message, QcoapSend command, AtResult<QcoapSend.Outcome> silence) {
        int current = generation;
        if (isHandshakePossible(message.peer())) {
            boolean assumed = message.type() != MessageType.CON
                    && !habits.isPrinted(QcoapSend.OUTCOME)
                    && !sessions.isUnreachable(message.peer())
                    && sessions.hadItsTime(message.peer());
            if (assumed) {
                sessions.assumed(message.peer());
            }
            return CompletableFuture.completedFuture(
                    assumed ? SendResult.sent(message) : SendResult.ended(new SendOutcome.HandshakeFailed(false)));
        }
        return askStatus(line).thenApply(status -> {
            if (isSent(message, status)) {
                habits.withheld(QcoapSend.OUTCOME);
                return sent(message, current);
            }
            boolean failed = message.type() == MessageType.CON && is(status, ConStatus.FAILED);
            return SendResult.ended(
                    failed
                            ? new SendOutcome.Failed("+QCOAPDATASTATUS: " + ConStatus.FAILED.number())
                            : failure(command, silence));
        });
    }

    /**
     * Whether the status shows that a message was sent. It reports on CONs only. For a NON any answer means that the module has finished
     * with it, and firmware that has never printed an outcome would have printed a failure.
     */
    private boolean isSent(OutgoingMessage message, AtResult<ConStatus> result) {
        if (message.type() != MessageType.CON) {
            return result instanceof AtResult.Success && !habits.hasBeenPrinted(QcoapSend.OUTCOME);
        }
        return is(result, ConStatus.WAITING)
                || is(result, ConStatus.SUCCESS)
                || is(result, ConStatus.TIMEOUT)
                || is(result, ConStatus.RESET);
    }

    private static boolean is(AtResult<ConStatus> result, ConStatus status) {
        return result instanceof AtResult.Success<ConStatus> success && success.value() == status;
    }

    private SendResult ended(QcoapSend command, OutgoingMessage message, AtResult<QcoapSend.Outcome> result, int then) {
        if (!(result instanceof AtResult.Success<QcoapSend.Outcome> success)) {
            return SendResult.ended(failure(command, result));
        }
        QcoapSend.Outcome outcome = success.value();
        if (outcome.isSent()) {
            return sent(message, then);
        }
        return SendResult.ended(
                outcome.isHandshakeFailure()
                        ? new SendOutcome.HandshakeFailed(true)
                        : new SendOutcome.Failed("+QCOAPSEND: " + outcome.err()));
    }

    private SendResult sent(OutgoingMessage message, int then) {
        if (then == generation) {
            sessions.reached(message.peer());
        }
        return SendResult.sent(message);
    }

    private static SendOutcome failure(AtCommand<?> command, AtResult<?> result) {
        CommandOutcome<?> outcome = CommandOutcome.of(command, result);
        if (outcome instanceof CommandOutcome.Refused<?> refused) {
            return new SendOutcome.Refused(refused);
        }
        if (outcome instanceof CommandOutcome.NoAnswer<?> noAnswer) {
            return new SendOutcome.NoAnswer(noAnswer);
        }
        return new SendOutcome.Unknown(
                outcome instanceof CommandOutcome.Unreadable<?> unreadable
                        ? "the reply to " + unreadable.command() + " can't be read: " + unreadable.answer()
                        : outcome.toString());
    }
}
