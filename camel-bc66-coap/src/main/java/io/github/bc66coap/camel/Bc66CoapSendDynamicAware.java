// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.camel;

import java.util.Map;

import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.Processor;
import org.apache.camel.spi.annotations.SendDynamic;
import org.apache.camel.support.component.SendDynamicAwareSupport;

import io.github.bc66coap.camel.Bc66CoapComponent.Authorship;

/**
 * Lets {@code toD} use one endpoint and one producer for all requests: the computed options of a request travel as headers, which are
 * removed afterwards. It also guards the URI: the value of an expression may be a stranger's text, which must not become another
 * option or another option's value.
 */
@SendDynamic(Bc66CoapConstants.SCHEME)
public class Bc66CoapSendDynamicAware extends SendDynamicAwareSupport {
    private volatile ParsedUri parsed;

    private record ParsedUri(String uri, UriTemplate template) {}

    private static final class Entry extends DynamicAwareEntry {
        private final UriTemplate.Bound bound;

        Entry(String uri, String originalUri, UriTemplate.Bound bound) {
            super(uri, originalUri, Map.copyOf(bound.request()), null);
            this.bound = bound;
        }
    }

    @Override
    protected void doInit() {
        // the superclass looks up a catalog that isn't used here, and that has no component under another name
    }

    @Override
    public boolean isLenientProperties() {
        return false;
    }

    /** @throws IllegalArgumentException when a part of the URI may not be where its author put it */
    @Override
    public DynamicAwareEntry prepare(Exchange exchange, String uri, String originalUri) {
        try {
            UriTemplate template = template(originalUri);
            DynamicOptions permitted = new DynamicOptions(dynamicOptions(template));
            template.fromExpressions().forEach(permitted::requireFromExpression);
            return new Entry(uri, originalUri, template.bind(exchange, uri));
        } catch (IllegalArgumentException e) {
            throw component().refused(e);
        }
    }

    @Override
    public String resolveStaticUri(Exchange exchange, DynamicAwareEntry entry) {
        UriTemplate.Bound bound = ((Entry) entry).bound;
        if (getCamelContext().hasEndpoint(bound.endpoint()) == null) {
            component()
                    .createEndpoint(
                            bound.endpoint(), bound.isDeviceWritten() ? Authorship.ALL : Authorship.ALL_BUT_DEVICE);
        }
        return bound.endpoint();
    }

    /** A header that the route has set takes precedence, as over an endpoint option. */
    @Override
    public Processor createPreProcessor(Exchange exchange, DynamicAwareEntry entry) {
        Map<String, String> computed = ((Entry) entry).bound.request();
        return sent -> computed.forEach((option, value) -> {
            Message message = sent.getMessage();
            String header = DynamicOptions.HEADERS.get(option);
            if (message.getHeader(header) == null) {
                message.setHeader(header, value);
                sent.setProperty(marker(header), value);
            }
        });
    }

    @Override
    public Processor createPostProcessor(Exchange exchange, DynamicAwareEntry entry) {
        Map<String, String> computed = ((Entry) entry).bound.request();
        return sent -> computed.keySet().forEach(option -> {
            String header = DynamicOptions.HEADERS.get(option);
            if (sent.removeProperty(marker(header)) != null) {
                sent.getMessage().removeHeader(header);
            }
        });
    }

    private UriTemplate template(String uri) {
        ParsedUri known = parsed;
        if (known == null || !known.uri().equals(uri)) {
            known = new ParsedUri(uri, UriTemplate.parse(getCamelContext(), uri));
            parsed = known;
        }
        return known.template();
    }

    private String dynamicOptions(UriTemplate template) {
        String ofEndpoint = template.written("dynamicOptions");
        return ofEndpoint == null ? component().getConfiguration().getDynamicOptions() : ofEndpoint;
    }

    private Bc66CoapComponent component() {
        return getCamelContext().getComponent(getScheme(), Bc66CoapComponent.class);
    }

    private static String marker(String header) {
        return "dynamic." + header;
    }
}
