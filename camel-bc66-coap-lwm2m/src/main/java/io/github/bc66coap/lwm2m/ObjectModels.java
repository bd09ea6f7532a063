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
    private final LwM2mModel model;
    private final LwM2mModel wire;

    private ObjectModels(Collection<ObjectModel> objects) {
        objects.forEach(object -> this.objects.put(object.id, object));
        model = new StaticModel(this.objects.values());
        wire = new StaticModel(
                this.objects.values().stream().map(ObjectModels::onTheWire).toList());
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
    ObjectModels with(LwM2mPath path, Type type, Operations operations) {
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
                        before != null && before.multiple,
                        false,
                        type,
                        "",
                        "",
                        ""));
        return with(List.of(new ObjectModel(
                path.getObjectId(), known == null ? "" : known.name, "", "1.0", true, false, resources.values())));
    }

    /** The models for text and opaque. */
    LwM2mModel model() {
        return model;
    }

    /**
     * The models for TLV, with bytes in place of text, booleans and unsigned numbers. leshan-core treats unsigned numbers as signed, so that
     * one byte of 255 would be 2^64 - 1, and it accepts any byte as a boolean and any bytes as text.
     */
    LwM2mModel wire() {
        return wire;
    }

    Optional<ResourceModel> resource(LwM2mPath path) {
        return Optional.ofNullable(model.getResourceModel(path.getObjectId(), path.getResourceId()));
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

    private static ObjectModel onTheWire(ObjectModel object) {
        return new ObjectModel(
                object.id,
                object.name,
                object.description,
                object.version,
                object.multiple,
                object.mandatory,
                object.resources.values().stream().map(ObjectModels::onTheWire).toList());
    }

    private static ResourceModel onTheWire(ResourceModel resource) {
        return isBytes(resource.type)
                ? new ResourceModel(
                        resource.id,
                        resource.name,
                        resource.operations,
                        resource.multiple,
                        resource.mandatory,
                        Type.OPAQUE,
                        "",
                        "",
                        "")
                : resource;
    }

    /** Whether {@link #wire()} has bytes in place of this type. */
    static boolean isBytes(Type type) {
        return type == Type.UNSIGNED_INTEGER || type == Type.BOOLEAN || type == Type.STRING;
    }
}
