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

/** What a producer does with an exchange. */
public enum Bc66CoapOperation {
    /** Sends a request to a CoAP server. */
    SEND,
    /** Notifies the observers of a path. */
    NOTIFY,
    /** Responds to a request that a consumer took with {@code manualReply}. */
    RESPOND,
    /** Sends the endpoint's AT command. */
    AT,
    /** Asks what became of the last confirmable message. */
    STATUS,
    /** Makes the module's CoAP context anew. */
    RESET
}
