// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.at;

import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

import io.github.bc66coap.transport.UnusableLineException;

/**
 * Talks AT over one open line: one command at a time, each with its own replies and deadlines, and notifications at any point. Every
 * method must be called in the event loop, and every future completes there.
 */
public final class AtEngine {
    private static final Logger LOG = LoggerFactory.getLogger(AtEngine.class);
    /** Replies that hold the password of an access point. */
    private static final List<String> TELL_PASSWORD = List.of("+QCGDEFCONT:", "+CGAUTH:", "+QICSGP:");

    private final EventLoop loop;
    private final Wire wire;
    private final AtDecoder decoder;
    private final AtTiming timing;
    private final AtListener listener;
    private final String name;
    private final SecretEcho secretEcho;
    private final OutcomeHabits habits;
    private final AtTrace trace;
    private final BootLines bootLines;

    /** Prefixes of outcomes that may still come although nobody waits for them, and whether {@code OK} announced them. */
    private final Map<String, Boolean> owedOutcomes = new HashMap<>();

    private Conversation<?> active;

    private EventLoop.Timer idleTimer = () -> {};
    private ReceivedBytes reception = ReceivedBytes.NOTHING;
    private boolean ended;

    /**
     * @param name of the line, for logs
     * @param secretEcho shared by all lines to the same module
     * @param habits shared by all lines to the same module
     * @param trace of all lines to the same module
     */
    public AtEngine(
            String name,
            EventLoop loop,
            Wire wire,
            UrcRule rule,
            AtTiming timing,
            AtListener listener,
            SecretEcho secretEcho,
            OutcomeHabits habits,
            AtTrace trace) {
        this.name = name;
        this.secretEcho = secretEcho;
        this.habits = habits;
        this.trace = trace;
        this.bootLines = new BootLines(loop);
        this.loop = loop;
        this.wire = wire;
        this.decoder = new AtDecoder(rule);
        this.timing = timing;
        this.listener = listener;
    }

    /** Starts to read the line. */
    public void start() {
        wire.start(new Wire.Sink() {
            @Override
            public void onBytes(byte[] chunk) {
                received(chunk);
            }

            @Override
            public void onEnd(String reason) {
                lost(reason);
            }
        });
    }

    /** Counts what has come over the line so far. */
    public ReceivedBytes reception() {
        return reception;
    }

    /** Whether the line is closed or lost. */
    public boolean isEnded() {
        return ended;
    }

    /** Whether a command is under way. */
    public boolean isBusy() {
        return active != null;
    }

    /**
     * Sends a command.
     *
     * @return always completes, in the loop, never exceptionally
     * @throws IllegalStateException when a command is under way: commands are not pipelined
     */
    public <R> CompletableFuture<AtResult<R>> send(AtCommand<R> command) {
        if (active != null) {
            throw new IllegalStateException("a command is under way");
        }
        if (ended) {
            return CompletableFuture.completedFuture(new AtResult.Lost<>("the line is closed"));
        }
        Conversation<R> conversation = new Conversation<>(command, this);
        LOG.trace("{} > {}", name, conversation.line());
        trace.sent(conversation.line());
        active = conversation;
        watchForSecret(conversation.line(), conversation.result());
        conversation.begin();
        return conversation.result();
    }

    private void watchForSecret(CommandLine line, CompletableFuture<? extends AtResult<?>> result) {
        if (line.isSecret()) {
            secretEcho.sent();
        } else if (secretEcho.mayCome()) {
            // by the time this completes, the next command may have been sent, with a secret
            int earlier = secretEcho.count();
            result.thenAccept(ending -> {
                if (ending instanceof AtResult.Success) {
                    secretEcho.settle(earlier);
                }
            });
        }
    }

    /**
     * The effect of the command under way has been seen elsewhere, so its outcome must follow soon: the ordinary deadline applies from
     * now on.
     */
    public void shortenDeadline() {
        if (active != null) {
            active.shortenDeadline();
        }
    }

    /**
     * The purpose of the command under way has been fulfilled, so its outcome has come by now or never will. Once the module has
     * accepted the command, it ends without an outcome.
     */
    public void effectSeen() {
        if (active != null) {
            active.effectSeen();
        }
    }

