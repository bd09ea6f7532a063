// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.camel;

import java.util.concurrent.ThreadLocalRandom;

/** Addresses of this machine that no other JVM which tests here at the same time is likely to take. */
final class Loopback {
    private static final int NETWORK = ThreadLocalRandom.current().nextInt(1, 255);

    private Loopback() {}

    /**
     * An address of the loopback network 127.0.0.0/8.
     *
     * @param host its last two numbers
     */
    static String address(String host) {
        return "127." + NETWORK + "." + host;
    }
}
