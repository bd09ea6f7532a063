// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.transport;

import java.io.IOException;
import java.nio.channels.SelectableChannel;

/**
 * A transport over a channel. It blocks until {@link #unblock()}; from then on one thread uses it, which serves many of them.
 */
public interface ChannelTransport extends ModemTransport {

    /**
     * From now on no method blocks, and only one thread may call any but {@link #close()}. {@link #read} returns 0 when nothing has
     * come. {@link #write} and {@link #setControlLine} keep what the line doesn't take at once, up to a bound beyond which they fail.
     * Earlier bytes may be waiting without notice from the channel, so first read until there are none.
     *
     * @return the channel to select
     * @throws IOException if the line is gone or closed
     */
    SelectableChannel unblock() throws IOException;

    /**
     * Hands kept bytes to the line, as far as it takes them.
     *
     * @return whether no bytes are left
     * @throws IOException if the line is lost or closed; the kept bytes are dropped then
     */
    boolean flush() throws IOException;

    /** Whether bytes wait until the line takes more. */
    boolean hasPendingBytes();
}
