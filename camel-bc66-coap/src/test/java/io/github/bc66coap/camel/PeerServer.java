// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.camel;

/**
 * A real CoAP server of a stack of its own. All have the same resources: {@code /store} keeps what is put, {@code /query} says what it
 * was asked, {@code /slow} takes its time, {@code /separate} answers by a message of its own, of the type in the query, {@code /error}
 * by the code in the query, and {@code /observed} can be observed.
 */
interface PeerServer extends AutoCloseable {
    /** No request's body may be longer. */
    int MAX_BODY = 128 * 1024;

    int port();

    /** Changes what is observed. */
    void change(String to);

    /** Ends all observations by 4.04. */
    void vanish();

    int observers();

    @Override
    void close();
}
