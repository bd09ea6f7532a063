/*
 * Copyright 2026 the camel-bc66-coap authors
 *
 * Licensed under the Apache License, Version 2.0 (the "License");
 * you may not use this file except in compliance with the License.
 * You may obtain a copy of the License at
 *
 *     https://www.apache.org/licenses/LICENSE-2.0
 *
 * Unless required by applicable law or agreed to in writing, software
 * distributed under the License is distributed on an "AS IS" BASIS,
 * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
 * See the License for the specific language governing permissions and
 * limitations under the License.
 */
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
