// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.transport;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectableChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A serial port behind a telnet server with COM-PORT-OPTION (RFC 2217). This side sets its rate and drives its control lines.
 *
 * <p>If the server refuses options, the line is used without them: the server's own rate applies, and without binary mode line ends are
 * sent unchanged, as other clients do. Flow control is left to TCP. If nobody replies as a telnet server does, the port is raw and
 * telnet would damage its bytes, so it is not opened.
 *
 * <p>A server that refuses a line says why in plain text and hangs up. A client that writes at that moment may lose the text, so this one
 * listens first.
 */
final class Rfc2217Transport implements ChannelTransport {
    private static final Logger LOG = LoggerFactory.getLogger(Rfc2217Transport.class);
    private static final Duration LONGEST_NEGOTIATION = Duration.ofSeconds(3);
    /** How long to wait for the first bytes of a server; most send their offers at once. */
    private static final Duration LISTENING = Duration.ofMillis(300);
    /** How long to wait for each further piece. */
    private static final Duration FOLLOWING = Duration.ofMillis(100);
    /** A device that never pauses must not fill the memory. */
    private static final int MOST_HEARD = 4096;

    private static final Set<Integer> SETTINGS =
            Set.of(ComPort.SET_BAUDRATE, ComPort.SET_DATASIZE, ComPort.SET_PARITY, ComPort.SET_STOPSIZE);
    private static final int RAW_BUFFER = 1024;
    private static final int QUOTED_CHARACTERS = 80;

    private final TcpTransport tcp;
    private final LineSettings settings;
    private final TelnetOptions options = new TelnetOptions();
    private final TelnetDecoder decoder = new TelnetDecoder(new ServerCommands());
    private final Set<Integer> answered = new HashSet<>();

    /** Keeps replies of the reader thread from interleaving with writes. */
    private final ReentrantLock sending = new ReentrantLock();

    /** Data that came during the negotiation; read first. */
    private ByteBuffer early = ByteBuffer.allocate(0);

    private volatile boolean comPort;

    /** The rate that the server has reported; 0 before. */
    private volatile int portRate;

    /** Whether a command has come that only a telnet server sends. */
    private boolean telnet;

    private Rfc2217Transport(TcpTransport tcp, LineSettings settings) {
        this.tcp = tcp;
        this.settings = settings;
    }

    /**
     * Connects, listens for at most 0.4 seconds and negotiates for at most three. Later writes leave the far port at the right rate.
     *
     * @param device with a host and a port
     */
    static Rfc2217Transport open(DeviceName device, LineSettings settings) throws IOException {
        TcpTransport tcp = TcpTransport.open(device, settings);
        Rfc2217Transport transport = new Rfc2217Transport(tcp, settings);
        try {
            transport.negotiate(device);
            return transport;
        } catch (IOException | RuntimeException e) {
            tcp.close();
            throw e;
        }
    }

    private void negotiate(DeviceName device) throws IOException {
        ByteArrayOutputStream data = new ByteArrayOutputStream();
        byte[] first = listen(device);
        boolean silent = first.length == 0;
        sendOffers();
        data.write(first, 0, decoder.decode(first, first.length));
        long end = System.nanoTime() + patience().toNanos();
        byte[] buffer = new byte[RAW_BUFFER];
        long left;
        while (!isNegotiated() && (left = end - System.nanoTime()) > 0) {
            int count = readWithin(buffer, left, device, data);
            silent &= count == 0;
            data.write(buffer, 0, decoder.decode(buffer, count));
        }
        early = ByteBuffer.wrap(data.toByteArray());
        if (!telnet) {
            throw TcpTransport.cannotOpen(
                    device,
                    "nobody answers telnet's negotiation, so it seems to be a raw port: use " + device.with("tcp")
                            // some servers let a second client wait
                            + (silent ? ", unless another client has it" : ""),
                    null);
        }
        if (!isNegotiated() || !comPort) {
            LOG.warn("{}: the server doesn't let its port be set (COM-PORT-OPTION); its own settings hold", describe());
        }
    }

    /** @return the bytes that came, with commands, not yet handled */
    private byte[] listen(DeviceName device) throws IOException {
        ByteArrayOutputStream heard = new ByteArrayOutputStream();
        ByteArrayOutputStream data = new ByteArrayOutputStream();
        TelnetDecoder text = new TelnetDecoder(new Greeting());
        byte[] buffer = new byte[RAW_BUFFER];
        long end = System.nanoTime() + LISTENING.toNanos();
        int count = readWithin(buffer, LISTENING.toNanos(), device, data);
        while (count > 0) {
            heard.write(buffer, 0, count);
            data.write(buffer, 0, text.decode(buffer, count));
            boolean enough = heard.size() >= MOST_HEARD || end - System.nanoTime() < 0;
            count = enough ? 0 : readWithin(buffer, FOLLOWING.toNanos(), device, data);
        }
        return heard.toByteArray();
    }

    private Duration patience() {
        Duration connect = settings.connectTimeout();
        return connect.compareTo(LONGEST_NEGOTIATION) < 0 ? connect : LONGEST_NEGOTIATION;
    }

    private void sendOffers() throws IOException {
        ByteArrayOutputStream offers = new ByteArrayOutputStream();
        for (TelnetOption option : TelnetOption.values()) {
            offers.writeBytes(options.offer(option));
            if (option != TelnetOption.COM_PORT) {
                offers.writeBytes(options.request(option));
            }
        }
        answer(offers.toByteArray());
    }

