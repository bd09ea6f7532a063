// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.camel;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import javax.management.openmbean.TabularData;

import org.apache.camel.api.management.ManagedAttribute;
import org.apache.camel.api.management.ManagedOperation;
import org.apache.camel.api.management.ManagedResource;

import io.github.bc66coap.modem.Modem;
import io.github.bc66coap.modem.api.CommandOutcome;
import io.github.bc66coap.modem.api.Reading;

/** A modem in JMX, with types that every console for JMX shows. Nothing that is read waits for the module or its line. */
@ManagedResource(description = "Managed BC66 modem")
public final class ManagedModem {
    /** So long an operation waits for what comes of it. */
    private static final int PATIENCE_SECONDS = 5;

    private final Modem modem;

    ManagedModem(Modem modem) {
        this.modem = modem;
    }

    @ManagedAttribute(description = "The module's line")
    public String getDevice() {
        return modem.settings().device();
    }

    @ManagedAttribute(description = "Where the module is in its life")
    public String getState() {
        return modem.state().phase().toString();
    }

    @ManagedAttribute(description = "Why the module isn't ready; empty when it is")
    public String getReason() {
        return modem.state().reason();
    }

    @ManagedAttribute(description = "How many attempts to get the module ready have failed since it was ready")
    public int getFailedAttempts() {
        return modem.state().failedAttempts();
    }

    @ManagedAttribute(
            description = "Milliseconds from the last failed attempt to the next one; 0 when none is waited for")
    public long getRetryDelayMillis() {
        return modem.state().retryDelay().toMillis();
    }

    @ManagedAttribute(description = "The local port of the module's CoAP context")
    public int getLocalPort() {
        return modem.localPort();
    }

    @ManagedAttribute(description = "Milliseconds that it has been in this phase")
    public long getInPhaseMillis() {
        return modem.snapshot().inPhase().toMillis();
    }

    @ManagedAttribute(description = "Milliseconds that it has not been ready; 0 when it is")
    public long getUnreadyMillis() {
        return modem.snapshot().unready().map(Duration::toMillis).orElse(0L);
    }

    @ManagedAttribute(
            description =
                    "Why it was lost, or an attempt to get it ready failed, for the last time; stays when it is ready again")
    public String getLastError() {
        return modem.snapshot().lastError().map(Reading::value).orElse("");
    }

    @ManagedAttribute(description = "Milliseconds until the next attempt; -1 when none is waited for")
    public long getNextAttemptMillis() {
        return modem.snapshot().nextAttempt().map(Duration::toMillis).orElse(-1L);
    }

    @ManagedAttribute(
            description =
                    "Whether the network had it when that was asked last: true, false; empty when it wasn't asked")
    public String getAttached() {
        return modem.snapshot()
                .attached()
                .map(attached -> attached.value().toString())
                .orElse("");
    }

    @ManagedAttribute(
            description = "How strong it received its cell when that was asked last, in dBm; 0 when it isn't known")
    public int getSignalDbm() {
        return modem.snapshot()
                .signal()
                .map(signal -> signal.value().dBm().orElse(0))
                .orElse(0);
    }

    @ManagedAttribute(description = "The last 50 states with their beginnings, the oldest first")
    public TabularData getHistory() {
        return ModemTable.HISTORY.tabular(modem);
    }

    @ManagedAttribute(description = "How many sends wait for their turn or for the module")
    public int getQueueLength() {
        return modem.traffic().waiting();
    }

    @ManagedAttribute(description = "How many sends may wait")
    public int getQueueCapacity() {
        return modem.settings().queueSize();
    }

    @ManagedAttribute(description = "Milliseconds that the first of the waiting sends has waited; 0 when none does")
    public long getLongestWaitMillis() {
        return modem.traffic().longestWait().toMillis();
    }

    @ManagedAttribute(description = "What has been sent and isn't over, at most one message for each peer")
    public TabularData getOutstanding() {
        return ModemTable.OUTSTANDING.tabular(modem);
    }

    @ManagedAttribute(description = "Who observes resources of this module")
    public TabularData getObservers() {
        return ModemTable.OBSERVERS.tabular(modem);
    }

    @ManagedAttribute(description = "What is observed at servers")
    public TabularData getObservations() {
        return ModemTable.OBSERVATIONS.tabular(modem);
    }

