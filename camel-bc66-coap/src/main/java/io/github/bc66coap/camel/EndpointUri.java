// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.camel;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Map;

import org.apache.camel.util.URISupport;
import org.apache.camel.util.UnsafeUriCharactersEncoder;

/**
 * An endpoint's URI as Camel reads it: decoded twice, and before options are told apart, unless a value stands in
 * {@code RAW()}.
 *
 * @param options by name; a list for one that is given more than once
 */
record EndpointUri(String device, Map<String, Object> options) {

    /** @throws IllegalArgumentException when Camel can't read it */
    static EndpointUri read(String text) {
        try {
            String normalized = URISupport.normalizeUri(URISupport.textBlockToSingleLine(text));
            URI uri = new URI(UnsafeUriCharactersEncoder.encode(normalized));
            Map<String, Object> options = URISupport.parseParameters(uri);
            URISupport.resolveRawParameterValues(options);
            return new EndpointUri(URISupport.extractRemainderPath(uri, false), options);
        } catch (URISyntaxException e) {
            // without the text, which may hold anything
            throw new IllegalArgumentException("the URI can't be read: " + e.getReason());
        }
    }
}
