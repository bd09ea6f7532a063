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

/** Whom a separate response is given to: the module doesn't show to which request it belongs. */
public enum SeparateResponses {
    /** Nobody, while it may be a late answer to an earlier request. */
    STRICT,
    /** The request that waits: servers never answer late. */
    TRUST
}
