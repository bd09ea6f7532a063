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
package io.github.bc66coap.modem;

import io.github.bc66coap.coap.CoapOptions;
import io.github.bc66coap.coap.MessageType;
import io.github.bc66coap.coap.Peer;

/**
 * What is to be observed (RFC 7641).
 *
 * @param peer the CoAP server
 * @param type of the request that registers
 * @param options of that request, without Observe
 * @param blockSize as for {@link OutgoingRequest#blockSize()}
 */
public record Observation(Peer peer, MessageType type, CoapOptions options, int blockSize) {}
