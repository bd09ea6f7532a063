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

/** What a modem measures the time of. */
public enum Latency {
    /** Commands that the module answered: from the command's first byte to its last answer, that of a two-phase command included. */
    COMMAND,
    /** Requests that were answered: from their first command to the response. */
    EXCHANGE,
    /** Requests that came: from their arrival until the module has sent the reply. */
    REPLY
}
