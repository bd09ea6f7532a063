// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.camel;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Map;

import org.apache.camel.util.URISupport;
import org.apache.camel.util.UnsafeUriCharactersEncoder;

/**
 * An endpoint's URI as Camel reads it: decoded twice, the first time before options are separated, except values in {@code RAW()}.
 *
 * @param options by name; the value is a list if the option is given more than once
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
            // without the text, which may contain secrets or a stranger's text
            throw new IllegalArgumentException("the URI can't be read: " + e.getReason());
        }
    }
}
