// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
/**
 * Bytes in, bytes out: lines to a module over a serial port, TCP, or telnet with COM-PORT-OPTION (RFC 2217). Knows neither AT commands nor Camel.
 *
 * <p>Who may call what of one {@link ModemTransport}:
 *
 * <ul>
 *   <li>{@code read}: one thread for the life of the transport; it blocks. For a serial port it must be a platform thread, because it
 *       waits in native code.
 *   <li>{@code write}: any thread, one at a time, also during a read. It blocks while the line's buffer is full.
 *   <li>{@code writeAtOnce}: as {@code write}, but it doesn't block.
 *   <li>{@code setControlLine}: any thread, but not during a write. It may block, for ever if a driver hangs.
 *   <li>{@code close}: any thread at any time, any number of times.
 *   <li>{@code transmitTime}, {@code describe}: any thread at any time.
 * </ul>
 *
 * <p>After {@code unblock}, a {@link ChannelTransport} (TCP, RFC 2217) never blocks. Then only the thread that unblocked it may call its methods,
 * except {@code close}, {@code transmitTime} and {@code describe}.
 *
 * <p>No class here starts a thread while the process runs. When the process ends, shutdown hooks close the serial ports that are still open. Any
 * thread may call {@code ModemTransportFactory.open}, at the same time for different devices.
 */
package io.github.bc66coap.transport;
