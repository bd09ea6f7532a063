// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.examples.mqtt;

import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.apache.camel.CamelContext;

/**
 * Which topic stands for which path of a device.
 *
 * <p>A path is what a peer wants it to be, so its characters are made safe: all but letters, digits, {@code - _ ~} are
 * percent-encoded, wildcards and NUL among them, and dots, which Artemis takes for separators when it matches a {@code +}.
 * An empty segment is a single {@code %}. Different paths have
 * different topics.
 *
 * @param telemetry below it: what the device sends, by path
 * @param commands below it: what the device's server is to be told, by path
 * @param replies below it: answers to commands, if they name no topic
 */
record DeviceTopics(String telemetry, String commands, String replies) {
    private static final String EMPTY = "%";

    /** As the properties say: {@code mqtt.prefix} for all devices, {@code bc66.name} for this one. */
    static DeviceTopics of(CamelContext context) {
        return of(
                context.resolvePropertyPlaceholders("{{mqtt.prefix}}"),
                context.resolvePropertyPlaceholders("{{bc66.name}}"));
    }

    private static DeviceTopics of(String prefix, String name) {
        String device = prefix + "/" + name;
        return new DeviceTopics(device + "/telemetry/", device + "/commands/", device + "/replies/");
    }

    /**
     * The levels that stand for a path.
     *
     * @param path percent-encoded, as the component gives it
     */
    static String levels(String path) {
        return Stream.of(path.replaceFirst("^/", "").split("/", -1))
                .map(segment -> segment.isEmpty() ? EMPTY : encoded(segment))
                .collect(Collectors.joining("/"));
    }

    private static String encoded(String segment) {
        StringBuilder text = new StringBuilder();
        for (byte b : segment.getBytes(StandardCharsets.UTF_8)) {
            char c = (char) (b & 0xff);
            boolean safe =
                    c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || "-_~%".indexOf(c) >= 0;
            text.append(safe ? String.valueOf(c) : "%%%02X".formatted((int) c));
        }
        return text.toString();
    }

    /** The path that a command's topic stands for; the reverse of {@link #levels(String)}. */
    String path(String topic) {
        String levels = topic.length() < commands.length() ? EMPTY : topic.substring(commands.length());
        return "/"
                + Stream.of(levels.split("/", -1))
                        .map(level -> level.equals(EMPTY) ? "" : level)
                        .collect(Collectors.joining("/"));
    }

    /**
     * Whether an answer may go there. Whoever sends a command names the topic of the answer; it must not become a command
     * or telemetry of this or another device, and not something that the broker itself says.
     */
    boolean mayTake(String topic) {
        boolean name =
                !topic.isEmpty() && topic.chars().noneMatch(c -> "+#\0".indexOf(c) >= 0) && !topic.startsWith("$");
        String prefix = telemetry.substring(0, telemetry.indexOf('/') + 1);
        return name && (topic.startsWith(replies) || !topic.startsWith(prefix));
    }
}
