// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.lwm2m;

import java.io.File;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.eclipse.leshan.core.model.LwM2mModel;
import org.eclipse.leshan.core.model.ObjectLoader;
import org.eclipse.leshan.core.model.ObjectModel;
import org.eclipse.leshan.core.model.ResourceModel;
import org.eclipse.leshan.core.model.ResourceModel.Operations;
import org.eclipse.leshan.core.model.ResourceModel.Type;
import org.eclipse.leshan.core.model.StaticModel;
import org.eclipse.leshan.core.node.LwM2mPath;

/**
 * The known object models: OMA's standard objects from leshan-core (0 to 7 and 21), object 19 of NB-IoT platforms, and those of a folder of
 * XML files (OMA's DDF format), which replace others of the same number. Immutable.
 */
final class ObjectModels {
    /** Those without a folder. */
    static final ObjectModels STANDARD = new ObjectModels(standard());

    private final Map<Integer, ObjectModel> objects = new HashMap<>();
    private final LwM2mModel text;
    private final LwM2mModel wire;

    private ObjectModels(Collection<ObjectModel> objects) {
        objects.forEach(object -> this.objects.put(object.id, object));
        text = models(false);
        wire = models(true);
    }

    /**
     * The standard objects, and those in the XML files of a folder.
     *
     * @param folder {@code null} or empty for none
     * @throws IllegalArgumentException when there is no such folder
     */
    static ObjectModels of(String folder) {
        if (folder == null || folder.isEmpty()) {
            return STANDARD;
        }
        File directory = new File(folder);
        if (!directory.isDirectory()) {
            throw new IllegalArgumentException("models: there is no folder " + folder);
        }
        return STANDARD.with(ObjectLoader.loadObjectsFromDir(directory));
    }

    private ObjectModels with(Collection<ObjectModel> more) {
        List<ObjectModel> all = new ArrayList<>(objects.values());
        all.addAll(more);
        return new ObjectModels(all);
    }

    /** With a resource added or replaced. */
    ObjectModels with(LwM2mPath path, Type type, Operations operations, boolean multiple) {
        Map<Integer, ResourceModel> resources = new HashMap<>();
        ObjectModel known = objects.get(path.getObjectId());
        if (known != null) {
            resources.putAll(known.resources);
        }
        ResourceModel before = resources.get(path.getResourceId());
        resources.put(
                path.getResourceId(),
                new ResourceModel(
                        path.getResourceId(),
                        before == null ? "" : before.name,
                        operations,
                        multiple,
                        false,
                        type,
                        "",
                        "",
                        ""));
        return with(List.of(new ObjectModel(
                path.getObjectId(), known == null ? "" : known.name, "", "1.0", true, false, resources.values())));
    }

    private LwM2mModel models(boolean tlv) {
        return new StaticModel(
                objects.values().stream().map(object -> coded(object, tlv)).toList());
    }

    /** The models for the codecs, with {@link #coded} types. */
    LwM2mModel model(boolean tlv) {
        return tlv ? wire : text;
    }

    Optional<ResourceModel> resource(LwM2mPath path) {
        return Optional.ofNullable(objects.get(path.getObjectId()))
                .map(object -> object.resources.get(path.getResourceId()));
    }

    private static List<ObjectModel> standard() {
        List<ObjectModel> models = new ArrayList<>(ObjectLoader.loadDefault());
        models.add(new ObjectModel(
                19,
                "BinaryAppDataContainer",
                "",
                "1.0",
                true,
                false,
                new ResourceModel(0, "Data", Operations.RW, false, true, Type.OPAQUE, "", "", "")));
        return models;
    }

    private static ObjectModel coded(ObjectModel object, boolean tlv) {
        return new ObjectModel(
                object.id,
                object.name,
                object.description,
                object.version,
                object.multiple,
                object.mandatory,
                object.resources.values().stream()
                        .map(resource -> coded(resource, tlv))
                        .toList());
    }

    private static ResourceModel coded(ResourceModel resource, boolean tlv) {
        return new ResourceModel(
                resource.id,
                resource.name,
                resource.operations,
                resource.multiple,
                resource.mandatory,
                coded(resource.type, tlv),
                "",
                "",
                "");
    }

    /**
     * The type that the codecs get in place of a resource's own, where leshan-core 2.0.0-M15 reads wrong values: bytes in TLV, because it
     * takes unsigned numbers and the halves of object links for signed ones, any byte for a boolean, and any bytes for text. It multiplies a
     * time by 1000 without a check, in text too.
     */
    static Type coded(Type type, boolean tlv) {
        return switch (type) {
            case TIME -> tlv ? Type.OPAQUE : Type.INTEGER;
            case UNSIGNED_INTEGER, BOOLEAN, STRING, OBJLNK -> tlv ? Type.OPAQUE : type;
            default -> type;
        };
    }
}
