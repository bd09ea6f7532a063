// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.transport;

import java.io.IOException;
import java.nio.channels.SelectableChannel;

/**
 * A transport over a channel, which blocks like any other until it is told not to. From then on one thread uses it that waits for many
 * of them at a time.
 */
public interface ChannelTransport extends ModemTransport {

    /**
     * From now on nothing here blocks, and everything but {@link #close()} belongs to one thread: {@link #read} returns 0 when nothing
     * has come, {@link #write} and {@link #setControlLine} keep what the line doesn't take at once, within bounds, beyond which they
     * fail. Bytes may have come before, of which the channel doesn't tell: so read once, at least, until there are none.
     *
     * @return what to wait for
     * @throws IOException if the line is gone or closed
     */
    SelectableChannel unblock() throws IOException;

    /**
     * Hands what is kept to the line, as far as it takes it.
     *
     * @return whether nothing is kept any more
     * @throws IOException if the line is gone or closed; nothing is kept any more then
     */
    boolean flush() throws IOException;

    /** Whether something is kept, so that it is worth to wait until the line takes more. */
    boolean hasKept();
}
