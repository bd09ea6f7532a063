// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.qcoap;

import java.util.Arrays;
import java.util.OptionalInt;

/** The payload of a notification, and whether all of it has come. Immutable. */
public final class Payload {
    private static final int NO_LIMIT = -1;

    /** No payload, and none was announced. */
    public static final Payload NONE = new Payload(new byte[0], false, false, NO_LIMIT);

    private final byte[] bytes;
    private final boolean announced;
    private final boolean truncated;
    private final int limit;

    private Payload(byte[] bytes, boolean announced, boolean truncated, int limit) {
        this.bytes = bytes;
        this.announced = announced;
        this.truncated = truncated;
        this.limit = limit;
    }

    /** An announced payload, all of which is there; {@code bytes} are copied. */
    public static Payload of(byte[] bytes) {
        return new Payload(bytes.clone(), true, false, NO_LIMIT);
    }

    /** An announced payload of which only {@code bytes} are there, maybe none; they are copied. */
    public static Payload truncated(byte[] bytes) {
        return new Payload(bytes.clone(), true, true, NO_LIMIT);
    }

    /**
     * An announced payload that is longer than a notification can be (note, section 3.1), so that the module has cut it;
     * {@code bytes} are copied.
     *
     * @param limit how many bytes of payload the notification had room for
     */
    static Payload cut(byte[] bytes, int limit) {
        return new Payload(bytes.clone(), true, true, limit);
    }

    /** As {@link #of} or {@link #truncated}, of bytes that nobody else has, so that they need no copy. */
    static Payload owning(byte[] bytes, boolean truncated) {
        return new Payload(bytes, true, truncated, NO_LIMIT);
    }

    /** A copy of the bytes as they were on the air, not as the module writes them. */
    public byte[] bytes() {
        return bytes.clone();
    }

    public int length() {
        return bytes.length;
    }

    public boolean announced() {
        return announced;
    }

    /** Whether fewer bytes arrived than were announced, or they were damaged on the line. */
    public boolean truncated() {
        return truncated;
    }

    /**
     * How many bytes of payload the notification had room for, if that is why bytes are missing; a longer payload to the
     * same resource is cut again. Empty when all are there, or the line lost them.
     */
    public OptionalInt limit() {
        return limit == NO_LIMIT ? OptionalInt.empty() : OptionalInt.of(limit);
    }

    Payload asTruncated() {
        return new Payload(bytes, true, true, limit);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Payload payload
                && announced == payload.announced
                && truncated == payload.truncated
                && limit == payload.limit
                && Arrays.equals(bytes, payload.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    /** The length and flags; not the bytes, which a log shouldn't have. */
    @Override
    public String toString() {
        return announced ? bytes.length + (truncated ? " bytes, truncated" : " bytes") : "none";
    }
}
