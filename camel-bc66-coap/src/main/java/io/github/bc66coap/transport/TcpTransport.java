// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.transport;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketOption;
import java.net.SocketTimeoutException;
import java.net.StandardSocketOptions;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.Map;

/**
 * A serial line behind a terminal server that passes bytes unchanged, such as ser2net in raw mode. A telnet port does not, so a line that
 * begins with telnet ends at once.
 */
final class TcpTransport implements ChannelTransport {
    private static final Map<String, Integer> KEEP_ALIVE_SECONDS =
            Map.of("TCP_KEEPIDLE", 60, "TCP_KEEPINTERVAL", 10, "TCP_KEEPCOUNT", 3);

    /** More than a command line with its message: a line that keeps so much waiting is dead. */
    private static final int MOST_KEPT = 65_536;

    private final SocketChannel channel;
    private final DeviceName device;
    private final LineSettings settings;
    private final LineGate gate = new LineGate(this::closeSocket);
    private final TelnetGreeting greeting = new TelnetGreeting();
    /** No more bytes can be read. */
    private volatile boolean gone;
    /** No more bytes can be written; earlier ones, such as a server's last words, can still be read. */
    private volatile boolean broken;
    /** Why the line must not be used; {@code null} if it may. */
    private volatile UnusableLineException unusable;

    private volatile boolean unblocked;
    /** Bytes that the line has not taken yet; only when unblocked. */
    private ByteBuffer kept = ByteBuffer.allocate(0);

    private TcpTransport(SocketChannel channel, DeviceName device, LineSettings settings) {
        this.channel = channel;
        this.device = device;
        this.settings = settings;
    }

    /** @param device with a host and a port */
    static TcpTransport open(DeviceName device, LineSettings settings) throws IOException {
        try {
            return new TcpTransport(connect(device, settings.connectTimeout()), device, settings);
        } catch (UnknownHostException e) {
            throw cannotOpen(device, "the host name can't be resolved", e);
        } catch (SocketTimeoutException e) {
            throw cannotOpen(
                    device, "no connection within " + settings.connectTimeout().toMillis() + " ms", e);
        } catch (ConnectException e) {
            throw cannotOpen(device, lowerCase(e), e);
        } catch (IOException e) {
            throw cannotOpen(device, String.valueOf(e.getMessage()), e);
        }
    }

    static IOException cannotOpen(DeviceName device, String reason, IOException cause) {
        return new IOException("Can't open " + device.text() + ": " + reason, cause);
    }

    private static String lowerCase(ConnectException e) {
        String message = String.valueOf(e.getMessage());
        return message.startsWith("Connection refused") ? "connection refused" : message;
    }

    /** A name may have several addresses, not all with a listener: {@code localhost} often has. */
    private static SocketChannel connect(DeviceName device, Duration timeout) throws IOException {
        // the time limit excludes resolving the name
        InetAddress[] addresses = InetAddress.getAllByName(device.host());
        long end = System.nanoTime() + timeout.toNanos();
        IOException first = null;
        for (InetAddress address : addresses) {
            long left = Duration.ofNanos(end - System.nanoTime()).toMillis();
            if (first != null && left <= 0) {
                break;
            }
            try {
                return connect(new InetSocketAddress(address, device.port()), millis(left));
            } catch (IOException e) {
                first = first == null ? e : first;
            }
        }
        throw first;
    }

