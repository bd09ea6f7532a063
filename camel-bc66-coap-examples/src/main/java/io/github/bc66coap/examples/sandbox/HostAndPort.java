// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.examples.sandbox;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * Where a server is.
 *
 * @param host name or IP address
 * @param port 1 to 65535
 */
public record HostAndPort(String host, int port) {
    private static final Duration PATIENCE = Duration.ofSeconds(3);

    /** Reads {@code host:port}; an IPv6 address stands in brackets. */
    public static HostAndPort parse(String text) {
        int colon = text.lastIndexOf(':');
        String host = colon < 0 ? "" : text.substring(0, colon).replaceAll("^\\[(.*)]$", "$1");
        String port = text.substring(colon + 1);
        if (host.isEmpty()
                || !port.matches("[0-9]{1,5}")
                || Integer.parseInt(port) < 1
                || Integer.parseInt(port) > 65535) {
            throw new WrongSettingException("'" + text + "' is not HOST:PORT");
        }
        return new HostAndPort(host, Integer.parseInt(port));
    }

    /**
     * Finds out whether something listens there, so that one line says what is missing.
     *
     * @param what for the message, such as "broker"
     * @throws WrongSettingException if not
     */
    public void requireListener(String what) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(host, port), (int) PATIENCE.toMillis());
        } catch (IOException e) {
            throw new WrongSettingException("no " + what + " on " + this + ": " + e.getMessage());
        }
    }

    @Override
    public String toString() {
        return (host.indexOf(':') < 0 ? host : "[" + host + "]") + ":" + port;
    }

    /** For options. */
    static final class Converter implements ITypeConverter<HostAndPort> {
        @Override
        public HostAndPort convert(String text) {
            try {
                return parse(text);
            } catch (WrongSettingException e) {
                throw new TypeConversionException(e.getMessage());
            }
        }
    }
}
