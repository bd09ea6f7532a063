// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.modem;

/** What became of a response that no own request waits for. */
enum Delivery {
    /** Somebody has taken it. */
    ACCEPTED,
    /** It concerns nobody. */
    UNWANTED,
    /** Those whom it concerns have too much to do. */
    BUSY
}
