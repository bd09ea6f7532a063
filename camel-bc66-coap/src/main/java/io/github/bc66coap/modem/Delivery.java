// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.modem;

/** What became of a response that no outgoing request waits for. */
enum Delivery {
    ACCEPTED,
    UNWANTED,
    /** Those who want it have too much to do. */
    BUSY
}
