// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.modem;

import java.util.regex.Pattern;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.github.bc66coap.at.AtFormatException;
import io.github.bc66coap.at.AtListener;
import io.github.bc66coap.coap.Peer;
import io.github.bc66coap.modem.api.Counter;
import io.github.bc66coap.modem.api.IncomingResponse;
import io.github.bc66coap.modem.api.LostObserver;
import io.github.bc66coap.modem.api.ModemEvent;
import io.github.bc66coap.modem.link.Counters;
import io.github.bc66coap.qcoap.MessageUrc;
import io.github.bc66coap.qcoap.RecoveredUrc;
import io.github.bc66coap.qcoap.RequestUrc;
import io.github.bc66coap.qcoap.ResponseUrc;
import io.github.bc66coap.qcoap.Urc;
import io.github.bc66coap.qcoap.UrcParser;
import io.github.bc66coap.transport.TerminalServer;

/** Passes what the module says by itself to those whom it concerns. */
final class UrcDispatcher implements AtListener {
    private static final Logger LOG = LoggerFactory.getLogger(UrcDispatcher.class);

    /** Printed at the end of a start, among others. */
    private static final Pattern FULL_FUNCTIONALITY = Pattern.compile("\\+CFUN: ?1");

    private final String device;
    private final UrcParser parser;
    private final ExchangeRunner runner;
    private final ResponseMatcher responseMatcher;
    private final RequestDispatcher requestDispatcher;
    private final ModemListeners listeners;
    private final Observations observations;
    private final Observers observers;
    private final DtlsSessions sessions;
    private final LifeCycle lifeCycle;
    private final Counters counters;
    private final Watch watch;

    UrcDispatcher(
            String device,
            UrcParser parser,
            ExchangeRunner runner,
            ResponseMatcher responseMatcher,
            RequestDispatcher requestDispatcher,
            ModemListeners listeners,
            Observations observations,
            Observers observers,
            DtlsSessions sessions,
            LifeCycle lifeCycle,
            Counters counters,
            Watch watch) {
        this.device = device;
        this.parser = parser;
        this.runner = runner;
        this.responseMatcher = responseMatcher;
        this.requestDispatcher = requestDispatcher;
        this.listeners = listeners;
        this.observations = observations;
        this.observers = observers;
        this.sessions = sessions;
        this.lifeCycle = lifeCycle;
        this.counters = counters;
        this.watch = watch;
    }

    @Override
    public void onNotification(byte[] bytes, boolean truncated) {
        lifeCycle.onActivity();
        Urc urc;
        try {
            urc = parser.parse(bytes, truncated);
        } catch (AtFormatException e) {
            counters.count(Counter.MALFORMED_URCS);
            LOG.debug("{}: a notification can't be read: {}", device, e.getMessage());
            return;
        }
        if (urc instanceof MessageUrc message) {
            if (watch.isOn()) {
                watch.tell(ModemEvent.Message.received(watch.now(), message));
            }
            // a module that has its settings shows addresses
            message.peer().ifPresentOrElse(this::onMessageFrom, lifeCycle.restartCheck()::submit);
        }
        if (urc instanceof ResponseUrc response) {
            responseMatcher.onResponse(IncomingResponse.of(response));
        } else if (urc instanceof RequestUrc request) {
            requestDispatcher.onRequest(request);
        } else {
            onRecovered((RecoveredUrc) urc);
        }
    }

    private void onMessageFrom(Peer peer) {
        sessions.onMessageFrom(peer);
        runner.onMessageFrom(peer);
    }

    @Override
    public void onLine(String line) {
        // notifications of other functions, boot lines, stray result codes, noise; or no module at all
        LOG.trace("{}: passed over", device);
        if (FULL_FUNCTIONALITY.matcher(line.strip()).matches()) {
            lifeCycle.restartCheck().submitAfterBootLine();
        }
        TerminalServer.error(line).ifPresent(lifeCycle::refused);
    }

    @Override
    public void onRestart() {
        observers.clear(LostObserver.Cause.MODULE_RESTARTED);
        lifeCycle.restarted();
    }

    @Override
    public void onLost(String reason) {
        lifeCycle.ended(reason);
    }

    private void onRecovered(RecoveredUrc urc) {
        listeners.tell(listener -> listener.onRecovered(urc.state()));
        if (!urc.isContextAlive()) {
            observers.clear(LostObserver.Cause.CONTEXT_LOST);
        }
        lifeCycle.recovered(!urc.isContextAlive());
        if (urc.isContextAlive() && lifeCycle.isReady()) {
            observations.registerAll();
        }
    }
}
