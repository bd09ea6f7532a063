// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.transport;

import java.nio.ByteBuffer;
import java.util.List;

/** The COM-PORT-OPTION messages (RFC 2217) of a client, as bytes on the connection. */
final class ComPort {
    static final int SET_BAUDRATE = 1;
    static final int SET_DATASIZE = 2;
    static final int SET_PARITY = 3;
    static final int SET_STOPSIZE = 4;
    static final int SET_CONTROL = 5;

    /** A server's reply has the code of the message plus this. */
    static final int ANSWER = 100;

    private static final int EIGHT_BITS = 8;
    private static final int PARITY_NONE = 1;
    private static final int ONE_STOP_BIT = 1;
    private static final int NO_FLOW_CONTROL = 1;

    private ComPort() {}

    /** The messages that set this rate, 8 data bits, no parity, one stop bit and no flow control. */
    static List<byte[]> lineSettings(int baudRate) {
        byte[] rate =
                ByteBuffer.allocate(5).put((byte) SET_BAUDRATE).putInt(baudRate).array();
        return List.of(
                Telnet.subnegotiation(TelnetOption.COM_PORT, rate),
                message(SET_DATASIZE, EIGHT_BITS),
                message(SET_PARITY, PARITY_NONE),
                message(SET_STOPSIZE, ONE_STOP_BIT),
                message(SET_CONTROL, NO_FLOW_CONTROL));
    }

    static byte[] controlLine(ControlLine line, boolean active) {
        int on =
                switch (line) {
                    case DTR -> 8;
                    case RTS -> 11;
                };
        return message(SET_CONTROL, active ? on : on + 1);
    }

    private static byte[] message(int code, int value) {
        return Telnet.subnegotiation(TelnetOption.COM_PORT, new byte[] {(byte) code, (byte) value});
    }
}
