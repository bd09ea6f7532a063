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
package io.github.bc66coap.faults;

/** How the peer answers a request, which tells it; a NON by a NON, as RFC 7252 wants it (section 5.2.3). */
enum How {
    /** In the acknowledgement. */
    PIGGYBACKED,
    /** By a CON of its own, after the acknowledgement. */
    SEPARATE_CON,
    /** By a NON of its own, after the acknowledgement. */
    SEPARATE_NON,
    /** By a CON of its own, before the acknowledgement. */
    BEFORE_ACK,
    /** With 4.04. */
    NOT_FOUND,
    /** By a reset. */
    RESET,
    /** By an acknowledgement, and no response. */
    ACK_ONLY,
    /** Not at all. */
    SILENT;

    /** Does a response come at all? */
    boolean isAnswer() {
        return ordinal() <= NOT_FOUND.ordinal();
    }
}
