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

/** What becomes an exchange of a consumer. */
public enum Bc66CoapEvent {
    /** A request from the network; the route's result answers it. */
    REQUEST,
    /** A response that no producer was waiting for: a notification, a late answer. */
    RESPONSE,
    /** The module woke up from deep sleep. */
    RECOVERED,
    /** The module is ready again with a new CoAP context; the body says why. */
    RESTARTED,
    /** A peer observes a path no more without having asked for that; the body says why. */
    OBSERVER_LOST
}
