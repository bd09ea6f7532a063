// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.camel;

/** What becomes of a request whose body the module has cut. */
public enum Bc66CoapTruncated {
    /** It is answered 4.13, with the length that fits, and no exchange comes of it. */
    REJECT,
    /** It becomes an exchange that is marked by {@link Bc66CoapConstants#TRUNCATED}. */
    ACCEPT
}
