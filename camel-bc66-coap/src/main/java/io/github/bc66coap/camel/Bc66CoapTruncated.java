// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.camel;

/** What to do with a request whose body the module has cut. */
public enum Bc66CoapTruncated {
    /** Respond 4.13 with the length that fits; the route does not run. */
    REJECT,
    /** Run the route with the header {@link Bc66CoapConstants#TRUNCATED}. */
    ACCEPT
}
