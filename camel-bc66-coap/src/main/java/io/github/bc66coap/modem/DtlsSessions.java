// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.modem;

import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.random.RandomGenerator;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.github.bc66coap.at.EventLoop;
import io.github.bc66coap.coap.MessageType;
import io.github.bc66coap.coap.Peer;
import io.github.bc66coap.modem.api.Counter;
import io.github.bc66coap.modem.api.ModemSettings;
import io.github.bc66coap.modem.api.Seconds;
import io.github.bc66coap.modem.link.Backoff;
import io.github.bc66coap.modem.link.Counters;
import io.github.bc66coap.modem.link.LocalPorts;

/**
 * What is known of the DTLS sessions in the module's one context, about which the module says nothing: who has one, who is silent in it,
 * and whom no handshake reaches. Decides what must happen before a message goes to a peer: nothing without encryption.
 */
final class DtlsSessions {
    private static final Logger LOG = LoggerFactory.getLogger(DtlsSessions.class);
    /** A peer can change its port as it likes; no module has as many sessions. */
    private static final int MAX_PEERS = 1024;
    /** The longest wait between two renewals for a silent peer, as a multiple of the first. */
    private static final int MAX_RENEWAL_STEPS = 4;

    /** What must happen before a message goes to its peer. */
    sealed interface Admission {}

    record Send() implements Admission {}

    /** It must wait: the last handshake has just failed. */
    record Wait(Duration time) implements Admission {}

    /**
     * A new context is due.
     *
     * @param peer on whose account
     * @param reason why, for people
     * @param fromNextPort whether the peer may ignore a handshake from the present port
     */
    record Renew(Peer peer, String reason, boolean fromNextPort) implements Admission {}

    private final class PeerSession {
        /** The waits between renewals on its account. */
        private final Backoff renewals = new Backoff(patience, patience.multipliedBy(MAX_RENEWAL_STEPS), random);

        private final Backoff handshakes = new Backoff(firstDelay, maxDelay, random);
        private boolean established;
        /** Since the last CON to it left. */
        private boolean heard = true;
        /** How many CONs in a row, in this context, got nothing back. */
        private int unanswered;
        /** Whether a new context was made because of this peer since its last message. */
        private boolean renewed;

        private long nextRenewal = loop.nanoTime();
        /** Since when handshakes with it have failed; {@code null} if they have not. */
        private Long unreachableSince;

        private long nextHandshake;
        private long lastBegun;

        void recover() {
            established = true;
            heard = true;
            unanswered = 0;
            renewed = false;
            nextRenewal = loop.nanoTime();
            unreachableSince = null;
            renewals.reset();
            handshakes.reset();
        }
    }

    private final EventLoop loop;
    private final boolean encrypted;
    private final int renewAfter;
    private final Duration patience;
    private final Duration handshakeTime;
    private final Duration firstDelay;
    private final Duration maxDelay;
    private final RandomGenerator random;
    private final LocalPorts ports;
    private final Counters counters;
    private final LogLimit failures;
    private final Map<Peer, PeerSession> sessions = new LinkedHashMap<>();
    /** The peer of a handshake whose end the module has not reported: it takes no other message; or {@code null}. */
    private Peer stuckWith;
    /** The peer of a handshake that was assumed to succeed; {@code null} once the module has taken another message. */
    private Peer assumedWith;

    DtlsSessions(EventLoop loop, ModemSettings settings, LocalPorts ports, RandomGenerator random, Counters counters) {
        this.loop = loop;
        this.encrypted = settings.psk() != null;
        this.renewAfter = settings.dtlsRenewAfter();
        this.patience = settings.responseTimeout();
        this.handshakeTime = settings.sendTimeout();
        this.firstDelay = settings.reconnectDelay();
        this.maxDelay = settings.reconnectMaxDelay();
        this.ports = ports;
        this.random = random;
        this.counters = counters;
        this.failures = LogLimit.warnings(loop, LOG);
    }

    /** The context is new: it has no session. The history of peers still counts. */
    void reset() {
        stuckWith = null;
        assumedWith = null;
        sessions.values().forEach(session -> {
            session.established = false;
            session.unanswered = 0;
            session.heard = true;
        });
    }

    /** Whether a response to this peer can use the session that its request came in. */
    boolean canAnswer(Peer peer) {
        return !encrypted || has(peer);
    }

    boolean has(Peer peer) {
        PeerSession session = sessions.get(peer);
        return session != null && session.established;
    }

    boolean isUnreachable(Peer peer) {
        PeerSession session = sessions.get(peer);
        return session != null && session.unreachableSince != null;
    }

    void onMessageFrom(Peer peer) {
        if (encrypted) {
            session(peer).recover();
            stuckWith = peer.equals(stuckWith) ? null : stuckWith;
            assumedWith = peer.equals(assumedWith) ? null : assumedWith;
        }
    }

