// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.lwm2m;

/** A change of the registration. */
public enum Lwm2mEvent {
    /** The server has accepted a new registration. */
    REGISTERED,
    /** The server has accepted an update; the lifetime restarts. */
    UPDATED,
    /** A registration or update failed; a retry follows. */
    FAILED,
    /** The bootstrap server has named the server to register with. */
    BOOTSTRAPPED,
    /** The registration has ended. */
    DEREGISTERED
}