    @ManagedAttribute(
            description =
                    "Outcomes that the module's firmware doesn't print, though it should, so that they aren't waited for")
    public String[] getUnprintedOutcomes() {
        return modem.firmware().unprintedOutcomes().toArray(String[]::new);
    }

    @ManagedAttribute(
            description = "Outcomes that the firmware has printed too late, so that they are waited for longer")
    public String[] getLateOutcomes() {
        return modem.firmware().lateOutcomes().toArray(String[]::new);
    }

    @ManagedAttribute(
            description =
                    "Types of messages that the firmware doesn't take while a CON is in flight, so that they wait")
    public String[] getRefusedBesideCon() {
        return modem.firmware().refusedBesideCon().stream().map(Enum::name).toArray(String[]::new);
    }

    @ManagedAttribute(
            description =
                    "Whether the firmware puts the options of earlier messages into empty ones, so that its context is"
                            + " made anew before them")
    public boolean isOptionsInEmptyMessages() {
        return modem.firmware().optionsInEmptyMessages();
    }

    @ManagedAttribute(
            description =
                    "Whether the firmware says of its settings what can't be read, so that it isn't asked for them")
    public boolean isSettingsNotTold() {
        return modem.firmware().settingsNotTold();
    }

    /** By the counters' names, so that a console without these classes can read them. */
    @ManagedAttribute(description = "What was counted since the session's start, or since the counters were cleared")
    public Map<String, Long> getCounters() {
        Map<String, Long> byName = new LinkedHashMap<>();
        modem.counters().forEach((counter, value) -> byName.put(counter.name(), value));
        return byName;
    }

    @ManagedAttribute(
            description =
                    "How commands, sends and replies ended, by outcome and cause, since the session's start or since the"
                            + " counters were cleared")
    public TabularData getEndings() {
        return ModemTable.ENDINGS.tabular(modem);
    }

    @ManagedAttribute(
            description =
                    "Percentiles of how long commands, exchanges and replies took, in milliseconds, since the session's"
                            + " start or since the counters were cleared; none is too small, nor more than an eighth too large")
    public TabularData getLatencies() {
        return ModemTable.LATENCIES.tabular(modem);
    }

    @ManagedAttribute(description = "Whether AT lines are kept")
    public boolean isAtTrace() {
        return modem.trace().isOn();
    }

    @ManagedAttribute(
            description = "The last 200 AT lines, the oldest first, without secrets and without the bytes of messages")
    public TabularData getAtLines() {
        return ModemTable.AT_LINES.tabular(modem);
    }

    @ManagedOperation(
            description =
                    "The last 200 AT lines, the oldest first, without secrets, but with the bytes of messages and the"
                            + " answers to commands of routes")
    public TabularData wholeAtLines() {
        return ModemTable.WHOLE_AT_LINES.tabular(modem);
    }

    @ManagedOperation(
            description = "Makes the CoAP context anew, as operation=RESET does; says within 5 seconds what came of it")
    public String reset() {
        return told(modem.reset());
    }

    @ManagedOperation(
            description = "Closes the line and opens it again; what is under way ends as it does when the line is lost")
    public String reopen() {
        return told(modem.reopen());
    }

    @ManagedOperation(
            description = "Lets counters, endings and latencies begin from nothing; metrics go on as they were")
    public void clearCounters() {
        modem.clearCounters();
    }

    @ManagedOperation(description = "Keeps AT lines from now on, as it does at first")
    public void atTraceOn() {
        modem.trace().keep(true);
    }

    @ManagedOperation(description = "Keeps no more AT lines; those that are kept can still be read")
    public void atTraceOff() {
        modem.trace().keep(false);
    }

    private String told(CompletableFuture<CommandOutcome<Void>> future) {
        try {
            CommandOutcome<Void> outcome = future.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
            if (outcome instanceof CommandOutcome.Unavailable<Void> unavailable) {
                return "not done: " + unavailable.reason();
            }
            return outcome instanceof CommandOutcome.Unknown<Void> unknown ? "not known: " + unknown.reason() : "done";
        } catch (TimeoutException e) {
            return "under way: it is " + modem.state();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "under way: it is " + modem.state();
        } catch (ExecutionException e) {
            return "failed: " + e.getCause().getMessage();
        }
    }
}
