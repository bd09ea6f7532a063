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
package io.github.bc66coap.examples.lwm2m;

/** A water meter; it stands for the thing that has the module. */
public final class Meter {
    private int litres;
    /** From the platform: how many litres flow between two measurements. */
    private int flow = 3;

    /** What the platform gets. */
    public synchronized String measure() {
        litres += flow;
        return "{\"litres\":" + litres + "}";
    }

    /**
     * Application data of the platform: one byte, the flow.
     *
     * @throws IllegalArgumentException if it is something else
     */
    public synchronized void take(byte[] data) {
        if (data == null || data.length != 1) {
            throw new IllegalArgumentException("application data are one byte");
        }
        flow = data[0] & 0xff;
    }
}
