// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.camel;

import java.util.OptionalInt;
import java.util.Set;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.github.bc66coap.coap.CoapOption;
import io.github.bc66coap.coap.ContentFormats;
import io.github.bc66coap.coap.OptionDefinition;
import io.github.bc66coap.coap.OptionNumbers;

/** Between the header Content-Type, which isn't the component's own, and content-formats. */
final class ContentTypes {
    private static final Logger LOG = LoggerFactory.getLogger(ContentTypes.class);

    private ContentTypes() {}

    /** The media type of a content-format, or {@code null}. */
    static String of(OptionalInt contentFormat) {
        return contentFormat.isPresent()
                ? ContentFormats.mediaType(contentFormat.getAsInt()).orElse(null)
                : null;
    }

    /**
     * The content-format for a Content-Type, if the module can send one. The header may be a left-over of another
     * component, so one that means nothing here is no error.
     *
     * @param contentFormats those that the module takes
     */
    static OptionalInt contentFormat(String contentType, Set<Integer> contentFormats) {
        try {
            int number = ContentFormats.parse(contentType);
            OptionDefinition.requireSendable(
                    new CoapOption(OptionNumbers.CONTENT_FORMAT, Integer.toString(number)), contentFormats);
            return OptionalInt.of(number);
        } catch (IllegalArgumentException e) {
            LOG.debug("the message goes out without Content-Format: {}", e.getMessage());
            return OptionalInt.empty();
        }
    }
}
