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

import org.apache.camel.CamelContext;

import io.github.bc66coap.modem.Counter;

/** What an operator reads of a modem, from whichever endpoint of a context has it. */
final class ModemCounts {
    private ModemCounts() {}

    static long of(CamelContext context, Counter counter) {
        return context.getEndpoints().stream()
                .filter(Bc66CoapEndpoint.class::isInstance)
                .map(endpoint -> ((Bc66CoapEndpoint) endpoint).counters().getOrDefault(counter, 0L))
                .max(Long::compare)
                .orElse(0L);
    }
}
