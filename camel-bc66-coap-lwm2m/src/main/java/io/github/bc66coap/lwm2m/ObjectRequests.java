// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.lwm2m;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.Processor;
import org.eclipse.leshan.core.link.DefaultLinkSerializer;
import org.eclipse.leshan.core.link.Link;
import org.eclipse.leshan.core.link.lwm2m.LwM2mLink;
import org.eclipse.leshan.core.link.lwm2m.attributes.LwM2mAttributeSet;
import org.eclipse.leshan.core.node.LwM2mPath;
import org.eclipse.leshan.core.request.ContentFormat;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.github.bc66coap.camel.Bc66CoapConstants;

/**
 * Answers requests for an object or an instance from its resources. Accept would tell a Discover from a Read, but the module does not show
 * it. If the module sends TLV, the GET of an instance is a Read, unless Accept is there and asks for links; else it is a Discover.
 */
final class ObjectRequests implements Processor {
    private static final Logger LOG = LoggerFactory.getLogger(ObjectRequests.class);

    private final Lwm2mDevice device;
    private final LwM2mPath path;

    ObjectRequests(Lwm2mDevice device, LwM2mPath path) {
        this.device = device;
        this.path = path;
    }

    @Override
    public void process(Exchange exchange) {
        Message message = exchange.getMessage();
        Optional<Bootstrap> bootstrap = device.bootstrap();
        if (path.getObjectId() == 1 && bootstrap.isPresent()) {
            bootstrap.get().answer(exchange);
            return;
        }
        try {
            Payload reply = reply(message);
            message.setBody(reply.bytes);
            if (reply.format >= 0) {
                message.setHeader(Bc66CoapConstants.REPLY_CONTENT_FORMAT, reply.format);
            }
        } catch (Lwm2mException e) {
            Lwm2mResource.refuse(message, e);
        }
    }

    private Payload reply(Message message) {
        List<Lwm2mResource> below = device.below(path);
        if (below.isEmpty()) {
            throw new Lwm2mException("4.04", "no resource of " + path + " is there");
        }
        String method = message.getHeader(Bc66CoapConstants.REQUEST_METHOD, String.class);
        if (method.equals("GET")) {
            return isRead(message) ? read(below) : discover(below);
        }
        String query = Lwm2mResource.attributes(message);
        if (method.equals("PUT") && query != null) {
            // all or none
            below.forEach(resource -> resource.attributesWith(query));
            below.forEach(resource -> resource.writeAttributes(query));
            return Payload.NOTHING;
        }
        if (!path.isObjectInstance() || method.equals("DELETE")) {
            throw Lwm2mException.notAllowed("instances are neither made nor deleted");
        }
        write(message);
        return Payload.NOTHING;
    }

    private boolean isRead(Message message) {
        Integer accept = message.getHeader(Bc66CoapConstants.REQUEST_ACCEPT, Integer.class);
        boolean asksForLinks = accept != null && accept == ContentFormat.LINK_CODE;
        return path.isObjectInstance() && !asksForLinks && device.sends(ContentFormat.TLV_CODE);
    }

    private Payload discover(List<Lwm2mResource> below) {
        List<Link> links = new ArrayList<>();
        links.add(new LwM2mLink("/", path));
        if (path.isObject()) {
            below.stream()
                    .map(resource -> resource.path().toObjectInstancePath())
                    .distinct()
                    .forEach(instance -> links.add(new LwM2mLink("/", instance)));
        }
        below.forEach(resource -> links.add(new LwM2mLink(
                "/",
                resource.path(),
                path.isObject()
                        ? new LwM2mAttributeSet()
                        : new LwM2mAttributeSet(resource.attributes().attributes()))));
        return new Payload(
                new DefaultLinkSerializer()
                        .serializeCoreLinkFormat(links.toArray(Link[]::new))
                        .getBytes(java.nio.charset.StandardCharsets.UTF_8),
                ContentFormat.LINK_CODE);
    }

    private Payload read(List<Lwm2mResource> below) {
        Map<Integer, Object> values = new TreeMap<>();
        ObjectModels models = ObjectModels.STANDARD;
        for (Lwm2mResource resource : below) {
            if (resource.isReadable()) {
                models = resource.addTo(models);
                try {
                    Object value = resource.readValue();
                    if (value != null) {
                        values.put(resource.path().getResourceId(), value);
                    }
                } catch (Exception e) {
                    LOG.warn("{} is missing in {}: {}", resource.path(), path, e.getMessage());
                }
            }
        }
        return new Payload(new Lwm2mCodec(models).encode(path, values, ContentFormat.TLV_CODE), ContentFormat.TLV_CODE);
    }

    private void write(Message message) {
        ObjectModels models = ObjectModels.STANDARD;
        for (Lwm2mResource resource : device.below(path)) {
            models = resource.addTo(models);
        }
        Map<?, ?> values = (Map<?, ?>) new Lwm2mCodec(models)
                .decode(
                        path,
                        Lwm2mResource.payload(message),
                        message.getHeader(Bc66CoapConstants.REQUEST_CONTENT_FORMAT, Integer.class));
        Map<Lwm2mResource, Object> writes = new java.util.LinkedHashMap<>();
        values.forEach((id, value) -> {
            LwM2mPath resource = new LwM2mPath(path.getObjectId(), path.getObjectInstanceId(), (Integer) id);
            Lwm2mResource written = device.resources().get(resource);
            if (written == null) {
                throw new Lwm2mException("4.04", "there is no " + resource);
            }
            written.requireWritable();
            writes.put(written, value);
        });
        writes.forEach(Lwm2mResource::writeValue);
    }

    private record Payload(byte[] bytes, int format) {
        private static final Payload NOTHING = new Payload(null, -1);
    }
}
