// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.camel;

import java.time.Duration;

/**
 * What was to be sent, as failures tell of it.
 *
 * @param peer to whom
 * @param name method and path, or code, for people
 * @param patience how long a response was waited for
 * @param pskIdentity {@code null} without DTLS
 */
record SentMessage(String peer, String name, Duration patience, String pskIdentity) {}
