// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.qcoap;

import java.util.Arrays;
import java.util.OptionalInt;

/** The payload of a notification, and whether it is whole. Immutable. */
public final class Payload {
    static final int NO_LIMIT = -1;

    /** No payload. */
    public static final Payload NONE = new Payload(new byte[0], false, NO_LIMIT);

    private final byte[] bytes;
    private final boolean truncated;
    private final int limit;

    /**
     * @param bytes not copied: the caller gives them away
     * @param limit as {@link #limit()}, or {@link #NO_LIMIT}
     */
    Payload(byte[] bytes, boolean truncated, int limit) {
        this.bytes = bytes;
        this.truncated = truncated;
        this.limit = limit;
    }

    /** A payload, all of which is there; {@code bytes} are copied. */
    public static Payload of(byte[] bytes) {
        return of(bytes, false);
    }

    /** A payload of which some may be missing, nobody knows why; {@code bytes} are copied. */
    public static Payload of(byte[] bytes, boolean truncated) {
        return new Payload(bytes.clone(), truncated, NO_LIMIT);
    }

    /** A copy of the bytes as they were on the air, not as the module writes them. */
    public byte[] bytes() {
        return bytes.clone();
    }

    public int length() {
        return bytes.length;
    }

    /** Whether fewer bytes arrived than were announced, or they were damaged on the line. */
    public boolean truncated() {
        return truncated;
    }

    /**
     * How many bytes of payload the notification had room for, if that is why bytes are missing: a longer payload to the same resource
     * is cut again. Empty if it is whole, or the line lost bytes.
     */
    public OptionalInt limit() {
        return limit == NO_LIMIT ? OptionalInt.empty() : OptionalInt.of(limit);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Payload payload
                && truncated == payload.truncated
                && limit == payload.limit
                && Arrays.equals(bytes, payload.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    /** The length and flags; not the bytes, which belong in no log. */
    @Override
    public String toString() {
        return bytes.length + (truncated ? " bytes, truncated" : " bytes");
    }
}
