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

/** A modem in JMX, with types that every JMX console shows. No attribute waits for the module or its line. */
@ManagedResource(description = "Managed BC66 modem")
public final class ManagedModem {
    /** How long an operation waits for its result. */
    private static final int LIMIT_SECONDS = 5;

    private final Modem modem;

    ManagedModem(Modem modem) {
        this.modem = modem;
    }

    @ManagedAttribute(description = "The module's line")
    public String getDevice() {
        return modem.settings().device();
    }

    @ManagedAttribute(description = "State of the session with the module")
    public String getState() {
        return modem.state().phase().toString();
    }

    @ManagedAttribute(description = "Why the module is not ready; empty if it is")
    public String getReason() {
        return modem.state().reason();
    }

    @ManagedAttribute(description = "Failed attempts to get the module ready since it was last ready")
    public int getFailedAttempts() {
        return modem.state().failedAttempts();
    }

    @ManagedAttribute(description = "Milliseconds from the last failed attempt to the next one; 0 if none is due")
    public long getRetryDelayMillis() {
        return modem.state().retryDelay().toMillis();
    }

    @ManagedAttribute(description = "Local port of the module's CoAP context")
    public int getLocalPort() {
        return modem.localPort();
    }

    @ManagedAttribute(description = "Milliseconds since this state began")
    public long getInPhaseMillis() {
        return modem.snapshot().inPhase().toMillis();
    }

    @ManagedAttribute(description = "Milliseconds that the module has not been ready; 0 if it is")
    public long getUnreadyMillis() {
        return modem.snapshot().unready().map(Duration::toMillis).orElse(0L);
    }

    @ManagedAttribute(
            description =
                    "The last reason why the module was lost or an attempt to get it ready failed; kept once it is ready again")
    public String getLastError() {
        return modem.snapshot().lastError().map(Reading::value).orElse("");
    }

    @ManagedAttribute(description = "Milliseconds until the next attempt; -1 if none is due")
    public long getNextAttemptMillis() {
        return modem.snapshot().nextAttempt().map(Duration::toMillis).orElse(-1L);
    }

    @ManagedAttribute(
            description = "Whether the module was attached when last asked: true or false; empty if it was never asked")
    public String getAttached() {
        return modem.snapshot()
                .attached()
                .map(attached -> attached.value().toString())
                .orElse("");
    }

    @ManagedAttribute(description = "Signal strength when last asked, in dBm; 0 if unknown")
    public int getSignalDbm() {
        return modem.snapshot()
                .signal()
                .map(signal -> signal.value().dBm().orElse(0))
                .orElse(0);
    }

    @ManagedAttribute(description = "The last 50 states and when they began, oldest first")
    public TabularData getHistory() {
        return ModemTable.HISTORY.tabular(modem);
    }

    @ManagedAttribute(description = "Sends that wait for their turn or for the module")
    public int getQueueLength() {
        return modem.traffic().waiting();
    }

    @ManagedAttribute(description = "How many sends may wait at most")
    public int getQueueCapacity() {
        return modem.settings().queueSize();
    }

    @ManagedAttribute(description = "Milliseconds that the first waiting send has waited; 0 if none waits")
    public long getLongestWaitMillis() {
        return modem.traffic().longestWait().toMillis();
    }

    @ManagedAttribute(description = "Outstanding messages, at most one for each peer")
    public TabularData getOutstanding() {
        return ModemTable.OUTSTANDING.tabular(modem);
    }

    @ManagedAttribute(description = "Peers that observe resources of this module")
    public TabularData getObservers() {
        return ModemTable.OBSERVERS.tabular(modem);
    }

    @ManagedAttribute(description = "Resources of servers that this module observes")
    public TabularData getObservations() {
        return ModemTable.OBSERVATIONS.tabular(modem);
    }

    @ManagedAttribute(
            description = "Outcomes that the module's firmware should print but does not; they are not waited for")
    public String[] getUnprintedOutcomes() {
        return modem.firmware().unprintedOutcomes().toArray(String[]::new);
    }

    @ManagedAttribute(description = "Outcomes that the firmware has printed too late; they are waited for longer")
    public String[] getLateOutcomes() {
        return modem.firmware().lateOutcomes().toArray(String[]::new);
    }

    @ManagedAttribute(description = "Message types that the firmware refuses while a CON is outstanding; they wait")
    public String[] getRefusedBesideCon() {
        return modem.firmware().refusedBesideCon().stream().map(Enum::name).toArray(String[]::new);
    }

    @ManagedAttribute(
            description =
                    "Whether the firmware puts the options of earlier messages into empty ones; its context is renewed"
                            + " before an empty message")
    public boolean isOptionsInEmptyMessages() {
        return modem.firmware().optionsInEmptyMessages();
    }

    @ManagedAttribute(
            description =
                    "Whether the firmware shows its settings in a form that cannot be parsed; it is not asked for them")
    public boolean isSettingsNotTold() {
        return modem.firmware().settingsNotTold();
    }

    /** By the counters' names, so that a console without these classes can read them. */
    @ManagedAttribute(description = "Counters since the start of the session, or since they were cleared")
    public Map<String, Long> getCounters() {
        Map<String, Long> byName = new LinkedHashMap<>();
        modem.counters().forEach((counter, value) -> byName.put(counter.name(), value));
        return byName;
    }

    @ManagedAttribute(
            description =
                    "How commands, sends and replies ended, by outcome and cause, since the start of the session or since the"
                            + " counters were cleared")
    public TabularData getEndings() {
        return ModemTable.ENDINGS.tabular(modem);
    }

    @ManagedAttribute(
            description =
                    "Latency percentiles of commands, exchanges and replies in milliseconds, since the start of the session"
                            + " or since the counters were cleared; each is rounded up by an eighth at most")
    public TabularData getLatencies() {
        return ModemTable.LATENCIES.tabular(modem);
    }

    @ManagedAttribute(description = "Whether AT lines are kept")
    public boolean isAtTrace() {
        return modem.trace().isOn();
    }

    @ManagedAttribute(
            description = "The last 200 AT lines, oldest first, without secrets and without the bytes of messages")
    public TabularData getAtLines() {
        return ModemTable.AT_LINES.tabular(modem);
    }

    @ManagedOperation(
            description =
                    "The last 200 AT lines, oldest first, without secrets, but with the bytes of messages and the replies to"
                            + " commands of routes")
    public TabularData wholeAtLines() {
        return ModemTable.WHOLE_AT_LINES.tabular(modem);
    }

    @ManagedOperation(
            description = "Renews the CoAP context, as operation=RESET does; returns the result within 5 seconds")
    public String reset() {
        return told(modem.reset());
    }

    @ManagedOperation(
            description = "Closes the line and opens it again; what is outstanding ends as if the line was lost")
    public String reopen() {
        return told(modem.reopen());
    }

    @ManagedOperation(description = "Sets counters, endings and latencies to zero; metrics continue unchanged")
    public void clearCounters() {
        modem.clearCounters();
    }

    @ManagedOperation(description = "Keeps AT lines from now on; this is the default")
    public void atTraceOn() {
        modem.trace().keep(true);
    }

    @ManagedOperation(description = "Stops keeping AT lines; those already kept can still be read")
    public void atTraceOff() {
        modem.trace().keep(false);
    }

    private String told(CompletableFuture<CommandOutcome<Void>> future) {
        try {
            CommandOutcome<Void> outcome = future.get(LIMIT_SECONDS, TimeUnit.SECONDS);
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
