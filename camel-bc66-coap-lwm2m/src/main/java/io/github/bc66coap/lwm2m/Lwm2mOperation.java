// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.lwm2m;

/** An operation that a platform requests. */
public enum Lwm2mOperation {
    /** The body after the steps is the value. */
    READ,
    /** The body is the written value. */
    WRITE,
    /** The body is the arguments as text, empty if there are none. */
    EXECUTE
}
