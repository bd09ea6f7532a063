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
package io.github.bc66coap.simulator;

/** When {@code +QCOAPSEND: <err>} comes. */
enum ResultOrder {
    /** Behind OK and before what is received, as in the note's examples. */
    AFTER_OK,
    /** In front of OK, if it is known soon enough. */
    BEFORE_OK,
    /** Behind the first thing that is received after a CON. */
    AFTER_RESPONSE,
    /** Not at all. */
    NEVER
}
