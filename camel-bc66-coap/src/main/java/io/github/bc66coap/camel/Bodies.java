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

/** Between bodies and payloads. */
final class Bodies {
    private static final byte[] NOTHING = new byte[0];

    private Bodies() {}

    /**
     * The body as payload. What can be read only once is read once, and its bytes become the message's body: for later
     * steps, and for another attempt at the same one, see {@link ReadBody}.
     *
     * @return empty when there is no body
     * @throws IllegalArgumentException naming the body's type when it can't be converted to bytes; with its cause when it
     *     can't be read; also when it is a stream that has nothing left, which would be sent as no payload
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
        byte[] payload = ReadBody.payload(message.getExchange(), source, () -> readOnce(message));
        message.setBody(payload.clone());
        return payload;
    }

    /** Whether nothing is left of it once it has been read. */
    static boolean isReadOnce(Object source) {
        return source instanceof InputStream
                || source instanceof Readable
                || source instanceof ReadableByteChannel
                || source instanceof Iterator
                || source instanceof BaseStream
                || source instanceof Source && !(source instanceof DOMSource);
    }

    private static byte[] readOnce(Message message) {
        byte[] payload = converted(message);
        if (payload.length == 0) {
            throw new IllegalArgumentException(
                    is(message) + " that is empty or has been read already; no payload is a null"
                            + " body, and with Camel's stream caching a stream can be read again");
        }
        return payload;
    }

    /** Camel's own converter reads a buffer to its end, and can't read one that has begun to be read. */
    private static byte[] remaining(ByteBuffer buffer) {
        if (!buffer.hasRemaining() && buffer.position() > 0) {
            throw new IllegalArgumentException("the body is a ByteBuffer that has been read to its end");
        }
        byte[] payload = new byte[buffer.remaining()];
        buffer.duplicate().get(payload);
        return payload;
    }

    /** From its beginning, and left there. */
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
            // the text of Camel's own exception has the value in it
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
