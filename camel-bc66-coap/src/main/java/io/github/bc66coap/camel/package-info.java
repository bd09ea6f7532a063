// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
/**
 * The Camel component: everything that knows of exchanges, headers and endpoints.
 *
 * <p>Threads. Producers are called by Camel on any thread; they hand a request to the modem and return. Its future
 * completes in the modem's event loop, which isn't for routes: the exchange goes on on one of the component's workers
 * ({@link io.github.bc66coap.camel.Continuations}). Requests and events from the network come in the event loop, too,
 * and go at once to threads of the consumer ({@link io.github.bc66coap.camel.Requests}, {@link
 * io.github.bc66coap.camel.Events}). All these threads are made by the context's executor service manager, virtual
 * ones if so wished; those of a modem are platform threads always ({@link io.github.bc66coap.camel.ContextModems}). What
 * doesn't fit is refused, so that the peer hears of it or sends it again, and a producer's exchange ends at once.
 * Start and stop wait for the modem within bounds.
 *
 * <p>A request takes one of its consumer's places from its arrival to the end of its exchange. It needs a thread to run
 * through the route, none while a step is asynchronous or while the module sends its reply, and one to end its exchange
 * (files are moved, resources closed), which is not the event loop's work either. Threads that end exchanges are others
 * than those that routes run on: a route may wait for what another exchange holds until it ends, such as a file that it
 * polls.
 *
 * <p>Why no exchange waits for ever for a thread. A thread may wait, in a route, for another exchange: a template that
 * asks another route, whose producer sends and needs a thread to go on. If all threads of a bounded pool did so, each
 * would wait for the pool. So a producer sends nothing unless it has reserved a thread: never are more sends under way,
 * or exchanges going on after one, than there may be threads, and whoever would be one too many is refused before
 * anything is sent. An exchange that goes on may send again before its thread is free; for that there are as many
 * reservations, and threads, once more. Threads in the usual number go through what waits; only when none of them has taken up anything for a
 * while, though something waits, is one more made, which therefore may be. The consumers' threads may wait for workers,
 * never the other way round: nothing of this component's own needs a consumer's thread in order to end a send.
 *
 * <p>Where no more threads can be made, what waits is taken up by the threads that there are, and, if these don't, by the
 * one that watches over them: the steward, which is there as long as a reservation is, else there is none. It must not be
 * made to wait for a thread itself, so while it runs an exchange, no reservation is given, and whatever it sends is
 * refused at once. What was under way before doesn't wait for it but by way of exchanges that it takes up one after the
 * other. A consumer's task for which its pool has no thread at all is refused if it is to begin a request, and handed to
 * the workers if it is to end one or to process an event. After the end of a component, exchanges that outlive it are the
 * steward's.
 *
 * <p>Events of a consumer are one after the other, asynchronous steps included
 * ({@link io.github.bc66coap.camel.InOrder}). An event that never ends holds up those behind it, which are bounded.
 *
 * <p>No lock is held while calling out. Each request's reply completes once, and so does what becomes of it; each exchange
 * is done and released once; a place and a reservation come back once.
 *
 * <p>Headers have one writer and one reader each, see {@link io.github.bc66coap.camel.Bc66CoapConstants}; the component
 * sets no header whose name, and reads none whose meaning, comes from a peer. What else it has to remember of an exchange,
 * from one attempt or step to the next, are immutable values among its safe copy properties, which redelivery leaves alone
 * and copies share.
 *
 * <p>Options of an endpoint come from whoever wrote the route. Where a URI is made of a message,
 * {@link io.github.bc66coap.camel.Bc66CoapSendDynamicAware} tells its author's options from a message's text, and
 * {@link io.github.bc66coap.camel.Bc66CoapComponent} refuses what it can't tell and what reaches beyond a message.
 */
package io.github.bc66coap.camel;