    private boolean isNegotiated() {
        return !options.isOpen(TelnetOption.COM_PORT) && (!comPort || answered.containsAll(SETTINGS));
    }

    /**
     * @param data the earlier data, without commands
     * @return 0 if nothing came in time
     * @throws IOException if the server hung up; quotes its text
     */
    private int readWithin(byte[] buffer, long nanos, DeviceName device, ByteArrayOutputStream data)
            throws IOException {
        int count;
        IOException cause = null;
        try {
            count = tcp.read(buffer, Duration.ofNanos(nanos));
        } catch (SocketTimeoutException e) {
            return 0;
        } catch (IOException e) {
            count = -1;
            cause = e;
        }
        if (count < 0) {
            throw TcpTransport.cannotOpen(device, "the server closed the connection" + quoted(data), cause);
        }
        return count;
    }

    private static String quoted(ByteArrayOutputStream data) {
        String text = data.toString(StandardCharsets.US_ASCII)
                .replaceAll("[^\\x20-\\x7E]+", " ")
                .trim();
        return text.isEmpty() ? "" : ", saying: " + text.substring(0, Math.min(text.length(), QUOTED_CHARACTERS));
    }

    @Override
    public int read(byte[] buffer) throws IOException {
        if (early.hasRemaining() && !tcp.isClosed()) {
            int count = Math.min(early.remaining(), buffer.length);
            early.get(buffer, 0, count);
            return count;
        }
        int count;
        do {
            count = tcp.read(buffer);
            if (count < 0) {
                return -1;
            }
            count = decoder.decode(buffer, count);
        } while (count == 0 && !tcp.isUnblocked());
        return count;
    }

    @Override
    public SelectableChannel unblock() throws IOException {
        return tcp.unblock();
    }

    @Override
    public boolean flush() throws IOException {
        return tcp.flush();
    }

    @Override
    public boolean hasPendingBytes() {
        return tcp.hasPendingBytes();
    }

    @Override
    public void write(byte[] bytes) throws IOException {
        send(Telnet.escape(bytes));
    }

    /** Ignores failures: the reader finds them, after the server's last words. */
    private void answer(byte[] raw) {
        try {
            send(raw);
        } catch (IOException e) {
            LOG.debug("{}: the server isn't answered: {}", describe(), e.getMessage());
        }
    }

    private void send(byte[] raw) throws IOException {
        sending.lock();
        try {
            tcp.write(raw);
        } finally {
            sending.unlock();
        }
    }

    @Override
    public Duration transmitTime(int bytes) {
        return settings.transmitTime(bytes);
    }

    @Override
    public String rateHint() {
        int rate = portRate;
        if (rate == settings.baudRate()) {
            return "";
        }
        return rate == 0
                ? "; the port can't be set from here: the server's own rate holds, with ser2net 9600 unless its connector names one"
                : "; the server has set its port to " + Integer.toUnsignedLong(rate) + " baud";
    }

    /** @return true if the request was sent to a server that supports it; whether its port has the line is unknown */
    @Override
    public boolean setControlLine(ControlLine line, boolean active) {
        if (!comPort) {
            return false;
        }
        try {
            send(ComPort.controlLine(line, active));
            return true;
        } catch (IOException e) {
            // the reader and the next write fail as well, with the reason
            return false;
        }
    }

    @Override
    public void close() {
        tcp.close();
    }

    @Override
    public String describe() {
        return tcp.describe();
    }

    @Override
    public String toString() {
        return describe();
    }

    /** Called by the reading thread: the opener first, then the reader. */
    private final class ServerCommands implements TelnetDecoder.Handler {

        @Override
        public void option(int verb, int option) {
            telnet |= !options.mayBeEcho(verb, option);
            byte[] answer = options.received(verb, option);
            if (answer.length > 0) {
                answer(answer);
            }
            boolean granted = options.weDo(TelnetOption.COM_PORT);
            if (granted && !comPort) {
                sendSettings();
            }
            comPort = granted;
        }

        @Override
        public void subnegotiation(byte[] content) {
            if (content.length < 2 || content[0] != TelnetOption.COM_PORT.code()) {
                return;
            }
            int answerTo = (content[1] & 0xFF) - ComPort.ANSWER;
            // an echo of ours is below
            telnet |= answerTo >= 0;
            answered.add(answerTo);
            if (answerTo == ComPort.SET_BAUDRATE && content.length == 6) {
                checkBaudRate(ByteBuffer.wrap(content, 2, 4).getInt());
            }
        }
    }

    /** Nothing was sent before, so no command can be an echo. Replies follow later, after our offers. */
    private final class Greeting implements TelnetDecoder.Handler {
        @Override
        public void option(int verb, int option) {
            telnet = true;
        }

        @Override
        public void subnegotiation(byte[] content) {}
    }

    private void checkBaudRate(int actual) {
        portRate = actual;
        if (actual != settings.baudRate()) {
            LOG.warn("{}: the server has set its port to {} baud", describe(), Integer.toUnsignedLong(actual));
        }
    }

    private void sendSettings() {
        ByteArrayOutputStream messages = new ByteArrayOutputStream();
        ComPort.lineSettings(settings.baudRate()).forEach(messages::writeBytes);
        answer(messages.toByteArray());
    }
}
