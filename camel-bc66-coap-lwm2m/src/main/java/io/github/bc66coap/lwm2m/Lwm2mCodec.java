// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.lwm2m;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

import org.eclipse.leshan.core.model.ResourceModel;
import org.eclipse.leshan.core.model.ResourceModel.Type;
import org.eclipse.leshan.core.node.LwM2mMultipleResource;
import org.eclipse.leshan.core.node.LwM2mNode;
import org.eclipse.leshan.core.node.LwM2mObjectInstance;
import org.eclipse.leshan.core.node.LwM2mPath;
import org.eclipse.leshan.core.node.LwM2mResource;
import org.eclipse.leshan.core.node.LwM2mResourceInstance;
import org.eclipse.leshan.core.node.LwM2mSingleResource;
import org.eclipse.leshan.core.node.codec.CodecException;
import org.eclipse.leshan.core.node.codec.DefaultLwM2mDecoder;
import org.eclipse.leshan.core.node.codec.DefaultLwM2mEncoder;
import org.eclipse.leshan.core.node.codec.LwM2mDecoder;
import org.eclipse.leshan.core.node.codec.LwM2mEncoder;
import org.eclipse.leshan.core.node.codec.LwM2mValueChecker;
import org.eclipse.leshan.core.node.codec.opaque.LwM2mNodeOpaqueDecoder;
import org.eclipse.leshan.core.node.codec.opaque.LwM2mNodeOpaqueEncoder;
import org.eclipse.leshan.core.node.codec.text.LwM2mNodeTextDecoder;
import org.eclipse.leshan.core.node.codec.text.LwM2mNodeTextEncoder;
import org.eclipse.leshan.core.node.codec.tlv.LwM2mNodeTlvDecoder;
import org.eclipse.leshan.core.node.codec.tlv.LwM2mNodeTlvEncoder;
import org.eclipse.leshan.core.request.ContentFormat;

/**
 * Converts values, resources and object instances to and from text, opaque and TLV with leshan-core's codecs. A single resource is its
 * value, a multiple resource a map from instance ids to values, an object instance a map from resource ids to either. Thread-safe.
 */
final class Lwm2mCodec {
    private static final LwM2mEncoder ENCODER = new DefaultLwM2mEncoder(
            Map.of(
                    ContentFormat.TEXT, new LwM2mNodeTextEncoder(),
                    ContentFormat.OPAQUE, new LwM2mNodeOpaqueEncoder(),
                    ContentFormat.TLV, new LwM2mNodeTlvEncoder()),
            Map.of(),
            new LwM2mValueChecker());
    private static final LwM2mDecoder DECODER = new DefaultLwM2mDecoder(
            Map.of(
                    ContentFormat.TEXT, new LwM2mNodeTextDecoder(),
                    ContentFormat.OPAQUE, new LwM2mNodeOpaqueDecoder(),
                    ContentFormat.TLV, new LwM2mNodeTlvDecoder()),
            Map.of());

    private static final Set<Type> NUMERIC =
            EnumSet.of(Type.INTEGER, Type.UNSIGNED_INTEGER, Type.FLOAT, Type.TIME, Type.OBJLNK);
    /** What the parsers reject themselves passes, and so does what is no finite number. */
    private static final Pattern NUMBER = Pattern.compile("[-+.:eE0-9]*|NaN|[-+]?Infinity");

    private final ObjectModels models;

    Lwm2mCodec(ObjectModels models) {
        this.models = models;
    }

    /** The default format of a path: opaque or text for one value, else TLV. */
    int usualFormat(LwM2mPath path, Object body) {
        if (!path.isResource() || body instanceof Map) {
            return ContentFormat.TLV_CODE;
        }
        return type(path, body) == Type.OPAQUE ? ContentFormat.OPAQUE_CODE : ContentFormat.TEXT_CODE;
    }

    /**
     * @param body the value or values
     * @throws IllegalArgumentException when it is no value of what the model has at that path, or the format can't have it
     */
    byte[] encode(LwM2mPath path, Object body, int format) {
        boolean tlv = format == ContentFormat.TLV_CODE;
        if (!tlv && (!path.isResource() || body instanceof Map)) {
            throw new IllegalArgumentException(path + " is more than one value, which needs TLV (11542)");
        }
        try {
            LwM2mNode node = path.isObjectInstance() ? instance(path, body) : resource(path, body, tlv);
            return ENCODER.encode(node, ContentFormat.fromCode(format), path, models.model(tlv));
        } catch (CodecException e) {
            throw new IllegalArgumentException(path + ": " + e.getMessage(), e);
        }
    }

    private LwM2mObjectInstance instance(LwM2mPath path, Object body) {
        if (!(body instanceof Map<?, ?> values)) {
            throw new IllegalArgumentException(path + " is an object instance: a map from resource ids to values");
        }
        List<LwM2mResource> resources = new ArrayList<>();
        new TreeMap<>(ids(values))
                .forEach((id, value) -> resources.add(
                        resource(new LwM2mPath(path.getObjectId(), path.getObjectInstanceId(), id), value, true)));
        return new LwM2mObjectInstance(path.getObjectInstanceId(), resources);
    }

    private LwM2mResource resource(LwM2mPath path, Object body, boolean tlv) {
        if (!path.isResource()) {
            throw new IllegalArgumentException(path + " is neither a resource nor an object instance");
        }
        Type type = type(path, body);
        Type coded = ObjectModels.coded(type, tlv);
        boolean multiple = models.resource(path).map(model -> model.multiple).orElse(false);
        try {
            if (!(body instanceof Map<?, ?> values)) {
                return multiple && tlv
                        ? multiple(path, Map.of(0, body), type, coded)
                        : LwM2mSingleResource.newResource(path.getResourceId(), value(type, body, coded), coded);
            }
            return multiple(path, ids(values), type, coded);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(path + ": " + e.getMessage(), e);
        }
    }

