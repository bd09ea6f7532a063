// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.camel;

/** What becomes an exchange of a consumer. */
public enum Bc66CoapEvent {
    /** A request from the network; the route's result answers it. */
    REQUEST,
    /** A response that no producer was waiting for: a notification, a late answer. */
    RESPONSE,
    /** The module woke up from deep sleep. */
    RECOVERED,
    /** The module is ready again with a new CoAP context; the body says why. */
    RESTARTED,
    /** A peer observes a path no more without having asked for that; the body says why. */
    OBSERVER_LOST
}
