/*
 * Copyright 2026 the camel-bc66-coap authors
 *
 * Licensed under the Apache License, Version 2.0 (the "License");
 * you may not use this file except in compliance with the License.
 * You may obtain a copy of the License at
 *
 *     https://www.apache.org/licenses/LICENSE-2.0
 *
 * Unless required by applicable law or agreed to in writing, software
 * distributed under the License is distributed on an "AS IS" BASIS,
 * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
 * See the License for the specific language governing permissions and
 * limitations under the License.
 */
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
