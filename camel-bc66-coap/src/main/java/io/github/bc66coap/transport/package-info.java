/**
 * Bytes in, bytes out: lines to a module over a serial port, TCP, or telnet with COM-PORT-OPTION (RFC 2217). Knows neither AT
 * commands nor Camel.
 *
 * <p>Who may call what of one {@link io.github.bc66coap.transport.ModemTransport}:
 *
 * <ul>
 *   <li>{@code read}: one thread for the life of the transport, and it blocks there. It must be a platform thread for a serial
 *       port, as it waits inside native code.
 *   <li>{@code write}: any thread, but one at a time. It may block while the line's buffer is full, at the same time as a read.
 *   <li>{@code writeAtOnce}: as {@code write}, but it doesn't block.
 *   <li>{@code setControlLine}: any thread, but not while a write is under way. It may block, for ever if a driver hangs.
 *   <li>{@code close}: any thread at any time, the reader and the writer included, any number of times.
 *   <li>{@code transmitTime}, {@code describe}: any thread at any time.
 * </ul>
 *
 * <p>A {@link io.github.bc66coap.transport.ChannelTransport} that has been unblocked is different: nothing blocks, and all but {@code
 * close}, {@code transmitTime} and {@code describe} belongs to the one thread that unblocked it. TCP and RFC 2217 are such.
 *
 * <p>No class here starts a thread while the process lives; when it ends, serial ports that are still open are closed by threads made
 * for that. {@code ModemTransportFactory.open} may be called by any thread, for different devices at the
 * same time.
 */
package io.github.bc66coap.transport;
