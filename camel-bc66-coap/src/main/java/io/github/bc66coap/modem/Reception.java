// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.modem;

/** What became of a response that no own request waits for. */
enum Reception {
    /** Somebody has taken it. */
    TAKEN,
    /** It concerns nobody. */
    UNWANTED,
    /** Those whom it concerns have too much to do. */
    NO_ROOM
}
