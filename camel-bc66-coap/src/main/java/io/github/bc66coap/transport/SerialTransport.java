// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.transport;

import java.io.IOException;
import java.time.Duration;
import java.util.function.BooleanSupplier;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import com.fazecast.jSerialComm.SerialPort;

/** A serial port that jSerialComm has opened. */
final class SerialTransport implements ModemTransport {
    private static final Logger LOG = LoggerFactory.getLogger(SerialTransport.class);

    /**
     * Emptying a full buffer ends a blocked write only if the rest of the chunk fits: the library returns only after it has handed over
     * all of it.
     */
    private static final int CHUNK = 256;

    /** A blocking read returns nothing only after days of silence (Windows), or if another program changed the mode of the port. */
    private static final int EMPTY_READS = 3;

    private static final String ENDED = "the end of the process closes its serial ports";

    private final SerialPort port;
    private final String device;
    private final LineSettings settings;
    private final BooleanSupplier aboutToBeClosed;
    private final LineGate gate = new LineGate(this::release);
    private volatile boolean gone;
    /** Whether the end of the process has closed it rather than its owner. */
    private volatile boolean ended;

    /**
     * @param port open, in the mode of {@link SerialTransportFactory#blockUntilBytes}; closed by this object
     * @param aboutToBeClosed whether the owner is about to close it; from any thread
     */
    SerialTransport(SerialPort port, String device, LineSettings settings, BooleanSupplier aboutToBeClosed) {
        this.port = port;
        this.device = device;
        this.settings = settings;
        this.aboutToBeClosed = aboutToBeClosed;
        OpenPorts.add(this);
    }

    @Override
    public int read(byte[] buffer) throws IOException {
        if (buffer.length == 0) {
            throw new IllegalArgumentException("buffer must hold at least one byte");
        }
        if (gone || !gate.enter()) {
            return -1;
        }
        int count;
        try {
            count = readSome(buffer);
        } finally {
            gate.leave();
        }
        if (count > 0 && !gate.isClosing()) {
            return count;
        }
        gone = true;
        if (ended) {
            throw new IOException(ENDED);
        }
        return -1;
    }

    private int readSome(byte[] buffer) {
        int count = 0;
        for (int i = 0; i < EMPTY_READS && count == 0 && !gate.isClosing(); i++) {
            count = port.readBytes(buffer, buffer.length);
        }
        return count;
    }

    @Override
    public void write(byte[] bytes) throws IOException {
        for (int from = 0; from < bytes.length; from += CHUNK) {
            if (gone || !gate.enter()) {
                throw noLonger();
            }
            int length = Math.min(CHUNK, bytes.length - from);
            int written;
            try {
                written = port.writeBytes(bytes, length, from);
            } finally {
                gate.leave();
            }
            requireWritten(written, length);
        }
    }

    /** On Windows, a write waits for the transmission. Elsewhere an empty driver buffer takes these bytes at once. */
    @Override
    public boolean writeAtOnce(byte[] bytes) throws IOException {
        if (!SerialTransportFactory.isPosix() || bytes.length > MOST_UNANSWERED) {
            return false;
        }
        if (gone || !gate.enter()) {
            throw noLonger();
        }
        int written;
        try {
            if (port.bytesAwaitingWrite() != 0) {
                return false;
            }
            written = port.writeBytes(bytes, bytes.length, 0);
        } finally {
            gate.leave();
        }
        requireWritten(written, bytes.length);
        return true;
    }

    private void requireWritten(int written, int length) throws IOException {
        if (written != length || gate.isClosing()) {
            // a flush that ends this write drops bytes but counts them as written
            gone = true;
            throw noLonger();
        }
    }

    private IOException noLonger() {
        return new IOException(ended ? ENDED : describe() + (gate.isClosing() ? " is closed" : " is gone"));
    }

    @Override
    public Duration transmitTime(int bytes) {
        return settings.transmitTime(bytes);
    }

    @Override
    public boolean setControlLine(ControlLine line, boolean active) {
        if (!gate.enter()) {
            return false;
        }
        try {
            return switch (line) {
                case DTR -> active ? port.setDTR() : port.clearDTR();
                case RTS -> active ? port.setRTS() : port.clearRTS();
            };
        } finally {
            gate.leave();
        }
    }

    @Override
    public void close() {
        if (!gate.close(this::expel)) {
            LOG.warn("{} is still in use by a thread that doesn't come back; it stays open until then", describe());
        }
    }

    /** Closes it because the process ends. */
    void end() {
        ended = true;
        close();
    }

    boolean isAboutToBeClosed() {
        return aboutToBeClosed.getAsBoolean();
    }

    /** Makes blocked calls return: the reader by a non-blocking mode, the writer by room in the buffer. */
    private void expel() {
        port.setComPortTimeouts(SerialPort.TIMEOUT_NONBLOCKING, 0, 0);
        port.flushIOBuffers();
    }

    private void release() {
        try {
            SerialLibrary.close(port);
        } finally {
            OpenPorts.remove(this);
        }
    }

    @Override
    public String describe() {
        return "serial port " + device + " at " + settings.baudRate() + " baud";
    }

    @Override
    public String toString() {
        return describe();
    }
}
