/**
 * One module's session: life cycle, send queue, matching of responses, service of requests.
 *
 * <p>Threads. {@link io.github.bc66coap.modem.Modem} and {@link io.github.bc66coap.modem.ModemPool} may be called from
 * any thread; they hand everything over to the modem's event loop and return futures. All other classes live in that
 * loop, without locks. The loop calls out in three ways, and none may block it: it completes futures, it calls
 * {@link io.github.bc66coap.modem.RequestService.Handler} and {@link io.github.bc66coap.modem.EventSubscriber}, and it
 * asks threads of their own to open and to close a line, one after the other: the next opening, and the end of a stop, wait
 * until the line has been given back. No lock is held while calling out.
 *
 * <p>Everything that peers or callers can make grow is bounded. Of the tasks that wait for the line, replies go first, then
 * own requests, then refusals, and none is passed for ever.
 *
 * <p>Every future completes exactly once. A request ends with one {@link io.github.bc66coap.modem.SendOutcome}: while it
 * waits in the queue, a timer bounds how long the module may be away; while its commands are under way, their deadlines
 * do; afterwards, the response timeout. Loss of the line or the module, and stop, end it at once, or leave it in the
 * queue if nothing had been sent.
 */
package io.github.bc66coap.modem;
