// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.faults;

/** How the peer answers a request, which tells it; a NON by a NON, as RFC 7252 wants it (section 5.2.3). */
enum How {
    /** In the acknowledgement. */
    PIGGYBACKED,
    /** By a CON of its own, after the acknowledgement. */
    SEPARATE_CON,
    /** By a NON of its own, after the acknowledgement. */
    SEPARATE_NON,
    /** By a CON of its own, before the acknowledgement. */
    BEFORE_ACK,
    /** With 4.04. */
    NOT_FOUND,
    /** By a reset. */
    RESET,
    /** By an acknowledgement, and no response. */
    ACK_ONLY,
    /** Not at all. */
    SILENT;

    /** Does a response come at all? */
    boolean isAnswer() {
        return ordinal() <= NOT_FOUND.ordinal();
    }
}
