/**
 * One module's session: life cycle, send queue, matching of responses, service of requests.
 *
 * <p>Threads. {@link io.github.bc66coap.modem.Modem} and {@link io.github.bc66coap.modem.ModemPool} may be called from
 * any thread; they hand everything over to the modem's share of an event loop and return futures. All other classes live in that
 * loop, without locks, but for {@link io.github.bc66coap.modem.EventLoops}, by which the modems of a pool share a few loops, and {@link
 * io.github.bc66coap.modem.link.Openers}, a few threads that open their lines where that comes back by itself. A modem that has stopped
 * closes its share, so that its timers are gone, while the loop goes on for others. The loop calls out in three ways, and none may block it: it completes futures, it calls
 * {@link io.github.bc66coap.modem.api.RequestService.Handler} and {@link io.github.bc66coap.modem.api.ModemListener}, and it
 * asks other threads to open a line, and to close one where that may hang, one after the other: the next opening, and the end of a stop, wait
 * until the line has been given back. No lock is held while calling out. What operators ask is written down by the loop on {@link
 * io.github.bc66coap.modem.StatusBoard} and read there under its lock, so that nobody waits for the loop or the module to know it. The same
 * goes for the history of states, what is counted and measured, and the AT lines. What is queued, in flight, observed and learned is read
 * where it is: in volatile fields of immutable values, and in collections that only the loop writes and any thread may read. {@link
 * io.github.bc66coap.modem.api.Traffic} and {@link io.github.bc66coap.modem.api.Firmware} are the copies that readers get.
 *
 * <p>Who watches. {@link io.github.bc66coap.modem.api.ModemWatcher}s are told of each AT line as it is kept, each message, whose it is, and
 * each state, by {@link io.github.bc66coap.modem.Watch}, in the event loop and without a lock. They register with the pool from any thread,
 * and must not block: who does more than put an event aside has a bounded queue and a thread of his own. What one throws is
 * logged, whatever it is, and goes no further. While nobody watches, each place where something happens reads one field, and nothing is
 * made of it. An event holds the immutable values that are there anyway; what people see of them is made by whoever shows it.
 *
 * <p>Everything that peers or callers can make grow is bounded. Of the tasks that wait for the line, replies go first, then
 * own requests, then refusals, and none is passed for ever.
 *
 * <p>Whose the line is. {@link io.github.bc66coap.modem.link.LineScheduler} has it closed, lent or open. Closed: nobody answers on it, or {@link
 * io.github.bc66coap.modem.link.Initialisation} uses it for steps that belong together; tasks wait. Lent: between two of its steps, or while
 * it waits for the network, Initialisation lends a line on which nothing is owed, and takes it back before its next step; tasks
 * that need no ready module run, one between two steps, others while there is time, and the step waits for the last of them, then for
 * any answer that this one still owes. Open: the module is ready, and all tasks run. A loss, a restart or a stop closes it, whatever it was.
 *
 * <p>Every future completes exactly once. A request ends with one {@link io.github.bc66coap.modem.api.SendOutcome}: while it
 * waits in the queue, a timer bounds how long the module may be away, and what is in flight for its peer has a deadline of its own;
 * while its commands are under way, their deadlines do; afterwards, the response timeout. Loss of the line or the module, and stop, end it at once, or leave it in the
 * queue if nothing had been sent.
 *
 * <p>What is in flight. NSTART is 1 for each endpoint (RFC 7252 section 4.7): one own message at a time is outstanding for each peer,
 * and those for one peer leave in their order. The commands of one message have the line until the module has said that it is sent.
 * From then on it is in {@link io.github.bc66coap.modem.InFlight}, and others may leave beside it: a NON for another peer at once,
 * a CON for another peer when the first one is acknowledged, has ended, or has waited for its acknowledgement for 3 s, when the
 * module sends it again. That is because the module tells the status of its last CON only: it is asked for the last time just
 * before the next CON leaves, as the note demands anyway, and what it says then concerns the first one; from then on its outcome
 * comes from the air or its deadline alone. Who has left a CON unacknowledged for those 3 s is silent until it is heard, and is
 * given no such time again, so that it costs each of the others 3 s once. 16 peers have something in flight at most, and those
 * that are silent are not given more than half of these places while others may need them. The queue is the only one that asks
 * whose turn it is; it does so when something is submitted, when something in flight has changed, and when the commands of a
 * message have ended.
 *
 * <p>The note demands that question (section 2.3.7) of each CON, before the next CON or NON leaves. {@link
 * io.github.bc66coap.modem.StatusAhead} has it put ahead of that, when the last CON is over and nothing is in flight, waits or wants
 * the line, to a module that is awake: a final answer spares the next message the question. That is done once for each CON: a message
 * that comes earlier, or after an answer that says nothing final, asks itself. A module that was asked ahead in vain isn't until it has
 * said something final. {@link io.github.bc66coap.modem.MessageSender} knows whether it is due.
 *
 * <p>A DTLS handshake is part of a message's commands, so nothing is sent during one. A context is made anew only while nothing is
 * in flight: the message that wants it waits, the others pass for as long as a response may take, and then they wait, too.
 * What is in flight when the line or the module is lost, or on a stop, ends at once.
 *
 * <p>The note doesn't say whether a module takes a second CON.
 * {@link io.github.bc66coap.modem.ConsInFlight} knows of which CONs the module still waits for the acknowledgement, requests and
 * replies alike. A message that is refused while there are any goes back to the head of the queue, once, until there are none.
 * If it is taken then, this firmware is known not to take messages of that type beside a CON: all of them wait until no CON is in
 * flight, until the module restarts. If it is refused again, that was not the reason.
 *
 * <p>The SIM. {@link io.github.bc66coap.modem.link.SimLock} gives it its passwords, {@link io.github.bc66coap.modem.link.SimGuard} lets
 * none go out that it has refused. What it has refused outlives everything here:
 * {@link io.github.bc66coap.modem.link.SimPasswords} is the one thing that all modems of the process share.
 *
 * <p>DTLS sessions. The module has one context, says nothing of the sessions in it, and can end one only by ending all:
 * {@code AT+QCOAPDEL}, {@code AT+QCOAPCREATE}. What is known of them is in {@link io.github.bc66coap.modem.DtlsSessions},
 * by peer: none, established, silent (so many CONs in a row left nothing behind), unreachable (the last handshake
 * failed, the next one has its time). Three tell it: {@link io.github.bc66coap.modem.UrcDispatcher} of each message
 * that comes, {@link io.github.bc66coap.modem.SendQueue} of each message that leaves and how it ends, and
 * {@link io.github.bc66coap.modem.LifeCycle} of a new context. One asks: the queue, before a message goes.
 * The answer is to send it, to let it wait (others pass), or that the context has to be made
 * anew. Then the queue rests, and the life cycle does so in a task of the line's, behind the replies that wait there: from
 * READY to CREATING and back, by the same steps as after a loss. What waits stays in the queue, and has not begun, so
 * nothing is lost or sent twice. {@link io.github.bc66coap.modem.link.LocalPorts} says which port the next context gets: the
 * same; the next one, if peers may hold sessions of which the module knows nothing any more, or ignore its handshakes.
 *
 * <p>Observers. {@link io.github.bc66coap.modem.Observer} draws the states of one: whole, doubtful, ended. {@link
 * io.github.bc66coap.modem.Observers} takes it from one to the next, and whoever ends without having asked for it is a {@link
 * io.github.bc66coap.modem.api.LostObserver} for the subscribers, once for each peer and path. Of an observer's notifications one is in the
 * queue or under way, and one waits for that: the message of an exchange may become a newer one as long as it waits, so the queue looks
 * at it when its turn has come, not before. What waits for an observer that ends is taken out of the queue at once; what has begun is
 * asked for once more before {@code AT+QCOAPSEND} leaves, from when on nothing can be taken back. A notification that gave way ends as
 * such, not as a failure. Of the observers of a path a few at a time have their messages in the queue, so that other sends get their
 * turns.
 *
 * <p>What a firmware doesn't print is learned, not waited for. A message that the module accepted ({@code OK}) has been sent when
 * something comes over the air that only an answer to it can be, or when nothing is said of it for as long as a command may take
 * and {@code AT+QCOAPDATASTATUS?} says so; of a message that nobody acknowledges, when the module answers that at all and has never
 * printed an outcome. Two such messages in a row, and {@link io.github.bc66coap.at.OutcomeHabits} takes it that there will be none:
 * then {@code AT+QCOAPSEND} ends with its {@code OK}. After the first, as long as none has ever been printed, the second is
 * given a breath instead of the whole deadline. It is unlearned at the first line with an outcome, and forgotten when the module
 * restarts, but not with the line. The long deadline of a handshake applies where one can be under way: to the first message to a
 * peer in an encrypted context; there it applies whatever has been learned. It also applies when an outcome has been seen to come
 * too late. What is learned belongs to the event loop; a copy is shown to whoever asks.
 *
 * <p>A message of which no {@code AT+QCOAPSEND} has left, because a command before it wasn't answered, goes back to the head of
 * the queue once; the line, which is suspect then, is checked before anything else. A message that is refused holds the line until
 * the module's settings have been read: if they are gone, it had restarted unheard, and the message goes back likewise.
 */
package io.github.bc66coap.modem;