    /**
     * Writes as many bytes as a module in data mode may still expect: it leaves that mode in no other way. They are carriage returns,
     * which are empty command lines to a module in command mode.
     *
     * @param news whether to log at INFO rather than DEBUG
     * @return completes when they are written, or when that takes too long; never exceptionally
     */
    public CompletableFuture<Void> fill(int count, boolean news) {
        if (ended) {
            return CompletableFuture.completedFuture(null);
        }
        LOG.atLevel(news ? Level.INFO : Level.DEBUG)
                .log("{}: {} carriage returns end the data mode that the module may be in", name, count);
        trace.sentFilling(count);
        byte[] bytes = new byte[count];
        Arrays.fill(bytes, (byte) '\r');
        CompletableFuture<Void> filled = new CompletableFuture<>();
        EventLoop.Timer limit = loop.schedule(
                wire.transmitTime(count).multipliedBy(2).plus(timing.command()), () -> filled.complete(null));
        wire.write(bytes).whenComplete((none, failure) -> {
            limit.cancel();
            if (failure != null) {
                writeFailed(failure);
            }
            filled.complete(null);
        });
        return filled;
    }

    /** Commands that were not accepted by now were refused or lost, so they have no outcome. */
    public void forgetUnconfirmedOutcomes() {
        owedOutcomes.values().removeIf(confirmed -> !confirmed);
    }

    /** No earlier command's outcome can come any more. */
    public void forgetOutcomes() {
        owedOutcomes.clear();
    }

    /** Closes the line. The command under way ends with {@link AtResult.Lost}; the listener is not told. */
    public void close(String reason) {
        if (!ended) {
            try {
                end();
            } finally {
                abandon(reason);
            }
        }
    }

    private void lost(String reason) {
        if (!ended) {
            try {
                end();
            } finally {
                listener.onLost(reason);
                abandon(reason);
            }
        }
    }

    private void end() {
        ended = true;
        idleTimer.cancel();
        wire.close();
    }

    private void abandon(String reason) {
        if (active != null) {
            active.lost(reason);
        }
    }

    /** Tells the listener first, so that nobody acts on the command's end as if the module had not restarted. */
    private void restarted() {
        Conversation<?> interrupted = active;
        if (interrupted != null) {
            finished(interrupted);
        }
        forgetOutcomes();
        listener.onRestart();
        if (interrupted != null) {
            interrupted.lost("the module restarted");
        }
    }

    private void received(byte[] chunk) {
        if (ended) {
            return;
        }
        reception = reception.and(chunk);
        if (active != null) {
            active.credit(wire.transmitTime(chunk.length));
        }
        handle(decoder.feed(chunk, chunk.length));
    }

    private void handle(List<AtEvent> events) {
        // bytes that arrived before a command left can't answer it: a listener may send one from here on
        Conversation<?> addressee = active;
        for (AtEvent event : events) {
            if (ended) {
                return;
            }
            try {
                handle(event, addressee);
            } catch (RuntimeException e) {
                // the other events must not be lost
                LOG.error("{}: a listener failed", name, e);
            }
        }
        watchForSilence();
    }

    private void handle(AtEvent event, Conversation<?> addressee) {
        boolean addressed = active != null && active == addressee;
        if (event instanceof AtEvent.Notification notification) {
            LOG.trace("{} < notification of {} bytes", name, notification.bytes().length);
            trace(notification);
            listener.onNotification(notification.bytes(), notification.truncated());
        } else if (event instanceof AtEvent.Prompt) {
            LOG.trace("{} < >", name);
            trace.received(">");
            if (addressed) {
                active.onPrompt();
            }
        } else if (event instanceof AtEvent.Line line) {
            lineReceived(line.text(), addressed);
        } else {
            LOG.debug("{}: a line of more than {} bytes was thrown away", name, AtDecoder.CAPACITY);
            trace.receivedOverlong(AtDecoder.CAPACITY);
        }
    }

    /** If the line lost bytes, a notification may have swallowed what followed it. */
    private void trace(AtEvent.Notification notification) {
        if (secretEcho.mayCome()) {
            trace.receivedSecret(notification.bytes().length);
        } else {
            trace.receivedNotification(notification.bytes());
        }
    }

