// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.at;

/** An event that the decoder finds in the byte stream. */
public sealed interface AtEvent {

    /**
     * An ordinary line, not blank.
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

    /** A line that was longer than any that modules send, and was discarded. */
    record OverlongLine() implements AtEvent {}
}