    private static LwM2mResource multiple(LwM2mPath path, Map<Integer, ?> values, Type type, Type coded) {
        Map<Integer, Object> instances = new TreeMap<>();
        values.forEach((id, value) -> instances.put(id, value(type, value, coded)));
        return LwM2mMultipleResource.newResource(path.getResourceId(), instances, coded);
    }

    private static Object value(Type type, Object body, Type coded) {
        Object value = ResourceValues.toModel(type, body);
        return coded == type ? value : ResourceValues.toCoded(coded, value);
    }

    private static Map<Integer, Object> ids(Map<?, ?> values) {
        Map<Integer, Object> ids = new HashMap<>();
        values.forEach((id, value) -> ids.put(Integer.valueOf(String.valueOf(id)), value));
        return ids;
    }

    /** The model's type; without a model, the type that the Java value suggests. */
    private Type type(LwM2mPath path, Object body) {
        return models.resource(path).map(model -> model.type).orElseGet(() -> {
            if (body instanceof byte[]) {
                return Type.OPAQUE;
            }
            if (body instanceof Boolean) {
                return Type.BOOLEAN;
            }
            if (body instanceof Float || body instanceof Double) {
                return Type.FLOAT;
            }
            return body instanceof Number ? Type.INTEGER : Type.STRING;
        });
    }

    /**
     * @param format of the payload; {@code null} if the request had none: opaque for a resource of that type, else text
     * @throws Lwm2mException 4.15 when no value can be read from the payload, 4.00 when one can, but the model has another there
     */
    Object decode(LwM2mPath path, byte[] payload, Integer format) {
        ContentFormat of = ContentFormat.fromCode(format == null ? unsaid(path) : format);
        boolean tlv = of.equals(ContentFormat.TLV);
        if (!DECODER.isSupported(of) || !tlv && !path.isResource()) {
            throw new Lwm2mException(
                    "4.15",
                    "Content-Format " + of.getCode() + " can't be read; write a resource in text (0), opaque (42) or"
                            + " TLV (11542), an instance in TLV");
        }
        try {
            if (of.equals(ContentFormat.TEXT)) {
                requireText(path, ResourceValues.utf8(payload));
            }
            return body(path, DECODER.decode(payload, of, path, models.model(tlv)), tlv);
        } catch (Lwm2mException e) {
            throw e;
        } catch (RuntimeException | StackOverflowError e) {
            // leshan-core 2.0.0-M15 recurses into nested TLV without a limit
            throw new Lwm2mException(
                    isReadable(of, e) ? "4.00" : "4.15",
                    path + " can't be read as " + of.getName() + ": " + e.getMessage(),
                    e);
        }
    }

    /** @throws IllegalArgumentException when Java's parsers would accept more than the numbers that LwM2M has, such as 5d or 0x1p3 */
    private void requireText(LwM2mPath path, String text) {
        boolean isNumeric = models.resource(path)
                .filter(model -> NUMERIC.contains(model.type))
                .isPresent();
        if (isNumeric && !NUMBER.matcher(text).matches()) {
            throw new IllegalArgumentException("no number");
        }
    }

    /** leshan-core's exception has a cause if the TLV is unreadable, and none if its content contradicts the path or the model. */
    private static boolean isReadable(ContentFormat format, Throwable failure) {
        return !format.equals(ContentFormat.TEXT) && failure instanceof CodecException && failure.getCause() == null;
    }

    private int unsaid(LwM2mPath path) {
        return path.isResource()
                        && models.resource(path)
                                .filter(model -> model.type == Type.OPAQUE)
                                .isPresent()
                ? ContentFormat.OPAQUE_CODE
                : ContentFormat.TEXT_CODE;
    }

    private Object body(LwM2mPath path, LwM2mNode node, boolean tlv) {
        if (node instanceof LwM2mObjectInstance instance) {
            Map<Integer, Object> values = new TreeMap<>();
            instance.getResources()
                    .forEach((id, resource) -> values.put(
                            id,
                            body(new LwM2mPath(path.getObjectId(), path.getObjectInstanceId(), id), resource, tlv)));
            return values;
        }
        if (node instanceof LwM2mResource resource) {
            return body(path, resource, tlv);
        }
        throw Lwm2mException.badRequest("neither a resource nor an object instance");
    }

    /** The model decides between single and multiple, not the wire. */
    private Object body(LwM2mPath path, LwM2mResource resource, boolean tlv) {
        boolean multiple = models.resource(path).map(model -> model.multiple).orElse(resource.isMultiInstances());
        if (tlv && multiple != resource.isMultiInstances()) {
            throw Lwm2mException.badRequest(path + " has " + (multiple ? "instances" : "one value, and no instances"));
        }
        if (!resource.isMultiInstances()) {
            Object value = value(path, resource.getValue(), tlv);
            return multiple ? Map.of(0, value) : value;
        }
        Map<Integer, Object> values = new TreeMap<>();
        for (LwM2mResourceInstance instance : resource.getInstances().values()) {
            values.put(instance.getId(), value(path, instance.getValue(), tlv));
        }
        return values;
    }

    private Object value(LwM2mPath path, Object value, boolean tlv) {
        Type type =
                models.resource(path).map((ResourceModel model) -> model.type).orElse(Type.NONE);
        Object read = ObjectModels.coded(type, tlv) == type ? value : ResourceValues.fromCoded(type, value);
        if (read instanceof Double number && !Double.isFinite(number)) {
            throw Lwm2mException.badRequest(path + " must be a finite number");
        }
        return ResourceValues.toBody(read);
    }
}
