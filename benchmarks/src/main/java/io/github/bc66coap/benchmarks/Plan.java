// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.benchmarks;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What is to be measured.
 *
 * @param rounds how often each series is measured, in turn
 * @param size what the measurement says it is, for example how many modules; 0: as usual
 * @param bases folders of earlier builds, by their names
 * @param builds class paths by the names of the builds: earlier ones first, {@link #NOW} at last
 */
record Plan(int rounds, int size, Map<String, Path> bases, Map<String, String> builds) {
    /** The name of this checkout's build. */
    static final String NOW = "now";

    private static final String SEPARATOR = System.getProperty("path.separator");
    private static final Path COMPONENT = Path.of("camel-bc66-coap", "target", "classes");

    /** @param bases {@code commit=folder of the classes of the component as they were then} */
    static Plan of(int rounds, int size, String... bases) {
        Map<String, Path> folders = new LinkedHashMap<>();
        Map<String, String> builds = new LinkedHashMap<>();
        for (String base : bases) {
            String[] parts = base.split("=", 2);
            folders.put(parts[0], Path.of(parts[1]));
            builds.put(parts[0], with(folders.get(parts[0])));
        }
        builds.put(NOW, classPath());
        return new Plan(rounds, size, folders, builds);
    }

    /** This process's own. */
    static String classPath() {
        return System.getProperty("java.class.path");
    }

    private static String with(Path classes) {
        return Arrays.stream(classPath().split(SEPARATOR))
                .map(entry -> Path.of(entry).endsWith(COMPONENT) ? classes.toString() : entry)
                .collect(Collectors.joining(SEPARATOR));
    }

    int sizeOr(int usual) {
        return size == 0 ? usual : size;
    }
}