    private void lineReceived(String line, boolean addressed) {
        if (addressed && active.isEcho(line)) {
            // not shown: it repeats secret arguments
            LOG.trace("{} < echo", name);
            trace.receivedEcho();
            return;
        }
        if (secretEcho.mayCome() && FinalResult.of(line) == null) {
            LOG.trace("{} < {} characters, not shown: they may be a damaged echo of a secret", name, line.length());
            trace.receivedSecret(line.length());
        } else if (tellsPassword(line)) {
            LOG.trace("{} < {} characters, not shown: there may be a password in them", name, line.length());
            trace.receivedPassword(line.length());
        } else {
            LOG.trace("{} < {}", name, line);
            trace(line, addressed);
        }
        habits.onLine(line);
        if (!BootLines.isLast(line) && addressed && active.accept(line)) {
            return;
        }
        if (bootLines.begins(line)) {
            restarted();
        } else {
            settleBy(line);
            listener.onLine(line);
        }
    }

    private static boolean tellsPassword(String line) {
        for (String prefix : TELL_PASSWORD) {
            if (line.regionMatches(true, 0, prefix, 0, prefix.length())) {
                return true;
            }
        }
        return false;
    }

    private void trace(String line, boolean addressed) {
        if (addressed && active.isOwnAnswer(line)) {
            trace.received(line);
        } else {
            trace.receivedUnasked(line);
        }
    }

    /**
     * Looks for boot lines in what a command that accepts any text has taken, after it missed its result code. If there are some, ends
     * the command and tells the listener.
     *
     * @return whether the module has restarted
     */
    boolean restartedIn(List<String> lines) {
        boolean restarted = false;
        for (String line : lines) {
            restarted |= bootLines.begins(line);
        }
        if (restarted) {
            restarted();
        }
        return restarted;
    }

    /** A line that belongs to no command under way may settle an earlier one. */
    private void settleBy(String line) {
        owedOutcomes.keySet().removeIf(prefix -> {
            boolean settled = line.startsWith(prefix);
            if (settled) {
                habits.cameLate(prefix);
            }
            return settled;
        });
        if (FinalResult.of(line) == FinalResult.OK) {
            owedOutcomes.replaceAll((prefix, confirmed) -> true);
        }
    }

    private void watchForSilence() {
        idleTimer.cancel();
        if (decoder.isUndecided() && !ended) {
            idleTimer = loop.schedule(timing.idleGap(), this::silent);
        }
    }

    /** A late timer fires before the bytes that have arrived by then are delivered, so this waits for them. */
    private void silent() {
        EventLoop.Timer fired = idleTimer;
        loop.execute(() -> {
            if (!ended && fired == idleTimer && decoder.isUndecided()) {
                handle(decoder.idle());
            }
        });
    }

    // for conversations

    CompletableFuture<Void> write(byte[] bytes) {
        return wire.write(bytes);
    }

    CompletableFuture<Void> writeData(byte[] data) {
        trace.sentData(data);
        return wire.write(data);
    }

    void expectEcho(byte[] data) {
        decoder.expectEcho(data);
    }

    void awaitPrompt(boolean awaited) {
        decoder.awaitPrompt(awaited);
    }

    Deadline deadline(Duration patience, Runnable expired) {
        return new Deadline(loop, patience, expired);
    }

    Duration transmitTime(int bytes) {
        return wire.transmitTime(bytes);
    }

    AtTiming timing() {
        return timing;
    }

    OutcomeHabits habits() {
        return habits;
    }

    void writeFailed(Throwable cause) {
        lost(cause instanceof UnusableLineException ? cause.getMessage() : "writing failed: " + cause.getMessage());
    }

    void answered() {
        wire.answered();
    }

    /** An outcome of this command may come although nobody waits for it. */
    void owe(Conversation<?> unanswered) {
        owedOutcomes.put(unanswered.outcomePrefix(), unanswered.isConfirmed());
    }

    /**
     * An outcome came, which settles an earlier command.
     *
     * @return whether there was one to settle
     */
    boolean settle(String outcomePrefix) {
        return owedOutcomes.remove(outcomePrefix) != null;
    }

    void finished(Conversation<?> conversation) {
        if (active == conversation) {
            active = null;
            decoder.awaitPrompt(false);
            decoder.expectNoEcho();
        }
    }
}
