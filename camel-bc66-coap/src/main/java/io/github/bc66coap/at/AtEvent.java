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
package io.github.bc66coap.at;

/** What the decoder makes of the bytes of a line. */
public sealed interface AtEvent {

    /**
     * An ordinary line that isn't blank.
     *
     * @param text its bytes as ISO 8859-1 characters, without terminator, NULs and leading blanks
     */
    record Line(String text) implements AtEvent {}

    /**
     * A notification that the {@link UrcRule} claimed.
     *
     * @param bytes all of it, without line end
     * @param truncated whether fewer bytes arrived than it announced
     */
    record Notification(byte[] bytes, boolean truncated) implements AtEvent {}

    /** The module asks for data. */
    record Prompt() implements AtEvent {}

    /** A line was longer than any that the module sends; it has been thrown away up to its end. */
    record Overlong() implements AtEvent {}
}
