/*
 * Copyright 2026 the camel-bc66-coap authors
 *
 * Licensed under the Apache License, Version 2.0 (the "License");
 * you may not use this file except in compliance with the License.
 * You may obtain a copy of the License at
 *
 *     https://www.apache.org/licenses/LICENSE-2.0
 *
 * Unless required by applicable law or agreed to in writing, software
 * distributed under the License is distributed on an "AS IS" BASIS,
 * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
 * See the License for the specific language governing permissions and
 * limitations under the License.
 */
/**
 * The Camel component: everything that knows of exchanges, headers and endpoints.
 *
 * <p>Threads. Producers are called by Camel on any thread; they hand a request to the modem and return. Its future
 * completes in the modem's event loop, which isn't for routes: the exchange goes on on one of the component's workers.
 * Requests and events from the network come in the event loop, too, and go at once to threads of the consumer, of which
 * there are a bounded number with a bounded queue, as the context's thread pool profiles {@code bc66coap-request} and
 * {@code bc66coap-event} may say; what doesn't fit is refused, so that the peer hears of it or sends it again. Start and
 * stop wait for the modem within bounds. All these are threads as Camel makes them, virtual ones if so wished; those of a modem are
 * platform threads always ({@link io.github.bc66coap.camel.LineThreads}).
 *
 * <p>Headers have one writer and one reader each, see {@link io.github.bc66coap.camel.Bc66CoapConstants}; the component
 * sets no header whose name, and reads none whose meaning, comes from a peer. What else it has to remember of an exchange,
 * from one attempt or step to the next, are immutable values among its safe copy properties, which redelivery leaves alone
 * and copies share.
 */
package io.github.bc66coap.camel;
