// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.camel;

import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.util.Iterator;
import java.util.stream.BaseStream;

import javax.xml.transform.Source;
import javax.xml.transform.dom.DOMSource;

import org.apache.camel.Message;
import org.apache.camel.StreamCache;
import org.apache.camel.TypeConversionException;
import org.apache.camel.WrappedFile;

/** Turns message bodies into payloads. */
final class Bodies {
    static final byte[] NOTHING = new byte[0];

    private Bodies() {}

    /**
     * The result of reading a body that can be read only once. Redelivery puts the same body object, by then empty, back into the
     * message.
     *
     * @param source the body that was read
     * @param payload its bytes; {@code null} if reading failed
     * @param failure why reading failed; what is left of the source then must not be sent as the whole
     */
    private record ReadBody(Object source, byte[] payload, IllegalArgumentException failure)
            implements SharedProperty {}

    /**
     * The body as payload. A body that can be read only once is replaced by its bytes, for later steps.
     *
     * @return empty when there is no body
     * @throws IllegalArgumentException naming the body's type when it can't be converted to bytes; with its cause when it
     *     can't be read; also when it is a stream with nothing left, because no payload would be sent
     */
    static byte[] payload(Message message) {
        Object body = message.getBody();
        Object source = body instanceof WrappedFile<?> file ? file.getBody() : body;
        if (body == null) {
            return NOTHING;
        }
        if (source instanceof ByteBuffer buffer) {
            return remaining(buffer);
        }
        if (source instanceof StreamCache cache) {
            return cached(message, cache);
        }
        if (!isReadOnce(source)) {
            return converted(message);
        }
        ReadBody read = SharedProperty.of(message.getExchange(), ReadBody.class);
        if (read == null || read.source != source) {
            read = readOnce(message, source);
            read.keep(message.getExchange());
        }
        if (read.failure != null) {
            throw read.failure;
        }
        message.setBody(read.payload.clone());
        return read.payload;
    }

    /** Whether it is empty after the first reading. */
    static boolean isReadOnce(Object source) {
        return source instanceof InputStream
                || source instanceof Readable
                || source instanceof ReadableByteChannel
                || source instanceof Iterator
                || source instanceof BaseStream
                || source instanceof Source && !(source instanceof DOMSource);
    }

    private static ReadBody readOnce(Message message, Object source) {
        try {
            byte[] payload = converted(message);
            if (payload.length == 0) {
                throw new IllegalArgumentException(
                        is(message) + " that is empty or has been read already; no payload is a null"
                                + " body, and with Camel's stream caching a stream can be read again");
            }
            return new ReadBody(source, payload, null);
        } catch (IllegalArgumentException e) {
            return new ReadBody(source, null, e);
        }
    }

    /** Camel's own converter moves the buffer's position, and fails unless that is 0. */
    private static byte[] remaining(ByteBuffer buffer) {
        if (!buffer.hasRemaining() && buffer.position() > 0) {
            throw new IllegalArgumentException("the body is a ByteBuffer that has been read to its end");
        }
        byte[] payload = new byte[buffer.remaining()];
        buffer.duplicate().get(payload);
        return payload;
    }

    /** Reads the cache from its beginning, and leaves it there. */
    private static byte[] cached(Message message, StreamCache cache) {
        try {
            cache.reset();
        } catch (RuntimeException e) {
            throw new IllegalArgumentException(is(message) + " that can't be read", e);
        }
        byte[] payload = converted(message);
        cache.reset();
        return payload;
    }

    private static byte[] converted(Message message) {
        byte[] bytes;
        try {
            bytes = message.getBody(byte[].class);
        } catch (RuntimeException | Error e) {
            // the message of Camel's exception contains the body
            Throwable cause = e instanceof TypeConversionException ? e.getCause() : e;
            throw new IllegalArgumentException(is(message) + ", which can't be converted to bytes", cause);
        }
        if (bytes == null) {
            throw new IllegalArgumentException(is(message) + ", which can't be converted to bytes");
        }
        return bytes;
    }

    private static String is(Message message) {
        return "the body is a " + message.getBody().getClass().getName();
    }
}
