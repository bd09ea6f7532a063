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
import io.github.bc66coap.qcoap.MessageUrc;
import io.github.bc66coap.qcoap.RecoveredUrc;
import io.github.bc66coap.qcoap.RequestUrc;
import io.github.bc66coap.qcoap.ResponseUrc;
import io.github.bc66coap.qcoap.Urc;
import io.github.bc66coap.qcoap.UrcParser;
import io.github.bc66coap.transport.TerminalServerError;

/** Passes what the module says by itself to those whom it concerns. */
final class UrcDispatcher implements AtListener {
    private static final Logger LOG = LoggerFactory.getLogger(UrcDispatcher.class);

    /** Printed at the end of a start, among others. */
    private static final Pattern FULL_FUNCTIONALITY = Pattern.compile("\\+CFUN: ?1");

    private final Session session;
    private final UrcParser parser;
    private final ResponseMatcher responseMatcher;
    private final DtlsSessions dtlsSessions;

    UrcDispatcher(Session session, ResponseMatcher responseMatcher, DtlsSessions dtlsSessions) {
        this.session = session;
        this.parser = new UrcParser(session.settings.showResponseOptions());
        this.responseMatcher = responseMatcher;
        this.dtlsSessions = dtlsSessions;
    }

    @Override
    public void onNotification(byte[] bytes, boolean truncated) {
        session.lifeCycle.onActivity();
        Urc urc;
        try {
            urc = parser.parse(bytes, truncated);
        } catch (AtFormatException e) {
            session.counters.count(Counter.MALFORMED_URCS);
            LOG.debug("{}: a notification can't be read: {}", session.settings.device(), e.getMessage());
            return;
        }
        if (urc instanceof MessageUrc message) {
            if (session.watch.isOn()) {
                session.watch.tell(ModemEvent.Message.received(session.watch.now(), message));
            }
            // a module that has its settings shows addresses
            message.peer().ifPresentOrElse(this::onMessageFrom, session.lifeCycle.restartCheck()::submit);
        }
        if (urc instanceof ResponseUrc response) {
            responseMatcher.onResponse(IncomingResponse.of(response));
        } else if (urc instanceof RequestUrc request) {
            session.requestDispatcher.onRequest(request);
        } else {
            onRecovered((RecoveredUrc) urc);
        }
    }

    private void onMessageFrom(Peer peer) {
        dtlsSessions.onMessageFrom(peer);
        session.runner.onMessageFrom(peer);
    }

    @Override
    public void onLine(String line) {
        // notifications of other functions, boot lines, stray result codes, noise; or no module at all
        LOG.trace("{}: passed over", session.settings.device());
        if (FULL_FUNCTIONALITY.matcher(line.strip()).matches()) {
            session.lifeCycle.restartCheck().submitAfterBootLine();
        }
        TerminalServerError.in(line).ifPresent(session.lifeCycle::refused);
    }

    @Override
    public void onRestart() {
        session.observers.clear(LostObserver.Cause.MODULE_RESTARTED);
        session.lifeCycle.restarted();
    }

    @Override
    public void onLost(String reason) {
        session.lifeCycle.ended(reason);
    }

    private void onRecovered(RecoveredUrc urc) {
        session.listeners.tell(listener -> listener.onRecovered(urc.state()));
        if (!urc.isContextAlive()) {
            session.observers.clear(LostObserver.Cause.CONTEXT_LOST);
        }
        session.lifeCycle.recovered(!urc.isContextAlive());
        if (urc.isContextAlive() && session.lifeCycle.isReady()) {
            session.observations.registerAll();
        }
    }
}
