// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.modem.api;

/** Which request gets a separate response: the module does not show to which one it belongs. */
public enum SeparateResponses {
    /** None, while it may be the late response to an earlier request. */
    STRICT,
    /** The request that waits: servers never respond late. */
    TRUST
}
