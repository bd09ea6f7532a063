// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.monitor.http;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** A client that sends what it is told, of which libraries would refuse some. */
final class RawHttp {
    private static final int TIMEOUT_MILLIS = 20_000;

    /**
     * What came.
     *
     * @param headers by their names in lower case
     */
    record Answer(int status, Map<String, String> headers, String body) {}

    private final URI server;

    RawHttp(String url) {
        server = URI.create(url);
    }

    /** Headers are {@code Name: value}; without a Host, that of the server is there. */
    Answer send(String method, String path, String body, String... headers) throws IOException {
        try (Socket socket = open(method, path, body, "close", headers)) {
            BufferedReader in = reader(socket);
            Answer head = head(in);
            StringBuilder rest = new StringBuilder();
            for (int c = in.read(); c >= 0; c = in.read()) {
                rest.append((char) c);
            }
            return new Answer(head.status(), head.headers(), rest.toString());
        }
    }

    /** Leaves the connection open, of which nothing has been read. */
    Socket open(String method, String path, String body, String connection, String... headers) throws IOException {
        Socket socket = new Socket(server.getHost().replaceAll("[\\[\\]]", ""), server.getPort());
        socket.setSoTimeout(TIMEOUT_MILLIS);
        StringBuilder request = new StringBuilder(method + " " + path + " HTTP/1.1\r\n");
        String all = String.join("\r\n", headers);
        if (!all.toLowerCase(Locale.ROOT).startsWith("host:")) {
            request.append("Host: ").append(server.getAuthority()).append("\r\n");
        }
        request.append(all).append(all.isEmpty() ? "" : "\r\n");
        request.append("Connection: ").append(connection).append("\r\n");
        byte[] content = body.getBytes(StandardCharsets.UTF_8);
        request.append("Content-Length: ").append(content.length).append("\r\n\r\n");
        socket.getOutputStream().write(request.toString().getBytes(StandardCharsets.UTF_8));
        socket.getOutputStream().write(content);
        socket.getOutputStream().flush();
        return socket;
    }

    /** Sends no more than this, and leaves the connection open. */
    Socket send(String text) throws IOException {
        Socket socket = new Socket(server.getHost(), server.getPort());
        socket.setSoTimeout(TIMEOUT_MILLIS);
        socket.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
        socket.getOutputStream().flush();
        return socket;
    }

    static BufferedReader reader(Socket socket) throws IOException {
        return new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
    }

    /** Status and headers. */
    static Answer head(BufferedReader in) throws IOException {
        String status = in.readLine();
        if (status == null) {
            throw new IOException("no answer");
        }
        Map<String, String> headers = new LinkedHashMap<>();
        for (String line = in.readLine(); line != null && !line.isEmpty(); line = in.readLine()) {
            int colon = line.indexOf(':');
            headers.put(
                    line.substring(0, colon).toLowerCase(Locale.ROOT),
                    line.substring(colon + 1).strip());
        }
        return new Answer(Integer.parseInt(status.split(" ")[1]), headers, "");
    }
}
