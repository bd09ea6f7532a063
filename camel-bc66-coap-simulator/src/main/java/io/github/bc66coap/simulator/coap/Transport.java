// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.simulator.coap;

import java.net.InetSocketAddress;
import java.util.function.Consumer;

/**
 * Datagrams out and in, with or without DTLS. Thread-safe; receivers and callbacks are called on threads of the
 * transport.
 */
public interface Transport {
    /** Takes incoming datagrams. */
    interface Receiver {
        /** A datagram came from the peer. */
        void received(InetSocketAddress peer, byte[] datagram);
    }

    /** The local address. */
    InetSocketAddress address();

    /** Sends a datagram; the result is told when it has left, or will never. */
    void send(byte[] datagram, InetSocketAddress peer, Consumer<SendResult> result);

    /** Tells all peers that it ends, if the protocol has a word for that, and closes the socket. */
    void close();

    /** Does it have sessions with peers, as with DTLS? */
    default boolean hasSessions() {
        return false;
    }

    /** Forgets all sessions with peers without a word to them. */
    default void forgetSessions() {}

    /** Closes the socket without a word, as the loss of power does. */
    void drop();
}
