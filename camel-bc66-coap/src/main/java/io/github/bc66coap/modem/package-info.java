// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
/**
 * One module's session: its life cycle, the queue of sends, the matching of responses, the service of requests.
 *
 * <pre>
 *        a send goes down                          a request comes up, its response goes down
 *
 *        Modem                                     RequestService.Handler       ModemListeners
 *          |                                          ^         | Reply               ^
 *        Outbox          message ID, token            |         v                     |
 *          |                                       RequestDispatcher           ResponseMatcher ---.
 *        SendQueue       whose turn it is             ^         |                     ^           |
 *          |                                          |         v                     |     ends an exchange
 *        ExchangeRunner  until its outcome  &lt;---------|----------------------------------------'
 *          |                                          |  ResponseSender               |
 *          |                                          |         |                     |
 *          +------------------------------------------|---------+                     |
 *          v                                          |                               |
 *        MessageSender   status, head, options, send  +--------- UrcDispatcher -------+
 *          |                                                           ^
 *  --------|----- modem.link ------------------------------------------|-------------------------
 *        LineScheduler   one CommandSequence at a time                 |
 *        AtLink          one open line                                 |
 *          v                                                           |
 *        at.AtEngine ------------------------------------------ notifications
 * </pre>
 *
 * {@link LifeCycle} makes the module ready, and does so again after each loss of the module or its line. The page on architecture follows one send
 * and one request through the picture.
 *
 * <p>Threads. Any thread may call {@link Modem} and {@link ModemPool}: they hand over to the modem's share of an event loop and return futures. All
 * other classes run in that loop, without locks. There are two exceptions: {@link EventLoops}, which shares a few loops between the modems of a pool,
 * and {@link io.github.bc66coap.modem.link.Openers}. A stopped modem closes its share, and its timers with it; the loop continues for others.
 *
 * <p>The loop calls out in three ways: it completes futures, it calls {@link io.github.bc66coap.modem.api.RequestService.Handler} and {@link
 * io.github.bc66coap.modem.api.ModemListener}, and it asks other threads to open a line, or to close one where that may hang. It holds no lock then,
 * and nothing that it calls may block it. The next opening and the end of a stop wait until the line has been given back.
 *
 * <p>What operators read. The loop writes {@link StatusBoard}, the history, the counters and the trace. These have locks of their own, so a reader
 * waits neither for the loop nor for the module. Queue, traffic, observers and learned habits are volatile fields with immutable values, or
 * collections that only the loop writes. {@link io.github.bc66coap.modem.api.Traffic} and {@link io.github.bc66coap.modem.api.Firmware} are copies of
 * them.
 *
 * <p>Watchers. {@link Watch} reports each AT line, message and state to the {@link io.github.bc66coap.modem.api.ModemWatcher}s, in the loop and
 * without a lock. They must not block. What one throws is logged and has no further effect. While nobody watches, a report costs one read of a field.
 *
 * <p>Bounds. Everything that peers or callers can make grow is bounded. On the line, responses overtake requests, and requests overtake refusals, at
 * most eight in a row. Every future completes exactly once. A request ends with one {@link io.github.bc66coap.modem.api.SendOutcome}, and always has
 * a deadline: of the wait for an absent module, of its commands, or of its response. A stop, or the loss of line or module, ends the request at once,
 * or leaves it in the queue if nothing of it was sent.
 *
 * <p>The line. {@link io.github.bc66coap.modem.link.LineScheduler} knows three states:
 *
 * <ul>
 *   <li>Closed: nobody answers on the line, or {@link io.github.bc66coap.modem.link.Initialisation} uses it.
 *   <li>Lent: Initialisation lends the line between two of its steps, or while it waits for the network, if no reply is outstanding. Sequences that
 *       need no ready module may run: one between two steps, several while there is time. The next step waits for the last of them, and for its
 *       reply.
 *   <li>Open: the module is ready, and all sequences may run.
 * </ul>
 *
 * <p>A loss, a restart and a stop close the line.
 *
 * <p>In flight. One message at a time is outstanding for each peer (NSTART = 1, RFC 7252 section 4.7). The commands of a message have the line until
 * the module has said that the message is sent. From then on the message is in {@link InFlight}, and others may leave: a NON to another peer at once;
 * a CON to another peer when the first CON is acknowledged, has ended, or has waited for 3 s, which is when the module retransmits it. The reason:
 * the module reports on its last CON only. The module is asked once more just before the next CON leaves, and that answer concerns the first CON.
 * Afterwards only a message from the peer or the deadline ends the first one.
 *
 * <p>A peer that has used up those 3 s counts as silent until something comes from it. CONs to other peers no longer wait for it, so it delays each
 * other peer by 3 s once. At most 16 peers have something in flight, and silent ones take at most half of these places. The queue alone decides whose
 * turn it is: after a submission, after a change in flight, and at the end of a message's commands.
 *
 * <p>The status of the last CON. The note (section 2.3.7) requires this question before the next CON or NON leaves. {@link StatusPoller} asks ahead,
 * once for each CON, if nothing is in flight, nothing waits, the line is free, and the module is awake. A final answer spares the next message the
 * question. If the answer was not final, the module is not asked ahead again until one is.
 *
 * <p>DTLS. A handshake is part of a message's commands, so nothing else is sent during one. The module has one context, does not report its sessions,
 * and can end one only by ending all: {@code AT+QCOAPDEL}, {@code AT+QCOAPCREATE}. For each peer, {@link DtlsSessions} knows one of these states: no
 * session; established; silent, when so many CONs in a row got nothing back; unreachable, when the last handshake failed and the next one must wait.
 * It learns of each message that comes or leaves, and of each new context.
 *
 * <p>Before a message leaves, the queue asks DtlsSessions, which lets it leave, lets it wait while others overtake it, or wants a new context. The
 * life cycle makes that context only while nothing is in flight. Until then, the message that needs it waits. Others may overtake it, for as long as
 * a response may take; then they wait, too. Messages that wait have not begun, so none is lost or sent twice. {@link
 * io.github.bc66coap.modem.link.LocalPorts} chooses the port: the same one, or the next one if peers may hold sessions that the module no longer
 * knows, or may ignore its handshakes.
 *
 * <p>Observers. {@link Observer} has a picture of an observer's states and says what waits for one; {@link Observers} moves it from one to the next.
 * An observer that ends without having asked for that is reported as a {@link io.github.bc66coap.modem.api.LostObserver}, once for each peer and
 * path. A replaced notification ends as replaced, not as failed. {@code AT+QCOAPSEND} is the point of no return. Of the observers of a path only a
 * few at a time have messages in the queue, so that other sends get their turns.
 *
 * <p>Outcomes that a firmware does not print. A message that the module accepted ({@code OK}) also counts as sent
 *
 * <ul>
 *   <li>when something comes over the air that can only answer it;
 *   <li>for a CON, when the module prints nothing more for as long as a command may take, and then says by {@code AT+QCOAPDATASTATUS?} that the CON
 *       was sent;
 *   <li>for a NON, when the module likewise prints nothing more, answers {@code AT+QCOAPDATASTATUS?} at all, and has never printed an outcome.
 * </ul>
 *
 * <p>After two such messages in a row {@link io.github.bc66coap.at.OutcomeHabits} expects no more outcomes: {@code AT+QCOAPSEND} ends with its {@code
 * OK}. If none has ever been printed, the second of these messages gets a short deadline. One printed outcome ends this, and so does a restart; a
 * lost line does not. The first message to a peer in an encrypted context keeps the long deadline, because a handshake may be under way. Once an
 * outcome has come too late, every message keeps it.
 *
 * <p>Messages that are sent again. If a command before {@code AT+QCOAPSEND} gets no reply, the message returns to the head of the queue, once, and
 * the line is checked first. When a message is refused, it keeps the line until the module's settings have been read. If they are lost, the module
 * restarted unnoticed, and the message returns to the queue in the same way.
 */
package io.github.bc66coap.modem;
