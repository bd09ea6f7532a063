// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.camel;

/** What becomes an exchange of a consumer. */
public enum Bc66CoapEvent {
    /** A request from the network; the route's result is the response. */
    REQUEST,
    /** A response that no producer waited for: a notification or a late response. */
    RESPONSE,
    /** The module woke up from deep sleep. */
    RECOVERED,
    /** The module is ready again with a new CoAP context; the body has the reason. */
    RESTARTED,
    /** A peer no longer observes a path, but has not cancelled; the body has the reason. */
    OBSERVER_LOST
}
