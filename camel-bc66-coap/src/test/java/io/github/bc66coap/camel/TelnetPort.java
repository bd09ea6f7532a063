// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.camel;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A port of a telnet server that negotiates first and agrees to everything that a client wants, by RFC 854 and RFC 2217. */
final class TelnetPort {
    private static final int IAC = 255;
    private static final int SB = 250;
    private static final int SE = 240;
    private static final int WILL = 251;
    private static final int WONT = 252;
    private static final int DO = 253;
    private static final int DONT = 254;
    private static final int COM_PORT = 44;
    private static final int SET_BAUDRATE = 1;
    private static final int ANSWER = 100;

    private final List<Integer> baudRates = new CopyOnWriteArrayList<>();

    /** The first words to every client, those of ser2net. */
    void greet(Socket client) throws IOException {
        send(client.getOutputStream(), IAC, WILL, 3, IAC, DO, 3, IAC, WILL, 1, IAC, DONT, 1);
        send(client.getOutputStream(), IAC, DO, 0, IAC, WILL, 0, IAC, DO, COM_PORT);
    }

    /** The rates that clients have set. */
    List<Integer> baudRates() {
        return baudRates;
    }

    /** What a client sends to the line; what it sends to the port is answered. */
    InputStream decoded(Socket client) throws IOException {
        InputStream in = new BufferedInputStream(client.getInputStream());
        return new FilterInputStream(in) {
            @Override
            public int read(byte[] buffer, int offset, int count) throws IOException {
                int first = in.read();
                while (first == IAC) {
                    int verb = next(in);
                    if (verb == IAC) {
                        break;
                    }
                    obey(verb, in, client.getOutputStream());
                    first = in.read();
                }
                if (first < 0) {
                    return -1;
                }
                buffer[offset] = (byte) first;
                return 1;
            }
        };
    }

    private void obey(int verb, InputStream in, OutputStream out) throws IOException {
        if (verb == SB) {
            subnegotiate(in, out);
        } else if (verb == WILL) {
            send(out, IAC, DO, next(in));
        } else if (verb == DO) {
            send(out, IAC, WILL, next(in));
        } else if (verb == WONT || verb == DONT) {
            next(in);
        } else {
            throw new IOException("not expected of this client: " + verb);
        }
    }

    private void subnegotiate(InputStream in, OutputStream out) throws IOException {
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        for (int next = next(in); next != IAC || (next = next(in)) != SE; next = next(in)) {
            content.write(next);
        }
        byte[] bytes = content.toByteArray();
        if (bytes[0] != COM_PORT) {
            throw new IOException("not expected of this client: option " + bytes[0]);
        }
        if (bytes[1] == SET_BAUDRATE) {
            baudRates.add(ByteBuffer.wrap(bytes, 2, 4).getInt());
        }
        bytes[1] += ANSWER;
        synchronized (this) {
            send(out, IAC, SB);
            out.write(bytes);
            send(out, IAC, SE);
        }
    }

    private synchronized void send(OutputStream out, int... bytes) throws IOException {
        for (int each : bytes) {
            out.write(each);
        }
    }

    private static int next(InputStream in) throws IOException {
        int next = in.read();
        if (next < 0) {
            throw new EOFException();
        }
        return next;
    }

    /** Takes what the line says to a client. */
    OutputStream encoded(Socket client) throws IOException {
        return new FilterOutputStream(client.getOutputStream()) {
            @Override
            public void write(byte[] bytes, int offset, int count) throws IOException {
                ByteArrayOutputStream doubled = new ByteArrayOutputStream();
                for (int i = offset; i < offset + count; i++) {
                    doubled.write(bytes[i]);
                    if ((bytes[i] & 0xFF) == IAC) {
                        doubled.write(IAC);
                    }
                }
                synchronized (TelnetPort.this) {
                    out.write(doubled.toByteArray());
                }
            }
        };
    }
}
