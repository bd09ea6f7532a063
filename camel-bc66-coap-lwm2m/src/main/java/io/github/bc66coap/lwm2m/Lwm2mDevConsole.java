// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.lwm2m;

import java.util.Map;
import java.util.stream.Collectors;

import org.apache.camel.spi.annotations.DevConsole;
import org.apache.camel.support.console.AbstractDevConsole;
import org.apache.camel.util.json.JsonArray;
import org.apache.camel.util.json.JsonObject;

/** Shows the LwM2M devices of a context: where each is registered, and its resources. Never blocks. */
@DevConsole(name = "bc66lwm2m", displayName = "BC66 LwM2M", description = "LwM2M devices: registration and resources")
public class Lwm2mDevConsole extends AbstractDevConsole {
    public Lwm2mDevConsole() {
        super("camel", "bc66lwm2m", "BC66 LwM2M", "LwM2M devices: registration and resources");
    }

    @Override
    protected String doCallText(Map<String, Object> options) {
        StringBuilder text = new StringBuilder();
        for (Lwm2mDevice device : Lwm2mDevice.in(getCamelContext())) {
            text.append(device.name()).append(":\n");
            device.registration().map(Lwm2mRegistration::state).ifPresent(state -> text.append("    ")
                    .append(state.endpoint())
                    .append(state.registered() ? " registered at " : " not registered at ")
                    .append(state.server())
                    .append(state.where())
                    .append(state.registered() ? " since " + state.since() + " until " + state.until() : "")
                    .append(state.trouble().isEmpty() ? "" : ", trouble: " + state.trouble())
                    .append('\n'));
            device.resources().values().forEach(resource -> text.append("    ")
                    .append(resource.path())
                    .append(' ')
                    .append(resource.type())
                    .append(attributes(resource).isEmpty() ? "" : " " + attributes(resource))
                    .append(resource.isObserved() ? " observed" : "")
                    .append('\n'));
        }
        return text.toString();
    }

    @Override
    protected Map<String, Object> doCallJson(Map<String, Object> options) {
        JsonArray devices = new JsonArray();
        for (Lwm2mDevice device : Lwm2mDevice.in(getCamelContext())) {
            JsonObject entry = new JsonObject();
            entry.put("device", device.name());
            device.registration()
                    .map(Lwm2mRegistration::state)
                    .ifPresent(state -> entry.put("registration", json(state)));
            JsonArray resources = new JsonArray();
            device.resources().values().forEach(resource -> resources.add(json(resource)));
            entry.put("resources", resources);
            devices.add(entry);
        }
        JsonObject root = new JsonObject();
        root.put("devices", devices);
        return root;
    }

    private static JsonObject json(Lwm2mRegistration.State state) {
        JsonObject json = new JsonObject();
        json.put("endpoint", state.endpoint());
        json.put("server", state.server());
        json.put("registered", state.registered());
        json.put("where", state.where());
        json.put("since", state.since() == null ? null : state.since().toString());
        json.put("until", state.until() == null ? null : state.until().toString());
        json.put("trouble", state.trouble());
        return json;
    }

    private static JsonObject json(Lwm2mResource resource) {
        JsonObject json = new JsonObject();
        json.put("path", resource.path().toString());
        json.put("type", resource.type().toString());
        json.put("attributes", attributes(resource));
        json.put("observed", resource.isObserved());
        return json;
    }

    private static String attributes(Lwm2mResource resource) {
        return resource.attributes().attributes().stream()
                .map(attribute -> attribute.toQueryParamFormat())
                .collect(Collectors.joining("&"));
    }
}
