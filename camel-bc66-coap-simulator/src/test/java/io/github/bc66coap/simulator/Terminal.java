// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.simulator;

import java.io.ByteArrayOutputStream;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

import static org.awaitility.Awaitility.await;

/** The TE of the tests: writes bytes, gathers what comes back. */
final class Terminal implements AutoCloseable {
    /** On a machine that has a lot to do; a first handshake takes a second of its time. */
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final InputStream in;
    private final OutputStream out;
    private final AutoCloseable closing;
    private final ByteArrayOutputStream received = new ByteArrayOutputStream();
    private volatile boolean ended;

    private Terminal(InputStream in, OutputStream out, AutoCloseable closing) {
        this.in = in;
        this.out = out;
        this.closing = closing;
        Thread reader = new Thread(this::read, "test-terminal");
        reader.setDaemon(true);
        reader.start();
    }

    static Terminal of(VirtualBc66 modem) {
        return open(modem.device());
    }

    static Terminal open(String device) {
        try {
            if (device.startsWith("tcp://")) {
                URI uri = URI.create(device);
                Socket socket = new Socket(uri.getHost(), uri.getPort());
                return new Terminal(socket.getInputStream(), socket.getOutputStream(), socket);
            }
            FileOutputStream out = new FileOutputStream(device);
            return new Terminal(new FileInputStream(device), out, out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void read() {
        byte[] buffer = new byte[4096];
        try {
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                synchronized (received) {
                    received.write(buffer, 0, n);
                }
            }
        } catch (IOException e) {
            // hung up
        }
        ended = true;
    }

    boolean ended() {
        return ended;
    }

    Terminal send(String text) {
        return send(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    Terminal send(byte[] bytes) {
        try {
            out.write(bytes);
            out.flush();
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String received() {
        synchronized (received) {
            return received.toString(StandardCharsets.ISO_8859_1);
        }
    }

    void clear() {
        synchronized (received) {
            received.reset();
        }
    }

    /** Waits for exactly this to come next. */
    Terminal expect(String text) {
        await().pollInterval(Duration.ofMillis(2))
                .pollDelay(Duration.ZERO)
                .atMost(PATIENCE)
                .untilAsserted(() -> org.assertj.core.api.Assertions.assertThat(head(text.length()))
                        .isEqualTo(text));
        synchronized (received) {
            byte[] all = received.toByteArray();
            received.reset();
            received.write(all, text.length(), all.length - text.length());
        }
        return this;
    }

    private String head(int length) {
        String all = received();
        return all.substring(0, Math.min(length, all.length()));
    }

    /** Sends a line with echo on and waits for the echo and the lines, each framed; without lines for OK. */
    Terminal at(String line, String... results) {
        send(line + "\r").expect(line + "\r");
        for (String result : results) {
            expect("\r\n" + result + "\r\n");
        }
        return results.length == 0 ? expect("\r\nOK\r\n") : this;
    }

    /** Sends a line with echo off and waits for exactly this. */
    Terminal raw(String line, String answer) {
        return send(line + "\r").expect(answer);
    }

    @Override
    public void close() {
        try {
            closing.close();
        } catch (Exception e) {
            // gone already
        }
    }
}
