// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.camel;

import java.util.function.Supplier;

import org.apache.camel.Exchange;
import org.apache.camel.SafeCopyProperty;

/**
 * What came of reading a body that can be read only once. It stays with its exchange, because Camel's redelivery puts the
 * same object back into the message, of which nothing is left by then.
 *
 * @param source what was read
 * @param payload what was in it; {@code null} when reading failed
 * @param failure why; what is left of it then would be a part told as the whole
 */
record ReadBody(Object source, byte[] payload, IllegalArgumentException failure) implements SafeCopyProperty {
    private static final String KEY = ReadBody.class.getName();

    /**
     * What {@code source} held, read by the first who asks.
     *
     * @throws IllegalArgumentException the {@code reader}'s, each time
     */
    static byte[] payload(Exchange exchange, Object source, Supplier<byte[]> reader) {
        ReadBody read = exchange.getExchangeExtension().getSafeCopyProperty(KEY, ReadBody.class);
        if (read == null || read.source != source) {
            read = read(source, reader);
            exchange.getExchangeExtension().setSafeCopyProperty(KEY, read);
        }
        if (read.failure != null) {
            throw read.failure;
        }
        return read.payload;
    }

    private static ReadBody read(Object source, Supplier<byte[]> reader) {
        try {
            return new ReadBody(source, reader.get(), null);
        } catch (IllegalArgumentException e) {
            return new ReadBody(source, null, e);
        }
    }

    @Override
    public SafeCopyProperty safeCopy() {
        return this;
    }
}