    /** The module has sent a message to this peer, so a handshake has succeeded, as far as the module reports. */
    void reached(Peer peer) {
        if (encrypted) {
            PeerSession session = session(peer);
            session.established = true;
            session.unreachableSince = null;
        }
    }

    /** Whether the first message to this peer has had the time of a handshake. */
    boolean hadItsTime(Peer peer) {
        return loop.nanoTime() - session(peer).lastBegun >= handshakeTime.toNanos();
    }

    /** A message that began with a handshake counts as sent, although the module has not said so. */
    void assumed(Peer peer) {
        reached(peer);
        assumedWith = peer;
    }

    /** The module has taken a message, so it is in no handshake. */
    void messageTaken() {
        assumedWith = null;
    }

    /** The module has refused a message. Returns whether the reason may be a handshake that was assumed to succeed. */
    boolean explainsRefusal() {
        Peer peer = assumedWith;
        if (peer != null) {
            assumedWith = null;
            handshakeFailed(peer, false);
        }
        return peer != null;
    }

    void begins(Peer peer) {
        if (encrypted) {
            session(peer).lastBegun = loop.nanoTime();
        }
    }

    /** A CON is leaving for this peer, so something should come back. */
    void asks(Peer peer) {
        if (encrypted) {
            session(peer).heard = false;
        }
    }

    /** Nobody waits for a CON to this peer any longer. */
    void over(Peer peer) {
        if (encrypted && !session(peer).heard) {
            session(peer).unanswered++;
        }
    }

    Admission admit(OutgoingMessage message) {
        PeerSession session = sessions.get(message.peer());
        if (session != null && session.unreachableSince != null) {
            long wait = session.nextHandshake - loop.nanoTime();
            if (wait > 0) {
                return new Wait(Duration.ofNanos(wait));
            }
            if (ports.isOtherRested()) {
                return new Renew(message.peer(), "the DTLS handshake with " + message.peer() + " failed", true);
            }
        }
        if (stuckWith != null) {
            return new Renew(
                    stuckWith, "the DTLS handshake with " + stuckWith + " did not end in time", ports.isOtherRested());
        }
        return session != null && message.type() == MessageType.CON && isGivenUp(session)
                ? new Renew(message.peer(), silence(message.peer(), session), session.renewed && ports.isOtherRested())
                : new Send();
    }

    private boolean isGivenUp(PeerSession session) {
        return renewAfter > 0 && session.unanswered >= renewAfter && loop.nanoTime() - session.nextRenewal >= 0;
    }

    private static String silence(Peer peer, PeerSession session) {
        return "nothing came from " + peer + " after " + session.unanswered + " CON in a row";
    }

    /** A new context is about to be made for the reason that {@link #admit} gave. */
    void renews(Renew renewal) {
        PeerSession session = session(renewal.peer());
        session.renewed = true;
        session.nextRenewal = loop.nanoTime() + session.renewals.next().toNanos();
    }

    /**
     * A handshake failed. The next one is tried at once if another port is free for it, otherwise after a while.
     *
     * @param reported whether the module said so; if not, it may still be in it
     */
    void handshakeFailed(Peer peer, boolean reported) {
        if (!encrypted) {
            return;
        }
        PeerSession session = session(peer);
        session.established = false;
        if (session.unreachableSince == null) {
            session.unreachableSince = session.lastBegun;
        }
        Duration delay = ports.isOtherRested() ? Duration.ZERO : session.handshakes.next();
        session.nextHandshake = loop.nanoTime() + delay.toNanos();
        stuckWith = reported ? stuckWith : peer;
        counters.count(Counter.DTLS_HANDSHAKES_FAILED);
        failures.log(
                "the DTLS handshake with {} from port {} {}; the next one {}",
                peer,
                ports.current(),
                reported ? "failed" : "did not end in time",
                delay.isZero() ? "goes from another port" : "in " + Seconds.of(delay));
    }

    /** For how long handshakes with this peer have failed; zero if the last one has not. */
    Duration unreachableFor(Peer peer) {
        PeerSession session = sessions.get(peer);
        return isUnreachable(peer) ? Duration.ofNanos(loop.nanoTime() - session.unreachableSince) : Duration.ZERO;
    }

    private PeerSession session(Peer peer) {
        PeerSession session = sessions.get(peer);
        if (session == null) {
            session = new PeerSession();
            sessions.put(peer, session);
            evict();
        }
        return session;
    }

    private void evict() {
        if (sessions.size() > MAX_PEERS) {
            Iterator<Peer> oldest = sessions.keySet().iterator();
            oldest.next();
            oldest.remove();
        }
    }
}
