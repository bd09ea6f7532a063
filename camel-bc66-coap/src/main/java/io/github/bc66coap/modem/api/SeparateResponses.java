// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.modem.api;

/** Whom a separate response is given to: the module doesn't show to which request it belongs. */
public enum SeparateResponses {
    /** Nobody, while it may be a late answer to an earlier request. */
    STRICT,
    /** The request that waits: servers never answer late. */
    TRUST
}
