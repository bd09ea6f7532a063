// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
/**
 * The Camel component: exchanges, headers and endpoints. No other package knows Camel.
 *
 * <p>Threads. Camel calls producers on any thread. They hand the request to the modem and return. The modem completes it in its event loop, which
 * must not run routes, so the exchange continues on a worker of the component ({@link Continuations}). Requests and events arrive in the event loop
 * and go straight to the consumer's own pools ({@link Requests}, {@link Events}). The context's executor service manager makes these threads, virtual
 * ones if configured. The threads of a modem are always platform threads ({@link ContextModems}). Pools and queues are bounded. When full, a request
 * is refused (the peer gets 5.03 or retransmits), and a producer's exchange fails at once. Start and stop wait for the modem for a limited time.
 *
 * <p>A request occupies one place of its consumer from its arrival to the end of its exchange. It needs a thread while it runs through the route, but
 * none while a step is asynchronous or the module sends the response. It needs another thread to end its exchange (to move files, to close resources),
 * because that is no work for the event loop. Routes and the ends of exchanges run on separate threads: a route may wait for something that another
 * exchange holds until it ends, such as a file.
 *
 * <p>Why no exchange waits for a thread for ever. In a route, a thread may wait for another exchange: a template asks another route, whose producer
 * sends and then needs a thread to continue. If all threads of a bounded pool waited like this, they would wait for the pool itself. So a producer
 * reserves a thread before it sends. There are never more sends under way, or exchanges continuing after one, than threads allowed; any further send
 * is refused before it begins. A continuing exchange may send again before its thread is free, so there are twice as many reservations and threads in
 * all. Usually a small number of threads does the work. An extra one is started only when tasks wait and none has been taken for a while. Consumers'
 * threads may wait for workers, never the reverse: to end a send, the component never needs a consumer's thread.
 *
 * <p>When no more threads can be made, the existing threads take the waiting tasks. If they don't, the steward does: a thread that exists as long as
 * there is a reservation. The steward must never wait for a thread itself. So while it runs an exchange, no reservation is granted, and what that
 * exchange sends is refused at once. A consumer's task for which its pool has no thread is refused if it would begin a request, and goes to the
 * workers if it ends one or is an event. After the component has stopped, the steward runs the exchanges that are left.
 *
 * <p>A consumer processes its events one after the other, asynchronous steps included ({@link StepSequence}). An event that never ends holds up those
 * behind it. Their number is bounded.
 *
 * <p>No lock is held while calling out. Each request gets one response, and each response one outcome. Each exchange is done and released once. A place and
 * a reservation are given back once.
 *
 * <p>Each header has one writer and one reader, see {@link Bc66CoapConstants}. A peer chooses neither the name nor the meaning of a header. What the
 * component remembers of an exchange is a {@link SharedProperty}.
 *
 * <p>The route's author chooses the options of an endpoint. When a URI is computed from a message, {@link Bc66CoapSendDynamicAware} separates the
 * author's options from the message's text. {@link Bc66CoapComponent} refuses what it can't separate and what affects more than one message.
 */
package io.github.bc66coap.camel;
