// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.gateway;

import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The folders of a gateway.
 *
 * @param installation the unpacked files, read-only
 * @param home contains {@code conf} and {@code routes}, read-only
 * @param state the folder for written files
 */
record Places(Path installation, Path home, Path state) {
    /** The folders that the launcher sets. */
    static Places ofSystemProperties() {
        return new Places(path("gateway.installation"), path("gateway.home"), path("gateway.state"));
    }

    private static Path path(String property) {
        return Path.of(System.getProperty(property, "")).toAbsolutePath();
    }

    /** The gateway's own configuration, otherwise the unpacked one. */
    Path conf() {
        return ownOrUnpacked("conf");
    }

    /** The gateway's own routes, otherwise the unpacked ones. */
    Path routes() {
        return ownOrUnpacked("routes");
    }

    private Path ownOrUnpacked(String name) {
        Path own = home.resolve(name);
        return Files.isDirectory(own) ? own : installation.resolve(name);
    }
}