    private static SocketChannel connect(InetSocketAddress address, int timeoutMillis) throws IOException {
        SocketChannel channel = SocketChannel.open();
        try {
            Socket socket = channel.socket();
            socket.connect(address, timeoutMillis);
            socket.setTcpNoDelay(true);
            keepAlive(socket);
            return channel;
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    /** The system's default is to probe a silent peer after two hours. Skips options that the platform lacks. */
    private static void keepAlive(Socket socket) throws IOException {
        socket.setOption(StandardSocketOptions.SO_KEEPALIVE, true);
        for (SocketOption<?> option : socket.supportedOptions()) {
            Integer value = KEEP_ALIVE_SECONDS.get(option.name());
            if (value != null && option.type() == Integer.class) {
                setInteger(socket, option, value);
            }
        }
    }

    @SuppressWarnings("unchecked")
    private static void setInteger(Socket socket, SocketOption<?> option, Integer value) throws IOException {
        socket.setOption((SocketOption<Integer>) option, value);
    }

    private static int millis(long millis) {
        return (int) Math.max(1, Math.min(millis, Integer.MAX_VALUE));
    }

    @Override
    public int read(byte[] buffer) throws IOException {
        int count = read(buffer, 0);
        if (device.kind() == DeviceName.Kind.TCP && greeting.isEndedBy(buffer, count)) {
            unusable = new UnusableLineException(
                    device.text() + " negotiates telnet, which would damage bytes: use " + device.with("rfc2217"));
            gone = true;
            throw unusable;
        }
        return count;
    }

    /**
     * As {@link #read(byte[])}, with a time limit.
     *
     * @throws SocketTimeoutException if nothing came within {@code patience}; the line stays usable
     */
    int read(byte[] buffer, Duration patience) throws IOException {
        return read(buffer, millis(patience.toMillis()));
    }

    private int read(byte[] buffer, int timeoutMillis) throws IOException {
        if (buffer.length == 0) {
            throw new IllegalArgumentException("buffer must hold at least one byte");
        }
        if (gone || !gate.enter()) {
            return -1;
        }
        try {
            int count = receive(buffer, timeoutMillis);
            if ((count > 0 || count == 0 && unblocked) && !gate.isClosing()) {
                return count;
            }
        } catch (SocketTimeoutException e) {
            throw e;
        } catch (IOException e) {
            if (!gate.isClosing()) {
                gone = true;
                throw broken(e);
            }
        } finally {
            gate.leave();
        }
        gone = true;
        return -1;
    }

    private int receive(byte[] buffer, int timeoutMillis) throws IOException {
        if (unblocked) {
            return channel.read(ByteBuffer.wrap(buffer));
        }
        channel.socket().setSoTimeout(timeoutMillis);
        return channel.socket().getInputStream().read(buffer);
    }

    @Override
    public void write(byte[] bytes) throws IOException {
        UnusableLineException refused = unusable;
        if (refused != null) {
            throw refused;
        }
        enterToWrite();
        try {
            if (unblocked) {
                send(ByteBuffer.wrap(bytes));
            } else {
                channel.socket().getOutputStream().write(bytes);
            }
        } catch (IOException e) {
            throw unwritable(e);
        } finally {
            gate.leave();
        }
    }

    private void enterToWrite() throws IOException {
        if (gone || broken || !gate.enter()) {
            kept = ByteBuffer.allocate(0);
            throw new IOException(describe() + (gate.isClosing() ? " is closed" : " is gone"));
        }
    }

    private IOException unwritable(IOException e) {
        broken = true;
        kept = ByteBuffer.allocate(0);
        return gate.isClosing() ? new IOException(describe() + " is closed", e) : broken(e);
    }

    private void send(ByteBuffer bytes) throws IOException {
        if (!kept.hasRemaining()) {
            channel.write(bytes);
        }
        if (bytes.hasRemaining()) {
            keep(bytes);
        }
    }

    private void keep(ByteBuffer bytes) throws IOException {
        int both = kept.remaining() + bytes.remaining();
        if (both > MOST_KEPT) {
            throw new IOException("it doesn't take " + kept.remaining() + " bytes that wait already");
        }
        kept = ByteBuffer.allocate(both).put(kept).put(bytes).flip();
    }

    @Override
    public SelectableChannel unblock() throws IOException {
        enterToWrite();
        try {
            channel.configureBlocking(false);
            unblocked = true;
            return channel;
        } finally {
            gate.leave();
        }
    }

    boolean isUnblocked() {
        return unblocked;
    }

    @Override
    public boolean flush() throws IOException {
        if (kept.hasRemaining()) {
            enterToWrite();
            try {
                channel.write(kept);
            } catch (IOException e) {
                throw unwritable(e);
            } finally {
                gate.leave();
            }
        }
        return !kept.hasRemaining();
    }

    @Override
    public boolean hasPendingBytes() {
        return kept.hasRemaining();
    }

    private IOException broken(IOException e) {
        return new IOException(describe() + " is gone: " + e.getMessage(), e);
    }

    @Override
    public Duration transmitTime(int bytes) {
        return settings.transmitTime(bytes);
    }

    @Override
    public String rateHint() {
        return "; over tcp:// the server's own rate holds, with ser2net 9600 unless its connector names one; rfc2217:// sets it";
    }

    /** @return false: a plain connection has no control lines */
    @Override
    public boolean setControlLine(ControlLine line, boolean active) {
        return false;
    }

    @Override
    public void close() {
        gate.close(this::closeSocket);
    }

    boolean isClosed() {
        return gate.isClosing();
    }

    private void closeSocket() {
        try {
            channel.close();
        } catch (IOException e) {
            // nothing is left to release
        }
    }

    @Override
    public String describe() {
        return device.text() + " at " + settings.baudRate() + " baud";
    }

    @Override
    public String toString() {
        return describe();
    }
}
