// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.gateway;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

import io.github.bc66coap.transport.ModemTransport;

/**
 * Asks a module by AT commands, as a person with a terminal does. Unlike a session of the component, it changes nothing: it makes no
 * context, sends no PIN and leaves the echo as it is.
 */
final class AtTerminal implements AutoCloseable {
    private static final Pattern END = Pattern.compile("(?m)^(OK|ERROR|\\+CM[ES] ERROR:.*)\\r?$");
    private static final int MOST_CHUNKS = 256;

    private final ModemTransport line;
    private final BlockingQueue<String> chunks = new LinkedBlockingQueue<>(MOST_CHUNKS);

    AtTerminal(ModemTransport line) {
        this.line = line;
        Thread reader = new Thread(this::read, "check-reader");
        reader.setDaemon(true);
        reader.start();
    }

    private void read() {
        byte[] buffer = new byte[512];
        try {
            for (int count = line.read(buffer); count > 0; count = line.read(buffer)) {
                chunks.put(new String(buffer, 0, count, StandardCharsets.ISO_8859_1));
            }
        } catch (IOException e) {
            // nothing more comes, which those who wait see
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /**
     * Asks, and waits for the result.
     *
     * @return the lines of the answer, the result last; empty if none has come in time
     */
    Optional<List<String>> ask(String command, Duration limit) throws IOException, InterruptedException {
        chunks.clear();
        line.write((command + "\r").getBytes(StandardCharsets.US_ASCII));
        StringBuilder answer = new StringBuilder();
        long end = System.nanoTime() + limit.toNanos();
        for (long left = limit.toNanos(); left > 0; left = end - System.nanoTime()) {
            String chunk = chunks.poll(left, TimeUnit.NANOSECONDS);
            if (chunk != null && END.matcher(answer.append(chunk)).find()) {
                return Optional.of(Arrays.stream(answer.toString().split("[\\r\\n]+"))
                        .filter(text -> !text.isBlank() && !text.equals(command))
                        .toList());
            }
        }
        return Optional.empty();
    }

    /** Forgets what comes within this time. */
    void forget(Duration time) throws InterruptedException {
        long end = System.nanoTime() + time.toNanos();
        for (long left = time.toNanos(); left > 0; left = end - System.nanoTime()) {
            chunks.poll(left, TimeUnit.NANOSECONDS);
        }
    }

    @Override
    public void close() {
        line.close();
    }
}
