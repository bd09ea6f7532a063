// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.camel;

import java.util.Set;
import java.util.TreeSet;

import org.apache.camel.Exchange;
import org.apache.camel.spi.HeaderFilterStrategy;

/**
 * Lets through just the headers of the component: from a route the families that the component reads, to a route those
 * that it writes. Names are compared without regard to case. Replace it to keep routes from, say, choosing the host.
 */
public class Bc66CoapHeaderFilterStrategy implements HeaderFilterStrategy {
    private static final Set<String> READ = names(
            Bc66CoapConstants.METHOD,
            Bc66CoapConstants.MESSAGE_TYPE,
            Bc66CoapConstants.MESSAGE_ID,
            Bc66CoapConstants.TOKEN,
            Bc66CoapConstants.OPTIONS,
            Bc66CoapConstants.URI_PATH,
            Bc66CoapConstants.URI_QUERY,
            Bc66CoapConstants.CONTENT_FORMAT,
            Bc66CoapConstants.ACCEPT,
            Bc66CoapConstants.OBSERVE,
            Bc66CoapConstants.HOST,
            Bc66CoapConstants.PORT,
            Bc66CoapConstants.CODE,
            Bc66CoapConstants.COMMAND,
            Bc66CoapConstants.REQUEST_METHOD,
            Bc66CoapConstants.REQUEST_MESSAGE_TYPE,
            Bc66CoapConstants.REQUEST_MESSAGE_ID,
            Bc66CoapConstants.REQUEST_CONTENT_FORMAT,
            Bc66CoapConstants.REQUEST_TOKEN,
            Bc66CoapConstants.REQUEST_HOST,
            Bc66CoapConstants.REQUEST_PORT,
            Bc66CoapConstants.REPLY_CODE,
            Bc66CoapConstants.REPLY_CONTENT_FORMAT,
            Bc66CoapConstants.REPLY_OPTIONS,
            Bc66CoapConstants.REPLY_OBSERVE,
            Bc66CoapConstants.CONTENT_TYPE);

    private static final Set<String> WRITTEN = names(
            Bc66CoapConstants.REQUEST_METHOD,
            Bc66CoapConstants.REQUEST_MESSAGE_TYPE,
            Bc66CoapConstants.REQUEST_MESSAGE_ID,
            Bc66CoapConstants.REQUEST_TOKEN,
            Bc66CoapConstants.REQUEST_OPTIONS,
            Bc66CoapConstants.REQUEST_URI_PATH,
            Bc66CoapConstants.REQUEST_URI_QUERY,
            Bc66CoapConstants.REQUEST_CONTENT_FORMAT,
            Bc66CoapConstants.REQUEST_ACCEPT,
            Bc66CoapConstants.REQUEST_OBSERVE,
            Bc66CoapConstants.REQUEST_HOST,
            Bc66CoapConstants.REQUEST_PORT,
            Bc66CoapConstants.RESPONSE_CODE,
            Bc66CoapConstants.RESPONSE_MESSAGE_TYPE,
            Bc66CoapConstants.RESPONSE_MESSAGE_ID,
            Bc66CoapConstants.RESPONSE_TOKEN,
            Bc66CoapConstants.RESPONSE_OPTIONS,
            Bc66CoapConstants.RESPONSE_CONTENT_FORMAT,
            Bc66CoapConstants.RESPONSE_OBSERVE,
            Bc66CoapConstants.RESPONSE_HOST,
            Bc66CoapConstants.RESPONSE_PORT,
            Bc66CoapConstants.EVENT,
            Bc66CoapConstants.RECOVERY_STATE,
            Bc66CoapConstants.DATA_STATUS,
            Bc66CoapConstants.NOTIFIED,
            Bc66CoapConstants.TRUNCATED,
            Bc66CoapConstants.DEVICE,
            Bc66CoapConstants.CONTENT_TYPE);

    @Override
    public boolean applyFilterToCamelHeaders(String headerName, Object headerValue, Exchange exchange) {
        return !READ.contains(headerName);
    }

    @Override
    public boolean applyFilterToExternalHeaders(String headerName, Object headerValue, Exchange exchange) {
        return !WRITTEN.contains(headerName);
    }

    private static Set<String> names(String... names) {
        Set<String> set = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        set.addAll(Set.of(names));
        return set;
    }
}
