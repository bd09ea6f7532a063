// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
/**
 * The values of CoAP in the words of RFC 7252: types, codes, message IDs, tokens, options, content-formats and peers. All of them are immutable, and
 * none knows AT commands, a module or Camel.
 */
package io.github.bc66coap.coap;
