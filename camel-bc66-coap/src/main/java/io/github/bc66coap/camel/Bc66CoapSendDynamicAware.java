/*
 * Copyright 2026 the camel-bc66-coap authors
 *
 * Licensed under the Apache License, Version 2.0 (the "License");
 * you may not use this file except in compliance with the License.
 * You may obtain a copy of the License at
 *
 *     https://www.apache.org/licenses/LICENSE-2.0
 *
 * Unless required by applicable law or agreed to in writing, software
 * distributed under the License is distributed on an "AS IS" BASIS,
 * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
 * See the License for the specific language governing permissions and
 * limitations under the License.
 */
package io.github.bc66coap.camel;

import java.net.URISyntaxException;
import java.util.LinkedHashMap;
import java.util.Map;

import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.Processor;
import org.apache.camel.spi.annotations.SendDynamic;
import org.apache.camel.support.component.SendDynamicAwareSupport;
import org.apache.camel.util.StringHelper;
import org.apache.camel.util.URISupport;

/**
 * Lets {@code toD} use one endpoint, and so one producer, whatever the request is: options of the request that the
 * dynamic URI computes travel as headers, and are gone from the message afterwards.
 */
@SendDynamic(Bc66CoapConstants.SCHEME)
public class Bc66CoapSendDynamicAware extends SendDynamicAwareSupport {
    /** Options that have a header of the same meaning. */
    private static final Map<String, String> HEADERS = Map.of(
            "host", Bc66CoapConstants.HOST,
            "port", Bc66CoapConstants.PORT,
            "method", Bc66CoapConstants.METHOD,
            "messageType", Bc66CoapConstants.MESSAGE_TYPE,
            "uriPath", Bc66CoapConstants.URI_PATH,
            "uriQuery", Bc66CoapConstants.URI_QUERY,
            "contentFormat", Bc66CoapConstants.CONTENT_FORMAT,
            "accept", Bc66CoapConstants.ACCEPT);

    @Override
    public boolean isLenientProperties() {
        return false;
    }

    @Override
    public DynamicAwareEntry prepare(Exchange exchange, String uri, String originalUri) throws Exception {
        return new DynamicAwareEntry(uri, originalUri, query(uri), null);
    }

    @Override
    public String resolveStaticUri(Exchange exchange, DynamicAwareEntry entry) throws Exception {
        Map<String, Object> rest = new LinkedHashMap<>(entry.getProperties());
        rest.keySet().removeAll(computed(entry).keySet());
        String base = StringHelper.before(entry.getUri(), "?", entry.getUri());
        return rest.isEmpty() ? base : base + "?" + URISupport.createQueryString(rest);
    }

    /** A header that the route has set goes before, as it does with an endpoint's own option. */
    @Override
    public Processor createPreProcessor(Exchange exchange, DynamicAwareEntry entry) throws Exception {
        Map<String, Object> computed = computed(entry);
        return sent -> computed.forEach((option, value) -> {
            Message message = sent.getMessage();
            String header = HEADERS.get(option);
            if (message.getHeader(header) == null) {
                message.setHeader(header, value);
                sent.setProperty(marker(header), value);
            }
        });
    }

    @Override
    public Processor createPostProcessor(Exchange exchange, DynamicAwareEntry entry) throws Exception {
        Map<String, Object> computed = computed(entry);
        return sent -> computed.keySet().forEach(option -> {
            String header = HEADERS.get(option);
            if (sent.removeProperty(marker(header)) != null) {
                sent.getMessage().removeHeader(header);
            }
        });
    }

    /** The request's options that the URI has not from its author but from the exchange. */
    private static Map<String, Object> computed(DynamicAwareEntry entry) throws URISyntaxException {
        Map<String, Object> original = query(entry.getOriginalUri());
        Map<String, Object> computed = new LinkedHashMap<>();
        entry.getProperties().forEach((option, value) -> {
            if (HEADERS.containsKey(option) && !value.equals(original.get(option))) {
                computed.put(option, value);
            }
        });
        return computed;
    }

    private static Map<String, Object> query(String uri) throws URISyntaxException {
        String query = StringHelper.after(uri, "?");
        return query == null ? Map.of() : URISupport.parseQuery(query);
    }

    private static String marker(String header) {
        return "dynamic." + header;
    }
}
