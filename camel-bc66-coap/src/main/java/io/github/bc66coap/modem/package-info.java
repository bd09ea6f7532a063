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
 * {@link io.github.bc66coap.modem.LifeCycle} brings the module to ready and back there whenever it or its line is lost. The page on
 * architecture follows one send and one request through the picture.
 *
 * <p>Threads. Any thread may call {@link io.github.bc66coap.modem.Modem} and {@link io.github.bc66coap.modem.ModemPool}: they hand over to
 * the modem's share of an event loop and return futures. All other classes live in that loop, without locks. Exceptions are {@link
 * io.github.bc66coap.modem.EventLoops}, which shares a few loops between the modems of a pool, and {@link
 * io.github.bc66coap.modem.link.Openers}. A stopped modem closes its share, and its timers with it; the loop goes on for others. The loop
 * calls out in three ways, none of which may block it, and holds no lock then: it completes futures, it calls {@link
 * io.github.bc66coap.modem.api.RequestService.Handler} and {@link io.github.bc66coap.modem.api.ModemListener}, and it asks other threads to
 * open a line, or to close one where that may hang. The next opening and the end of a stop wait until the line has been given back.
 *
 * <p>What operators read. The loop writes it to {@link io.github.bc66coap.modem.StatusBoard}, the history, the counters and the trace, which
 * have locks of their own; nobody waits for the loop or the module. Queue, traffic, observers and learned habits are volatile fields of
 * immutable values, and collections that only the loop writes. {@link io.github.bc66coap.modem.api.Traffic} and {@link
 * io.github.bc66coap.modem.api.Firmware} are copies of them.
 *
 * <p>Watchers. {@link io.github.bc66coap.modem.Watch} reports each AT line, message and state to the {@link
 * io.github.bc66coap.modem.api.ModemWatcher}s, in the loop and without a lock. They must not block; whatever one throws is logged and goes no
 * further. While nobody watches, that costs one read of a field.
 *
 * <p>Bounds. Everything that peers or callers can make grow is bounded. Of those that wait for the line, responses go first, then requests,
 * then refusals, and none is passed for ever. Every future completes exactly once. A request ends with one {@link
 * io.github.bc66coap.modem.api.SendOutcome}, and always has a deadline: of the wait for an absent module, of its commands, or of its
 * response. The loss of line or module, and a stop, end it at once, or leave it in the queue if nothing of it was sent.
 *
 * <p>The line. {@link io.github.bc66coap.modem.link.LineScheduler} has it closed, lent or open. Closed: nobody answers on it, or {@link
 * io.github.bc66coap.modem.link.Initialisation} uses it. Lent: between two of its steps, or while it waits for the network, Initialisation
 * lends a line on which no reply is outstanding. A sequence that needs no ready module may run, one between two steps, several while there
 * is time. The next step waits for the last of them, and for its reply. Open: the module is ready, and all may run. A loss, a restart and a
 * stop close it.
 *
 * <p>In flight. One message at a time is outstanding for each peer (NSTART = 1, RFC 7252 section 4.7). The commands of a message have the
 * line until the module has said that it is sent. From then on the message is in {@link io.github.bc66coap.modem.InFlight}, and others may
 * leave: a NON to another peer at once; a CON to another peer when the first one is acknowledged, has ended, or has waited for 3 s, when the
 * module retransmits it. The reason: the module reports on its last CON only. It is asked again just before the next CON leaves, and
 * that answer concerns the first one; afterwards only the air or the deadline ends it. A peer that has used up those 3 s is silent until it
 * is heard, and gets no such time again: it costs each other peer 3 s once. At most 16 peers have something in flight; silent ones get no
 * more than half of these places. The queue alone decides whose turn it is: after a submission, a change in flight, and the end of a
 * message's commands.
 *
 * <p>The status of the last CON. The note (section 2.3.7) wants it asked before the next CON or NON leaves. {@link
 * io.github.bc66coap.modem.StatusPoller} asks ahead, once for each CON, when nothing is in flight, waits or wants the line, and the module is
 * awake. A final answer spares the next message the question. A module that was asked ahead in vain is not asked ahead again until it has
 * said something final.
 *
 * <p>A CON beside another. The note does not say whether a module takes one. {@link io.github.bc66coap.modem.ConsInFlight} knows all CONs that
 * the module still waits for, requests and responses alike. A message that is refused beside one goes back to the head of the queue, once,
 * until there is none. If it is taken then, this firmware takes no message of that type beside a CON: until the next restart all of them
 * wait. If it is refused again, the CON was not the reason.
 *
 * <p>DTLS. A handshake is part of a message's commands, so nothing is sent during one. The module has one context, does not report its
 * sessions, and ends one only by ending all: {@code AT+QCOAPDEL}, {@code AT+QCOAPCREATE}. {@link io.github.bc66coap.modem.DtlsSessions} knows
 * each peer: none, established, silent (so many CONs in a row without anything back), unreachable (the last handshake failed, the next one
 * has its time). It is informed of each message that comes or leaves, and of each new context. Before a message goes, the queue asks it, and
 * sends, lets the message wait while others pass, or rests until the life cycle has made a new context. That happens only while nothing is
 * in flight. The message that wants it waits; others pass it for as long as a response may take, then they wait, too. Nothing that waits
 * has begun, so nothing is lost or sent twice. {@link io.github.bc66coap.modem.link.LocalPorts} chooses the port: the same, or the next
 * one if peers may hold sessions that the module no longer knows, or ignore its handshakes.
 *
 * <p>Observers. {@link io.github.bc66coap.modem.Observer} draws the states of one, {@link io.github.bc66coap.modem.Observers} takes it from one
 * to the next. One that ends without having asked is a {@link io.github.bc66coap.modem.api.LostObserver}, once for each peer and path. One of
 * an observer's notifications is in the queue or under way, and one waits behind it. A newer notification replaces one that waits, also in
 * the queue. The messages of an observer that ends leave the queue at once; {@code AT+QCOAPSEND} is the point of no return. A replaced
 * notification ends as such, not as a failure. Of the observers of a path only a few at a time have messages in the queue, so that other
 * sends get their turns.
 *
 * <p>Outcomes that a firmware does not print. A message that the module accepted ({@code OK}) counts as sent when something comes over the
 * air that only answers it. It also does when the module says nothing more for as long as a command may take, and {@code
 * AT+QCOAPDATASTATUS?} then says so; for a NON, when the module answers that at all and has never printed an outcome. After two such messages
 * in a row {@link io.github.bc66coap.at.OutcomeHabits} expects no more outcomes: {@code AT+QCOAPSEND} ends with its {@code OK}. After the
 * first, if none has ever been printed, the second gets a short deadline. One printed outcome ends this, a restart too, a lost line does
 * not. The first message to a peer in an encrypted context keeps the long deadline, because a handshake may be under way; so does every
 * message once an outcome came too late.
 *
 * <p>Messages that are sent again. If a command before {@code AT+QCOAPSEND} gets no reply, the message goes back to the head of the queue,
 * once, and the line is checked first. A message that is refused keeps the line until the module's settings have been read. If they are
 * gone, the module had restarted unheard, and the message goes back likewise.
 *
 * <p>The SIM. {@link io.github.bc66coap.modem.link.SimLock} gives it its passwords, {@link io.github.bc66coap.modem.link.SimGuard} sends none
 * that it has refused. {@link io.github.bc66coap.modem.link.SimPasswords} remembers those for the life of the process, for all modems.
 */
package io.github.bc66coap.modem;
