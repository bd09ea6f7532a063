// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.lwm2m;

/** What a platform wants of a resource. */
public enum Lwm2mOperation {
    /** The body that the route ends with is the value. */
    READ,
    /** The body is the value that was written. */
    WRITE,
    /** The body is the arguments' text, empty without any. */
    EXECUTE
}
