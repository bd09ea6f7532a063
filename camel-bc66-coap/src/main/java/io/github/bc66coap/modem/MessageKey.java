// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.modem;

import io.github.bc66coap.coap.MessageId;
import io.github.bc66coap.coap.Peer;

/** What distinguishes messages, in either direction (RFC 7252 section 4.5). */
record MessageKey(Peer peer, MessageId messageId) {}
