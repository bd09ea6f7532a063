// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
/**
 * What users of a session see: settings, requests and responses, outcomes, states and events as immutable values, and the callbacks by which a
 * session calls out. Values may be used in any thread. Callbacks run in the session's event loop and must not block it. Nothing here knows how a
 * session works.
 */
package io.github.bc66coap.modem.api;
