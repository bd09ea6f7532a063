// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.benchmarks;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

import com.fazecast.jSerialComm.SerialPort;

/** The same commands as the component's, each written when the one before is answered; nothing is checked. */
final class BareLoop implements ExchangeLoad.Exchanger, AutoCloseable {
    private static final String TCP = "tcp://127.0.0.1:";

    private final InputStream in;
    private final OutputStream out;
    private final AutoCloseable line;
    private final byte[] buffer = new byte[512];

    private BareLoop(AutoCloseable line, InputStream in, OutputStream out) {
        this.line = line;
        this.in = in;
        this.out = out;
    }

    /** @param device {@code tcp://127.0.0.1:port}, or what jSerialComm opens */
    static BareLoop open(String device) throws IOException {
        if (device.startsWith(TCP)) {
            Socket socket =
                    new Socket(InetAddress.getLoopbackAddress(), Integer.parseInt(device.substring(TCP.length())));
            socket.setTcpNoDelay(true);
            return new BareLoop(socket, socket.getInputStream(), socket.getOutputStream());
        }
        SerialPort port = SerialPort.getCommPort(device);
        port.setBaudRate(115_200);
        port.setComPortTimeouts(SerialPort.TIMEOUT_READ_SEMI_BLOCKING, 0, 0);
        if (!port.openPort()) {
            throw new IOException("cannot open " + device);
        }
        return new BareLoop(port::closePort, port.getInputStream(), port.getOutputStream());
    }

    @Override
    public void exchange(int number) throws IOException {
        ask("AT+QCOAPDATASTATUS?\r\n", "OK\r\n");
        ask("AT+QCOAPHEAD=5," + (number & 0xFFFF) + ",8,\"1A2B3C4D5E6F7081\"\r\n", "OK\r\n");
        ask("AT+QCOAPOPTION=2,11,\"readings\",12,\"0\"\r\n", "OK\r\n");
        ask("AT+QCOAPSEND=0,2,\"192.0.2.1\",5683,9,\"313233313233343536\"\r\n", "123123456\r\n");
    }

    private void ask(String command, String end) throws IOException {
        out.write(command.getBytes(StandardCharsets.ISO_8859_1));
        int length = 0;
        while (!endsWith(length, end)) {
            int read = in.read(buffer, length, buffer.length - length);
            if (read < 0) {
                throw new IOException("the module hung up");
            }
            length += read;
        }
    }

    private boolean endsWith(int length, String end) {
        int start = length - end.length();
        for (int i = 0; i < end.length(); i++) {
            if (start < 0 || buffer[start + i] != end.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    @Override
    public void close() throws IOException {
        try {
            line.close();
        } catch (Exception e) {
            throw new IOException(e);
        }
    }
}
