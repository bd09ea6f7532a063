// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.lwm2m;

/** What becomes of a registration. */
public enum Lwm2mEvent {
    /** There is a new one. */
    REGISTERED,
    /** Its lifetime begins anew. */
    UPDATED,
    /** It could not be made or updated; it is tried again. */
    FAILED,
    /** A bootstrap server has said where to register. */
    BOOTSTRAPPED,
    /** It has ended. */
    DEREGISTERED
}
