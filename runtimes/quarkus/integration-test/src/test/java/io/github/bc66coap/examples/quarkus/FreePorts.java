// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.examples.quarkus;

import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.DatagramSocket;
import java.net.SocketException;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;

import io.quarkus.test.junit.QuarkusTestProfile;

/** Ports that nobody else has, and a meter in a hurry. */
public class FreePorts implements QuarkusTestProfile {

    @Override
    public Map<String, String> getConfigOverrides() {
        return Map.of("meter.port", free(), "camel.component.bc66coap.local-port", free(), "meter.period", "100");
    }

    /** Below those that systems give away: nobody else gets it before the application takes it. */
    private static String free() {
        int port = ThreadLocalRandom.current().nextInt(20_000, 32_768);
        try (DatagramSocket socket = new DatagramSocket(port)) {
            return String.valueOf(port);
        } catch (BindException e) {
            return free();
        } catch (SocketException e) {
            throw new UncheckedIOException(e);
        }
    }
}
