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
package io.github.bc66coap.simulator.coap;

import java.time.Duration;

/** The parameters of RFC 7252, section 4.8, that reliable transmission takes. */
public record TransmissionParameters(Duration ackTimeout, double ackRandomFactor, int maxRetransmit) {
    /** The defaults of the RFC. */
    public static final TransmissionParameters DEFAULT = new TransmissionParameters(Duration.ofSeconds(2), 1.5, 4);

    /** Checks the values. */
    public TransmissionParameters {
        if (ackTimeout.isNegative() || ackTimeout.isZero() || ackRandomFactor < 1 || maxRetransmit < 0) {
            throw new IllegalArgumentException(
                    "Not usable: " + ackTimeout + ", " + ackRandomFactor + ", " + maxRetransmit);
        }
    }
}
