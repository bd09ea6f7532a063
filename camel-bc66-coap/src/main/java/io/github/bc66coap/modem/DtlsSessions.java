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
 * What is known of the DTLS sessions of the module's one context, of which the module itself says nothing: with whom there
 * is one, who has been silent in it, and who can't be reached by a handshake. Says what has to happen before a message goes
 * to a peer. Without encryption, nothing has to.
 */
final class DtlsSessions {
    private static final Logger LOG = LoggerFactory.getLogger(DtlsSessions.class);
    /** A peer can change its port as it likes; no module has as many sessions. */
    private static final int MAX_PEERS = 1024;
    /** How much longer than the first the longest wait between two renewals for one silent peer is. */
    private static final int MAX_RENEWAL_STEPS = 4;

    /** What has to happen before a message goes to its peer. */
    sealed interface Admission {}

    /** Nothing. */
    record Send() implements Admission {}

    /** Time has to pass: the last handshake has failed just now. */
    record Wait(Duration time) implements Admission {}

    /**
     * The context has to be made anew.
     *
     * @param peer on whose account
     * @param reason why, for people
     * @param fromNextPort whether the peer may ignore a handshake from the port that the context has
     */
    record Renew(Peer peer, String reason, boolean fromNextPort) implements Admission {}

    /** What the peer of a session has done. */
    private final class Session {
        /** Each wait ends with a renewal, if the peer has left messages unanswered until then. */
        private final Backoff renewals = new Backoff(patience, patience.multipliedBy(MAX_RENEWAL_STEPS), random);

        private final Backoff handshakes = new Backoff(firstDelay, maxDelay, random);
        /** Whether the context has a session with it. */
        private boolean established;
        /** Whether it has been heard since the last CON for it left. */
        private boolean heard = true;
        /** How many CONs in a row, in this context, nothing came back after. */
        private int unanswered;
        /** Whether the context has been made anew on its account since it was heard for the last time. */
        private boolean renewed;

        private long nextRenewal = loop.nanoTime();
        /** Since when there has been no session with it because handshakes fail; {@code null} when they don't. */
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
    /** The oldest is forgotten when there are too many. */
    private final Map<Peer, Session> sessions = new LinkedHashMap<>();
    /** With whom the module is in a handshake of whose end it hasn't told, so that it takes no other message; or {@code null}. */
    private Peer stuckWith;
    /** With whom a handshake is taken to have succeeded, since nothing was said of it, and the module has taken no message since; or {@code null}. */
    private Peer assumedWith;

    /** @param settings among others, after how many CONs without any message a peer's session is given up */
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

    /** The context is new: it has no session. What peers have done before still counts. */
    void reset() {
        stuckWith = null;
        assumedWith = null;
        sessions.values().forEach(session -> {
            session.established = false;
            session.unanswered = 0;
            session.heard = true;
        });
    }

    /** Whether what answers a message of this peer can be sent in the session that the message came in. */
    boolean canAnswer(Peer peer) {
        return !encrypted || has(peer);
    }

    /** Whether the context has a session with this peer, as far as has been seen. */
    boolean has(Peer peer) {
        Session session = sessions.get(peer);
        return session != null && session.established;
    }

    /** Whether the last handshake with this peer has failed. */
    boolean isUnreachable(Peer peer) {
        Session session = sessions.get(peer);
        return session != null && session.unreachableSince != null;
    }

    /** A message came from this peer. */
    void heard(Peer peer) {
        if (encrypted) {
            session(peer).recover();
            stuckWith = peer.equals(stuckWith) ? null : stuckWith;
            assumedWith = peer.equals(assumedWith) ? null : assumedWith;
        }
    }

    /** The module has sent a message to this peer, so a handshake with it has succeeded, as far as the module tells. */
    void reached(Peer peer) {
        if (encrypted) {
            Session session = session(peer);
            session.established = true;
            session.unreachableSince = null;
        }
    }

    /** Whether the first message to this peer has had all the time that a handshake may take. */
    boolean hadItsTime(Peer peer) {
        return loop.nanoTime() - session(peer).lastBegun >= handshakeTime.toNanos();
    }

    /** A message that began with a handshake is taken to be sent, though the module hasn't said so. */
    void assumed(Peer peer) {
        reached(peer);
        assumedWith = peer;
    }

    /** The module has taken a message, so it is in no handshake. */
    void taken() {
        assumedWith = null;
    }

    /**
     * The module has refused a message. If it is still in a handshake that was taken to have succeeded, that is why.
     *
     * @return whether it may be
     */
    boolean refused() {
        Peer peer = assumedWith;
        if (peer != null) {
            assumedWith = null;
            handshakeFailed(peer, false);
        }
        return peer != null;
    }

    /** A message is leaving for this peer. */
    void begins(Peer peer) {
        if (encrypted) {
            session(peer).lastBegun = loop.nanoTime();
        }
    }

    /** A CON is leaving for this peer, and something should come back. */
    void asks(Peer peer) {
        if (encrypted) {
            session(peer).heard = false;
        }
    }

    /** A CON to this peer is waited for no longer; whether anything came from the peer since it left is known here. */
    void over(Peer peer) {
        if (encrypted && !session(peer).heard) {
            session(peer).unanswered++;
        }
    }

    /** What has to happen before this message goes. */
    Admission admit(OutgoingMessage message) {
        Session session = sessions.get(message.peer());
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

    private boolean isGivenUp(Session session) {
        return renewAfter > 0 && session.unanswered >= renewAfter && loop.nanoTime() - session.nextRenewal >= 0;
    }

    private static String silence(Peer peer, Session session) {
        return "nothing came from " + peer + " after " + session.unanswered + " CON in a row";
    }

    /** The context is about to be made anew, as {@link #admit} has said that it has to be. */
    void renews(Renew renewal) {
        Session session = session(renewal.peer());
        session.renewed = true;
        session.nextRenewal = loop.nanoTime() + session.renewals.next().toNanos();
    }

    /**
     * A handshake failed. The next one is tried at once if that can be from another port, and else after a while.
     *
     * @param reported whether the module said so; if not, it may still be in it
     */
    void handshakeFailed(Peer peer, boolean reported) {
        if (!encrypted) {
            return;
        }
        Session session = session(peer);
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

    /** For how long handshakes with this peer have failed; zero when the last one hasn't. */
    Duration unreachableFor(Peer peer) {
        Session session = sessions.get(peer);
        return isUnreachable(peer) ? Duration.ofNanos(loop.nanoTime() - session.unreachableSince) : Duration.ZERO;
    }

    private Session session(Peer peer) {
        Session session = sessions.get(peer);
        if (session == null) {
            session = new Session();
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
