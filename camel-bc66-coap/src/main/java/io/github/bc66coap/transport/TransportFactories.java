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
package io.github.bc66coap.transport;

import java.io.IOException;

/** The transports that come with the component. */
public final class TransportFactories {

    private TransportFactories() {}

    /**
     * Opens {@code tcp://host:port}, {@code rfc2217://host:port}, and any other device as the path or name of a serial port.
     * Stateless: what it returns can be shared.
     */
    public static ModemTransportFactory builtIn() {
        return TransportFactories::open;
    }

    /**
     * Checks the form of a device without opening anything.
     *
     * @throws IllegalArgumentException naming the device and what is wrong with it, when {@link #builtIn()} could never open it
     */
    public static void validate(String device) {
        DeviceName.parse(device);
    }

    private static ModemTransport open(String device, LineSettings settings) throws IOException {
        DeviceName name = DeviceName.parse(device);
        return switch (name.kind()) {
            case SERIAL -> new SerialTransportFactory().open(device, settings);
            case TCP -> TcpTransport.open(name, settings);
            case RFC2217 -> Rfc2217Transport.open(name, settings);
        };
    }
}
