// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.faults;

import org.apache.camel.Exchange;

import io.github.bc66coap.camel.AtErrorException;
import io.github.bc66coap.camel.AtTimeoutException;
import io.github.bc66coap.camel.CoapOutcomeUnknownException;
import io.github.bc66coap.camel.CoapResetException;
import io.github.bc66coap.camel.CoapSendException;
import io.github.bc66coap.camel.CoapTimeoutException;
import io.github.bc66coap.camel.DtlsHandshakeException;
import io.github.bc66coap.camel.ModemUnavailableException;

/** What a route is told of a send. */
enum Verdict {
    /** The response is there, so the request has arrived. */
    ANSWERED,
    /** The module has sent it; nobody waited for more. */
    SENT,
    /** The peer has it, and rejected it. */
    RESET,
    /** It has not left the module. */
    NOT_SENT,
    /** It may have arrived. */
    UNKNOWN;

    static Verdict of(Exchange exchange, boolean awaited) {
        Exception failure = exchange.getException();
        if (failure == null) {
            return awaited ? ANSWERED : SENT;
        }
        if (failure instanceof CoapResetException) {
            return RESET;
        }
        if (failure instanceof CoapOutcomeUnknownException || failure instanceof CoapTimeoutException) {
            return UNKNOWN;
        }
        if (failure instanceof AtTimeoutException timeout) {
            return timeout.getCommand().startsWith("AT+QCOAPSEND") ? UNKNOWN : NOT_SENT;
        }
        if (failure instanceof AtErrorException
                || failure instanceof CoapSendException
                || failure instanceof ModemUnavailableException) {
            return NOT_SENT;
        }
        if (failure instanceof DtlsHandshakeException) {
            return failure.getMessage().contains("+QCOAPSEND: 2") ? NOT_SENT : UNKNOWN;
        }
        throw new AssertionError("no outcome of the table", failure);
    }
}
