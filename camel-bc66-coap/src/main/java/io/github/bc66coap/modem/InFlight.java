// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.modem;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import io.github.bc66coap.at.EventLoop;
import io.github.bc66coap.coap.MessageId;
import io.github.bc66coap.coap.MessageType;
import io.github.bc66coap.coap.Peer;
import io.github.bc66coap.qcoap.ConStatus;

/**
 * Outgoing messages that have left and are not over, one for each peer (NSTART = 1, RFC 7252 section 4.7), and which others may leave
 * beside them.
 */
final class InFlight {
    /** More than a module's memory will hold. */
    static final int MAX_PEERS = 16;
    /** With so many in flight, a silent peer gets no place: others need it. */
    static final int MAX_SILENT_PEERS = MAX_PEERS / 2;

    enum Turn {
        NOW,
        /** After a change for its own peer; others may pass. */
        AFTER_ITS_PEER,
        /** After a change for all. */
        AFTER_OTHERS
    }

    private final EventLoop loop;
    private final ConsInFlight cons;
    private final Runnable changed;
    private final SilentPeers silent = new SilentPeers();
    /** Any thread may read it. */
    private final Map<Peer, OutgoingExchange> awaiting = new ConcurrentHashMap<>();

    /** CONs that have their outcome, but wait for their acknowledgement. */
    private final Map<Peer, UnacknowledgedCon> unacknowledged = new HashMap<>();
    /** The CON whose acknowledgement may come before its first retransmission, or {@code null}. */
    private MessageKey fresh;

    private EventLoop.Timer freshFor = () -> {};

    /** @param changed called when a message may have its turn that had to wait */
    InFlight(EventLoop loop, ConsInFlight cons, Runnable changed) {
        this.loop = loop;
        this.cons = cons;
        this.changed = changed;
    }

    Turn turn(OutgoingExchange exchange) {
        OutgoingMessage message = exchange.message();
        UnacknowledgedCon earlier = unacknowledged.get(message.peer());
        if (earlier != null) {
            earlier.ask();
        }
        if (earlier != null || awaiting.containsKey(message.peer())) {
            return Turn.AFTER_ITS_PEER;
        }
        if (silent.contains(message.peer()) && size() >= MAX_SILENT_PEERS) {
            return Turn.AFTER_ITS_PEER;
        }
        boolean early = message.type() == MessageType.CON && fresh != null;
        if (early && unacknowledged.containsKey(fresh.peer())) {
            unacknowledged.get(fresh.peer()).ask();
        }
        return early || wouldBeRefused(exchange) || size() >= MAX_PEERS ? Turn.AFTER_OTHERS : Turn.NOW;
    }

    /** Whether this firmware is known, or suspected, to refuse this message beside what is in flight. */
    boolean wouldBeRefused(OutgoingExchange exchange) {
        return !cons.admits(exchange.message().type()) || exchange.wasRefused() && !cons.isEmpty();
    }

    private int size() {
        return awaiting.size() + unacknowledged.size();
    }

    boolean isEmpty() {
        return size() == 0;
    }

    /** The one that waits for a response or acknowledgement from this peer, or {@code null}. */
    OutgoingExchange awaiting(Peer peer) {
        return awaiting.get(peer);
    }

    /** From any thread. */
    List<OutgoingExchange> awaiting() {
        return List.copyOf(awaiting.values());
    }

    void awaits(OutgoingExchange exchange) {
        awaiting.put(exchange.message().peer(), exchange);
        if (exchange.isConfirmable() && !exchange.isAcknowledged()) {
            begin(exchange.message());
        }
    }

    /** It has left, and only the message layer waits for it. */
    void add(OutgoingMessage message, UnacknowledgedCon waiting) {
        unacknowledged.put(message.peer(), waiting);
        begin(message);
    }

    /**
     * Other CONs wait as long as an acknowledgement is likely, that is until the first retransmission: the module reports on its last CON
     * only. They do not wait for a peer that was silent before.
     */
    private void begin(OutgoingMessage message) {
        if (!silent.contains(message.peer())) {
            fresh = new MessageKey(message.peer(), message.messageId());
            freshFor.cancel();
            freshFor = loop.schedule(TransmissionParameters.FIRST_ACK_WAIT, () -> {
                silent.add(message.peer());
                fresh = null;
                changed.run();
            });
        }
    }

    /** It is over. The caller looks whose turn it is. */
    void remove(OutgoingExchange exchange) {
        OutgoingMessage message = exchange.message();
        if (awaiting.remove(message.peer(), exchange)) {
            endFreshness(message.peer(), message.messageId());
        }
    }

    /** As {@link #remove}, for one that only the message layer waited for. */
    void removeUnacknowledged(OutgoingMessage message) {
        unacknowledged.remove(message.peer());
        endFreshness(message.peer(), message.messageId());
    }

    /** It got through, or nobody waits for it any longer. */
    void acknowledged(Peer peer, MessageId messageId) {
        if (endFreshness(peer, messageId)) {
            changed.run();
        }
    }

    private boolean endFreshness(Peer peer, MessageId messageId) {
        boolean was = new MessageKey(peer, messageId).equals(fresh);
        if (was) {
            freshFor.cancel();
            fresh = null;
        }
        return was;
    }

    /** An ACK or RST came, perhaps for a message that only the message layer waits for. */
    void settled(Peer peer, MessageId messageId) {
        UnacknowledgedCon waiting = unacknowledged.get(peer);
        if (waiting != null && waiting.is(messageId)) {
            waiting.settle();
        }
    }

    /** The module has finished with a CON, perhaps with one that only the message layer waits for. */
    void onStatus(OutgoingMessage con, ConStatus status) {
        UnacknowledgedCon waiting = unacknowledged.get(con.peer());
        if (waiting != null && waiting.is(con.messageId())) {
            waiting.onStatus(status);
        }
    }

    /**
     * Whether the module still waits for the acknowledgement of this CON, as far as we know.
     *
     * @param con may be {@code null}
     */
    boolean isUnacknowledged(OutgoingMessage con) {
        if (con == null) {
            return false;
        }
        OutgoingExchange exchange = awaiting.get(con.peer());
        UnacknowledgedCon waiting = unacknowledged.get(con.peer());
        return exchange != null && exchange.message().equals(con) && !exchange.isAcknowledged()
                || waiting != null && waiting.is(con.messageId());
    }

    /** The module is lost, and with it what only the message layer waits for. */
    void settleAll() {
        List.copyOf(unacknowledged.values()).forEach(UnacknowledgedCon::settle);
    }

    void onMessageFrom(Peer peer) {
        silent.onMessageFrom(peer);
    }
}
