/**
 * The values of CoAP in the words of RFC 7252: types, codes, message IDs, tokens, options, content-formats and peers.
 * All of them are immutable, and none knows of AT commands, of a module or of Camel.
 */
package io.github.bc66coap.coap;
